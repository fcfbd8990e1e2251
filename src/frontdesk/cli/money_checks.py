"""Does the model answer, and is what it costs what it should cost?"""

import ipaddress
from decimal import Decimal
from urllib.parse import urlsplit

from frontdesk.assembly.catalog import catalog_for
from frontdesk.assembly.model import bundle_of, input_prices, knows_model
from frontdesk.cli.examining import RECENT, Check, Patient
from frontdesk.errors import ModelFailed, ModelKeyRefused, ModelUnreachable
from frontdesk.insights import short_prefix
from frontdesk.knowledge import choose_mode

SECONDS = 4.0
NO_KEY = "none-needed"


async def check_key(patient: Patient) -> Check:
    base_url = patient.settings.claude.base_url
    if patient.key:
        return Check("key", "ok", "ANTHROPIC_API_KEY is set")
    if patient.has_stand_in:
        return Check("key", "ok", "none: the sandbox answers, which is not Claude")
    if base_url:
        return Check("key", "ok", f"none; {base_url} is asked without one")
    step = "export ANTHROPIC_API_KEY=…, or try without a key: frontdesk demo"
    return Check("key", "fail", "There is no key for the model.", step)


async def check_model(patient: Patient) -> Check | None:
    claude = patient.settings.claude
    if patient.has_stand_in:
        return Check("model", "ok", "a sandbox starts with the demo")
    if not patient.key and not claude.base_url:
        return None
    where = claude.base_url or "Anthropic's API"
    try:
        is_known = await knows_model(patient.settings, patient.key or NO_KEY, deadline=SECONDS)
    except ModelKeyRefused as error:
        return Check("model", "fail", f"{where} refuses the key.", error.next_step)
    except ModelFailed as error:
        return _away(where, error)
    if is_known:
        return Check("model", "ok", f"{where} knows {claude.model}")
    found = f"{where} answers but does not list {claude.model}."
    step = "Set [claude] model to one it has, then: frontdesk check-model"
    return Check("model", "warn" if claude.base_url else "fail", found, step)


def _away(where: str, error: ModelFailed) -> Check:
    found = f"{where}: {error}"
    if _is_this_machine(where) and isinstance(error, ModelUnreachable):
        return Check("model", "warn", found, "Start it; the stand-in is: frontdesk sandbox")
    return Check("model", "fail", found, error.next_step)


def _is_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def check_mode(patient: Patient) -> Check | None:
    kept = patient.kept
    if kept is None or not kept.extent.articles:
        return None
    setting = patient.settings.knowledge.mode
    choice = choose_mode(kept.extent, setting, input_prices(patient.settings.claude.model))
    found = f"{setting}: {'pinned' if choice.mode == 'prompt' else 'searched'}; {choice.reason}"
    if choice.pinned is not None and choice.searched is not None:
        found += (
            f". For 1,000 conversations pinned would cost {_dollars(choice.pinned)}, "
            f"searched {_dollars(choice.searched)}"
        )
    return Check("knowledge", "ok", found)


def _dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}"


async def check_prefix(patient: Patient) -> Check:
    """By the last call that found an empty cache, else by an estimate. Raises SettingsWrong."""
    model = patient.settings.claude.model
    last = patient.kept.recent.last_cold.get(model) if patient.kept else None
    catalog = catalog_for(patient.settings, patient.project)
    estimate = bundle_of(patient.settings, patient.project, catalog).prefix_tokens
    written = last.usage.cache_write_1h if last else None
    tokens = estimate if written is None else written
    how = "estimated" if written is None else f"written {last.asked_at:%Y-%m-%d}" if last else ""
    short = short_prefix(tokens, model)
    if short is None:
        return Check("prefix", "ok", f"{tokens:,} tokens of fixed prompt to cache ({how})")
    was = f"about {estimate:,} tokens" if not tokens else f"{tokens:,} tokens ({how})"
    found = f"{was}; {model} caches nothing under {short.minimum:,}: each call pays it in full."
    step = "Write more of what never changes into prompt/*.md, or choose another [claude] model."
    return Check("prefix", "warn", found, step)


async def check_cache(patient: Patient) -> Check | None:
    """None while nothing was asked."""
    total = patient.kept.recent.total if patient.kept else None
    if total is None or total.cache_read_share is None:
        return None
    found = f"{total.cache_read_share:.0%} of tokens sent in {RECENT.days} days came from the cache"
    if not total.broken:
        return Check("cache", "ok", found)
    found += f"; {total.broken} of {total.counted} calls broke their prefix."
    step = "Look for `prefix broken` in the log, then: frontdesk cost --conversation ID"
    return Check("cache", "warn", found, step)

"""The model that answers, and what the project tells it."""

from contextlib import aclosing
from pathlib import Path

import structlog

from frontdesk.actions import Catalog
from frontdesk.adapters.claude import API, Claude
from frontdesk.adapters.sql.usage import SqlUsageLog
from frontdesk.answering.bundle import Bundle, read_bundle, read_prompt
from frontdesk.answering.condensing import Condensing
from frontdesk.assembly.storage import Storage
from frontdesk.handover.summary import Summarizing
from frontdesk.insights import CappedModel, prices_of, short_prefix
from frontdesk.knowledge import InputPrices
from frontdesk.ports.clock import Clock
from frontdesk.ports.model import Model
from frontdesk.settings import Settings
from frontdesk.turns.texts import sayings

logger = structlog.get_logger()


def claude(settings: Settings, api_key: str) -> Claude:
    return Claude(api_key=api_key, base_url=settings.claude.base_url or API)


async def capped_by_day(model: Model, settings: Settings, storage: Storage, clock: Clock) -> Model:
    """With what today has cost so far. Raises StorageFailed."""
    if not settings.limits.day_cost:
        return model
    capped = CappedModel(model, settings.limits.day_cost, clock)
    await capped.recall(SqlUsageLog(storage.database))
    return capped


async def knows_model(settings: Settings, api_key: str, *, deadline: float) -> bool:
    """Whether the API lists the answering model. Raises ModelFailed."""
    async with aclosing(claude(settings, api_key)) as model:
        return await model.knows(settings.claude.model, deadline=deadline)


def bundle_of(settings: Settings, project: Path, catalog: Catalog) -> Bundle:
    """What the project tells its model, and what it may call. Raises SettingsWrong."""
    desk, claude = settings.desk, settings.claude
    values = {
        "brand": desk.name,
        "support_email": desk.support_email,
        "languages": ", ".join(desk.languages),
        "article_languages": ", ".join(settings.knowledge.languages),
    }
    return read_bundle(
        project / "prompt",
        values,
        model=claude.model,
        max_tokens=claude.max_tokens,
        effort=claude.effort,
        tools=catalog.tools,
        sayings=sayings(desk.name, desk.support_email),
    )


def input_prices(model: str) -> InputPrices | None:
    """None for a model that the price list does not know."""
    prices = prices_of(model)
    if prices is None:
        return None
    price = prices.price
    return InputPrices(price.write_5m, price.write_1h, price.read, prices.long_above)


def warn_of_short_prefix(bundle: Bundle) -> None:
    if short := short_prefix(bundle.prefix_tokens, bundle.model):
        logger.warning(
            "prefix too short to be cached",
            model=bundle.model,
            tokens=short.tokens,
            minimum=short.minimum,
            next_step="`frontdesk doctor` says what it costs and what to do.",
        )


def condensing_of(settings: Settings, project: Path) -> Condensing:
    claude = settings.claude
    return Condensing(
        model=claude.small_model,
        prompt=read_prompt(project / "prompt", "summary"),
        effort=_small_effort(settings),
    )


def summarizing_of(settings: Settings, project: Path) -> Summarizing | None:
    """None where code alone sums up handovers. Raises SettingsWrong."""
    if not settings.desk.handover_summaries:
        return None
    prompt = read_prompt(project / "prompt", "handover")
    return Summarizing(
        model=settings.claude.small_model,
        prompt=prompt.replace("{language}", settings.desk.staff_language),
        effort=_small_effort(settings),
    )


def _small_effort(settings: Settings) -> str:
    """Other models may not take the effort of the one that answers."""
    claude = settings.claude
    return claude.effort if claude.small_model == claude.model else ""

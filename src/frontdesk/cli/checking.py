"""`frontdesk check-model`: what the desk takes for granted about the model, tried out."""

import json
import sys
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass

import anthropic
import httpx2
from anthropic import AsyncAnthropic

from frontdesk.cli.asking import Asker, Check, DidNotHold
from frontdesk.cli.listening import address, listening, serving
from frontdesk.cli.model_checks import CHECKS
from frontdesk.errors import ModelKeyRefused, ModelUnreachable, SettingsWrong
from frontdesk.sandbox.model_table import MODELS, Model
from frontdesk.sandbox.responding import WHAT_THIS_IS
from frontdesk.sandbox.server import create_app
from frontdesk.settings import api_key

NOT_HELD = 3
NO_KEY = "none-needed"
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    held: bool
    detail: str
    calls: int
    dollars: float


@dataclass(frozen=True, slots=True)
class Report:
    model: str
    address: str
    stand_in: bool
    findings: tuple[Finding, ...]
    tokens_in: int
    tokens_out: int

    @property
    def held(self) -> int:
        return sum(finding.held for finding in self.findings)

    @property
    def dollars(self) -> float:
        return sum(finding.dollars for finding in self.findings)


async def run_check_model(model: str, *, base_url: str | None, as_json: bool) -> None:
    """Exits with 3 if something did not hold."""
    if model not in MODELS:
        raise SettingsWrong(
            f"The price table has no model {model!r}.",
            next_step=f"Choose one of these with --model: {', '.join(MODELS)}.",
        )
    async with _addressed(base_url) as (url, stand_in):
        if stand_in and not as_json:
            print(f"No key: this checks the sandbox, an {WHAT_THIS_IS}.", flush=True)
        report = await check(MODELS[model], base_url=url, stand_in=stand_in, aloud=not as_json)
    if as_json:
        print(_as_json(report))
    else:
        print(_total(report))
    if report.held < len(report.findings):
        sys.exit(NOT_HELD)


async def check(
    model: Model, *, base_url: str | None, stand_in: bool = False, aloud: bool = False
) -> Report:
    """Raises ModelKeyRefused and ModelUnreachable."""
    key = api_key() or NO_KEY
    client = AsyncAnthropic(base_url=base_url, api_key=key, timeout=SECONDS, max_retries=2)
    findings: list[Finding] = []
    async with client:
        asker = Asker(client, model, run=uuid.uuid4().hex)
        for name, each in CHECKS.items():
            findings.append(await _tried(name, each, asker))
            if aloud:
                print(_line(findings[-1]), flush=True)
        spent = asker.spent
        found = tuple(findings)
        where = str(client.base_url)
        return Report(model.id, where, stand_in, found, spent.tokens_in, spent.tokens_out)


async def _tried(name: str, each: Check, asker: Asker) -> Finding:
    calls, dollars = asker.spent.calls, asker.spent.dollars
    try:
        held, detail = True, await each(asker)
    except DidNotHold as problem:
        held, detail = False, str(problem)
    except (anthropic.AuthenticationError, anthropic.PermissionDeniedError) as problem:
        raise ModelKeyRefused from problem
    except anthropic.APIConnectionError as problem:
        raise ModelUnreachable from problem
    except anthropic.APIStatusError as problem:
        held, detail = False, f"{problem.status_code}: {problem.api_message}"
    except httpx2.HTTPError as problem:  # what the SDK lets through of a broken stream
        held, detail = False, f"the connection broke: {type(problem).__name__}"
    spent = asker.spent
    return Finding(name, held, detail, spent.calls - calls, spent.dollars - dollars)


@asynccontextmanager
async def _addressed(base_url: str | None) -> AsyncGenerator[tuple[str | None, bool]]:
    """Where to ask; without a key and an address, a sandbox that runs for this alone."""
    if base_url or api_key():
        yield base_url, False
        return
    with listening("127.0.0.1", 0) as listener:
        app = create_app(first_token_seconds=0, tokens_per_second=0)
        async with serving(app, listener):
            yield address(listener), True


def _line(finding: Finding) -> str:
    verdict = "held    " if finding.held else "NOT HELD"
    return f"  {verdict}  {finding.name:13} ${finding.dollars:.5f}  {finding.detail}"


def _total(report: Report) -> str:
    calls = sum(finding.calls for finding in report.findings)
    return (
        f"{report.held} of {len(report.findings)} held: {report.model} at {report.address}\n"
        f"{calls} answers, {report.tokens_in:,} tokens in, {report.tokens_out:,} out, "
        f"${report.dollars:.4f} by the price table"
    )


def _as_json(report: Report) -> str:
    shown = asdict(report) | {"held": report.held, "dollars": round(report.dollars, 6)}
    return json.dumps(shown, ensure_ascii=False)

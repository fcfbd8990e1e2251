"""`frontdesk check-model`: the same checks as tests, and what the command says and exits with.

With FRONTDESK_CHECK_CLAUDE=1 and ANTHROPIC_API_KEY the checks ask Claude itself; it costs a cent.
"""

import json
import os
import socket
from collections.abc import AsyncGenerator

import pytest
from anthropic import AsyncAnthropic
from typer.testing import CliRunner

from frontdesk.cli.asking import BUDGET, Asker
from frontdesk.cli.checking import NOT_HELD, check, run_check_model
from frontdesk.cli.commands import app
from frontdesk.cli.model_checks import CHECKS
from frontdesk.errors import ModelKeyRefused, ModelUnreachable, SettingsWrong
from frontdesk.sandbox.model_table import MODELS
from tests.sandbox_server import RunningSandbox

HAIKU = MODELS["claude-haiku-5-5"]
FOR_REAL = os.environ.get("FRONTDESK_CHECK_CLAUDE") == "1"


@pytest.fixture
async def asked(claude: AsyncAnthropic) -> AsyncGenerator[AsyncAnthropic]:
    if not FOR_REAL:
        yield claude
        return
    async with AsyncAnthropic() as client:
        yield client


@pytest.mark.parametrize("name", CHECKS)
async def test_what_the_desk_takes_for_granted_holds(asked: AsyncAnthropic, name: str) -> None:
    asker = Asker(asked, HAIKU, run=os.urandom(8).hex())

    detail = await CHECKS[name](asker)

    assert detail
    assert asker.spent.dollars < BUDGET / len(CHECKS)


@pytest.fixture
def keyless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)


async def test_without_a_key_the_sandbox_is_checked_and_the_command_says_so(
    keyless: None, capsys: pytest.CaptureFixture[str]
) -> None:
    await run_check_model(HAIKU.id, base_url=None, as_json=False)

    out = capsys.readouterr().out
    assert out.startswith("No key: this checks the sandbox, an offline stand-in, not Claude.")
    assert f"{len(CHECKS)} of {len(CHECKS)} held" in out
    assert "NOT HELD" not in out


async def test_what_does_not_hold_is_named_and_is_exit_code_3(
    keyless: None, sandbox: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    sandbox.script({"times": "always", "reply": {"text": "Moo."}})

    with pytest.raises(SystemExit) as ended:
        await run_check_model(HAIKU.id, base_url=sandbox.url, as_json=True)

    report = json.loads(capsys.readouterr().out)
    failed = {finding["name"] for finding in report["findings"] if not finding["held"]}
    assert ended.value.code == NOT_HELD
    assert not report["stand_in"]
    assert failed == {"citations", "strict tools", "reading", "refusal", "max_tokens"}


async def test_a_broken_wire_does_not_end_the_checks(
    keyless: None, sandbox: RunningSandbox
) -> None:
    sandbox.script({"fault": {"kind": "drop", "after_events": 2}}, {"error": {"status": 400}})

    report = await check(HAIKU, base_url=sandbox.url)

    assert [finding.name for finding in report.findings if not finding.held] == [
        "streaming",
        "cache reads",
    ]


async def test_the_budget_is_kept(keyless: None, sandbox: RunningSandbox) -> None:
    usage = {"input_tokens": 1_000_000, "output_tokens": 0}
    sandbox.script({"times": "always", "reply": {"text": "Moo.", "usage": usage}})

    report = await check(HAIKU, base_url=sandbox.url)

    assert sum(finding.calls for finding in report.findings) == 1
    assert report.findings[-2].detail == f"the budget of ${BUDGET} is used up"


async def test_a_refused_key_ends_it(
    monkeypatch: pytest.MonkeyPatch, sandbox: RunningSandbox
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-invalid-1")

    with pytest.raises(ModelKeyRefused):
        await check(HAIKU, base_url=sandbox.url)


async def test_no_connection_ends_it(keyless: None) -> None:
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ModelUnreachable):
            await check(HAIKU, base_url=f"http://127.0.0.1:{taken.getsockname()[1]}")


async def test_a_model_without_a_price_is_refused(keyless: None) -> None:
    with pytest.raises(SettingsWrong):
        await run_check_model("claude-xyz", base_url=None, as_json=True)


def test_the_command_is_wired(keyless: None) -> None:
    ended = CliRunner().invoke(app, ["check-model", "--json"])

    report = json.loads(ended.stdout)
    assert ended.exit_code == 0
    assert report["stand_in"]
    assert report["held"] == len(report["findings"]) == len(CHECKS)
    assert report["dollars"] < BUDGET

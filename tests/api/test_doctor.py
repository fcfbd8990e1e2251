"""`frontdesk doctor`: the first line that fails names the fault, and what mends it."""

import json
import os
import socket
import sqlite3

import pytest

from frontdesk.answering.bundle import SECTIONS
from frontdesk.cli.doctoring import examine
from frontdesk.cli.listening import listening
from tests.command import frontdesk
from tests.customer import Customer
from tests.running_desk import desk_process, write_articles


def free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


@pytest.fixture
def project(tmp_path, monkeypatch, sandbox):
    """A project in which nothing is wrong; its model is the sandbox."""
    for name in list(os.environ):
        if name.startswith(("FRONTDESK_", "ANTHROPIC_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("FRONTDESK_CLAUDE__BASE_URL", sandbox.url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-test")
    monkeypatch.setenv("FRONTDESK_SERVER__PORT", free_port())
    (tmp_path / "frontdesk.toml").write_text(
        "[data]\npath = 'data'\n[knowledge]\npath = 'articles'"
    )
    write_articles(tmp_path)
    return tmp_path


async def findings(project, *, is_demo=False):
    checks = await examine(project=project, data=None, is_demo=is_demo)
    return {check.name: check for check in checks}


async def first_that(status, project):
    found = (await findings(project)).values()
    return next((check for check in found if check.status == status), None)


async def test_a_new_project_has_nothing_wrong_and_nothing_is_made_by_looking(project):
    before = sorted(project.rglob("*"))
    found = await findings(project)

    assert "fail" not in {check.status for check in found.values()}
    assert "no database yet" in found["data"].found
    assert "3 of them not taken in" in found["articles"].found
    assert "knows claude-haiku-5-5" in found["model"].found
    assert sorted(project.rglob("*")) == before


async def test_a_running_desk_is_well(project, sandbox):
    with desk_process(project, sandbox.url) as desk:
        async with Customer.at(desk.url) as customer:
            await customer.ask("How long does standard delivery take?")
            await customer.ask("What does express cost?")
        result = frontdesk(
            "doctor",
            "--json",
            cwd=project,
            FRONTDESK_CLAUDE__BASE_URL=sandbox.url,
            FRONTDESK_SERVER__PORT=str(desk.port),
        )
    told = json.loads(result.stdout)
    found = {check["name"]: check["found"] for check in told["checks"]}

    assert (told["ok"], result.returncode) == (True, 0)
    assert "is running" in found["port"]
    assert "3 articles" in found["articles"]
    assert "up to date" in found["data"]
    assert "For 1,000 conversations pinned would cost $" in found["knowledge"]
    assert "written 20" in found["prefix"]
    assert "came from the cache" in found["cache"]


def test_for_people_it_fits_eighty_columns_and_says_what_to_do_first(tmp_path):
    result = frontdesk("doctor", cwd=tmp_path)
    lines = result.stdout.splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("fail"))

    assert result.returncode == 3
    assert "knowledge folder articles does not exist" in lines[first]
    assert "Next:" in lines[first + 1]
    assert max(map(len, lines)) <= 80
    assert result.stderr == ""


def test_the_demo_store_is_well_without_a_key(tmp_path):
    result = frontdesk("doctor", "--demo", cwd=tmp_path, FRONTDESK_SERVER__PORT=free_port())

    assert result.returncode == 0, result.stdout
    assert "not Claude" in result.stdout


async def test_web_parts_that_are_not_built(project, monkeypatch):
    monkeypatch.setattr("frontdesk.cli.place_checks.STATIC", project)

    failed = await first_that("fail", project)
    assert (failed.name, failed.next_step) == ("web parts", "Run `make setup`.")


async def test_settings_that_cannot_be_read_are_all_that_is_looked_at(project):
    (project / "frontdesk.toml").write_text("[desk\n")

    *_, last = (await findings(project)).values()
    assert (last.name, last.status) == ("settings", "fail")
    assert "Mend the file" in last.next_step


async def test_no_key(project, monkeypatch):
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    monkeypatch.delenv("FRONTDESK_CLAUDE__BASE_URL")

    failed = await first_that("fail", project)
    assert failed.name == "key"
    assert "ANTHROPIC_API_KEY" in failed.next_step


async def test_a_key_that_the_provider_refuses(project, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-invalid-1")

    failed = await first_that("fail", project)
    assert "refuses the key" in failed.found
    assert "sk-invalid-1" not in failed.found + failed.next_step


async def test_a_model_that_nobody_knows(project, monkeypatch):
    monkeypatch.setenv("FRONTDESK_CLAUDE__MODEL", "claude-nobody")

    found = (await findings(project))["model"]
    assert "does not list claude-nobody" in found.found
    assert "[claude] model" in found.next_step


@pytest.mark.parametrize(
    ("url", "status"), [("http://127.0.0.1:9", "warn"), ("http://model.invalid", "fail")]
)
async def test_nobody_where_the_model_should_be(project, monkeypatch, url, status):
    monkeypatch.setenv("FRONTDESK_CLAUDE__BASE_URL", url)

    found = (await findings(project))["model"]
    assert (found.status, url in found.found) == (status, True)


async def test_a_port_that_another_program_has(project, monkeypatch):
    with listening("127.0.0.1", 0) as other:
        monkeypatch.setenv("FRONTDESK_SERVER__PORT", str(other.getsockname()[1]))
        failed = await first_that("fail", project)

    assert failed.name == "port"
    assert "--port" in failed.next_step


async def test_the_port_of_the_demos_shop(project, monkeypatch):
    with listening("127.0.0.1", 0) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("FRONTDESK_SERVER__PORT", str(port - 1))
        found = (await findings(project, is_demo=True))["shop's port"]

    assert (found.status, str(port) in found.found) == ("fail", True)


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("store.py", "def open_shop(data): ...", "has no function open_store"),
        ("store.py", "import nothing_like_this", "nothing_like_this"),
        ("orders.json", "[]", "customers.json"),
    ],
)
async def test_an_order_system_that_cannot_be_opened(project, monkeypatch, file, text, says):
    monkeypatch.setenv("FRONTDESK_STORE__PATH", str(project / "store"))
    (project / "store").mkdir()
    (project / "store" / file).write_text(text)

    failed = await first_that("fail", project)
    assert failed.name == "orders"
    assert says in failed.found
    assert failed.next_step


async def test_a_data_folder_that_is_a_file(project):
    (project / "data").write_text("no folder")

    failed = await first_that("fail", project)
    assert failed.name == "data"
    assert "--data" in failed.next_step


@pytest.mark.parametrize(
    ("revision", "status", "says"),
    [("0001", "warn", "older version"), ("9999", "fail", "newer version")],
)
async def test_a_database_of_another_version_is_told_and_left_as_it_is(
    project, revision, status, says
):
    frontdesk("ingest", cwd=project)
    with sqlite3.connect(project / "data" / "desk.db") as database:
        database.execute("UPDATE alembic_version SET version_num = ?", [revision])

    found = (await findings(project))["data"]
    assert (found.status, says in found.found) == (status, True)
    with sqlite3.connect(project / "data" / "desk.db") as database:
        assert database.execute("SELECT * FROM alembic_version").fetchall() == [(revision,)]


async def test_a_prefix_too_short_to_be_cached(project, monkeypatch):
    monkeypatch.setenv("FRONTDESK_CLAUDE__MODEL", "claude-haiku-4-5")
    (project / "prompt").mkdir()
    for section in SECTIONS:
        (project / "prompt" / f"{section}.md").write_text("Be brief.")

    found = (await findings(project))["prefix"]
    assert found.status == "warn"
    assert "caches nothing under 4,096" in found.found


async def test_articles_that_were_added_since(project):
    frontdesk("ingest", cwd=project)
    (project / "articles" / "gifts.md").write_text("# Gifts\n\nWe wrap them.\n")

    found = (await findings(project))["articles"]
    assert "4 articles" in found.found
    assert "1 of them not taken in" in found.found


async def test_canned_replies_that_cannot_be_used_are_named(project):
    (project / "replies").mkdir()
    (project / "replies" / "thanks.de.md").write_text("# Danke\n\nDanke, {customer}.", "utf-8")
    assert (await findings(project))["canned replies"].found == "1 in 1 language"
    (project / "replies" / "broken.md").write_text("no heading", "utf-8")
    found = (await findings(project))["canned replies"]
    assert (found.status, "broken.md" in found.found) == ("warn", True)


async def test_links_in_letters_that_lead_nowhere_are_told(project, monkeypatch):
    assert "letters" not in await findings(project)
    monkeypatch.setenv("FRONTDESK_MAIL__URL", "file:outbox")
    letters = (await findings(project))["letters"]
    assert (letters.status, "[server] url" in letters.next_step) == ("warn", True)

    monkeypatch.setenv("FRONTDESK_SERVER__URL", "https://desk.shop.example/")
    letters = (await findings(project))["letters"]
    assert (letters.status, letters.found) == (
        "ok",
        "links in letters lead to https://desk.shop.example",
    )

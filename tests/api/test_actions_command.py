"""`frontdesk actions`: what the bot can do, and a look at what one of them tells it."""

import json

import pytest

from tests.api.test_approvals import write_project
from tests.command import frontdesk, says
from tests.contract.test_project_actions import EXAMPLE


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("actions")
    write_project(folder)
    (folder / "actions.py").write_text(EXAMPLE, "utf-8")
    return folder


def test_they_are_listed(project):
    rows = json.loads(frontdesk("actions", "list", "--json", cwd=project).stdout)
    by_name = {row["name"]: row for row in rows}

    assert by_name["send_spare_part"] == {
        "name": "send_spare_part",
        "risk": "keyed_write",
        "level": "claimed",
        "key": ["order", "part"],
        "strict": True,
        "description": "Sends a spare part for an order to the customer, free of charge.",
    }
    assert "process_refund" in by_name
    text = frontdesk("actions", "list", cwd=project).stdout
    assert "keyed_write, claimed, key order+part" in text


def test_a_read_is_run_as_a_customer(project):
    order = ("--arguments", '{"order_id": "ORD-1"}')
    result = frontdesk("actions", "test", "warranty_of", *order, "--as", "C-1", cwd=project)

    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["order_id"] == "ORD-1"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--arguments", '{"order_id": "ORD-1"}'], "it is not known yet who the customer is"),
        (["--arguments", '{"order_id": "ORD-9"}', "--as", "C-1"], "Not found"),
        (["--as", "C-1"], "`order_id` is missing"),
    ],
)
def test_what_the_model_would_be_told_instead_is_printed(project, arguments, word):
    result = frontdesk("actions", "test", "warranty_of", *arguments, cwd=project)

    assert (result.returncode, word in result.stdout) == (3, True), result.stdout


def test_what_changes_something_is_not_run(project):
    order = ("--arguments", '{"order_id": "ORD-1", "part": "plug"}')
    result = frontdesk("actions", "test", "send_spare_part", *order, "--as", "C-1", cwd=project)

    assert says(result, "send_spare_part is not run here", "keyed_write", "frontdesk chat")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["fly"], ["no action 'fly'", "frontdesk actions list"]),
        (["list_orders", "--as", "nobody"], ["knows no customer 'nobody'"]),
        (["list_orders", "--arguments", "[1]"], ["no JSON object", "order_id"]),
    ],
)
def test_what_is_wrong_is_told_with_the_next_step(project, arguments, words):
    assert says(frontdesk("actions", "test", *arguments, cwd=project), *words)


def test_a_mistake_in_the_file_stops_the_start(project, tmp_path):
    write_project(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text("# A\n\nText.\n", "utf-8")
    (tmp_path / "actions.py").write_text("import nothing_like_this", "utf-8")
    result = frontdesk("serve", "--port", 8934, cwd=tmp_path, ANTHROPIC_API_KEY="sk-test")

    assert says(result, "actions.py, line 1", "nothing_like_this")

"""A project brings actions of its own, and leaves built-in ones out."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.actions import Prepared, prepare, run
from frontdesk.assembly.catalog import catalog_for
from frontdesk.domain.action import ToolCall
from frontdesk.errors import DeclarationWrong, SettingsWrong
from frontdesk.settings import Settings
from tests.unit.actions.shop import HERE, of_mia

PAGE = Path(__file__).parents[2] / "docs" / "actions.md"
EXAMPLE = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[0]
MINIMAL = '''
from frontdesk.actions import action

@action(risk="read", level="visitor")
async def opening_hours() -> str:
    """Tells the opening hours."""
    return "9 to 5"
'''


@pytest.fixture
def project(tmp_path):
    (tmp_path / "store").mkdir()
    return tmp_path


def catalog(project, code=None, *, off=()):
    if code is not None:
        (project / "actions.py").write_text(code, "utf-8")
    settings = Settings().overridden(store={"path": project / "store"}, actions={"off": off})
    return catalog_for(settings, project)


def names(catalog):
    return [action.name for action in catalog.actions]


def test_without_a_file_there_are_the_built_in_actions(project):
    assert "lookup_order" in names(catalog(project))


def test_own_actions_stand_among_the_others(project):
    built_in = names(catalog(project))
    own = catalog(project, MINIMAL)

    assert names(own) == sorted([*built_in, "opening_hours"])
    assert [tool["name"] for tool in own.tools] == names(own)


async def test_the_example_of_the_docs_works(project):
    own = catalog(project, EXAMPLE)

    async def call(name, **arguments):
        prepared = prepare(
            own, ToolCall("1", name, arguments), level="claimed", conversation=HERE, turn=1
        )
        assert isinstance(prepared, Prepared), prepared
        return (await run(prepared, replace(of_mia(), key=prepared.key))).outcome

    read = await call("warranty_of", order_id="KX-101")
    assert (read.status, '"over":false' in read.text) == ("done", True)
    first = await call("send_spare_part", order_id="KX-101", part="plug")
    assert await call("send_spare_part", order_id="KX-101", part="plug") == first
    assert first.text != (await call("send_spare_part", order_id="KX-101", part="shade")).text
    assert (await call("warranty_of", order_id="KX-200")).status == "refused"


def test_built_in_actions_can_be_left_out_and_replaced(project):
    own = MINIMAL.replace("opening_hours", "create_ticket")

    assert "start_return" not in names(catalog(project, off=["start_return"]))
    assert "create_ticket" in names(catalog(project, own, off=["create_ticket"]))
    with pytest.raises(DeclarationWrong, match="Two actions are named create_ticket") as caught:
        catalog(project, own)
    assert 'off = ["create_ticket"]' in caught.value.next_step


def test_what_is_left_out_must_exist(project):
    with pytest.raises(SettingsWrong, match="create_tickets") as caught:
        catalog(project, off=["create_tickets"])
    assert "create_ticket" in caught.value.next_step


def test_built_in_actions_that_the_file_imports_are_not_declared_twice(project):
    code = f"from frontdesk.actions.builtin import lookup_order\n{MINIMAL}"

    assert names(catalog(project, code)).count("lookup_order") == 1


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("def f(:", "SyntaxError"),
        ("x = 1\nimport nothing_like_this", "line 2: ModuleNotFoundError"),
        ("x = 1", "declares no action"),
        (MINIMAL.replace("async def", "def"), "line 4: The action opening_hours is not an `async"),
        (MINIMAL.replace("hours()", "hours(customer_id: int)"), "does not describe its parameter"),
        (MINIMAL.replace('"read"', '"keyed_write"'), "writes without a key"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(project, code, says):
    with pytest.raises(DeclarationWrong, match=says) as caught:
        catalog(project, code)
    assert "actions.py" in str(caught.value)
    assert caught.value.next_step.endswith(".")

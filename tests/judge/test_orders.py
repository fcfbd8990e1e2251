"""The reader with an order system's tools: names say nothing, order is shuffled."""

import json

import pytest

from frontdesk.sandbox.reply import ToolUse
from tests.judge import fresh, shop
from tests.judge.orders import (
    ASKED,
    UNASKED,
    ask,
    asked,
    calls,
    of_tasks,
    problems,
    renamed,
    unasked,
    words,
    writes,
)
from tests.judge.passages import SHARED

OTHER_DIGITS = str.maketrans("123456789", "912345678")

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no shared data at {SHARED}")


@pytest.mark.parametrize(("wordings", "least"), [(ASKED, 0.95), (fresh.ASKED, 0.85)])
def test_the_tool_asked_for_is_called_with_valid_arguments(wordings, least) -> None:
    offered, names = renamed(seed=3)
    requests = list(asked(1, wordings))

    right = 0
    for request in requests:
        made = calls(ask(request.text, offered))
        assert not [problem for call in made for problem in problems(call, offered)]
        right += {names[call.name] for call in made} == {request.tool}

    assert right / len(requests) >= least


@pytest.mark.parametrize("wordings", [UNASKED, fresh.UNASKED])
def test_nothing_is_written_that_nobody_asked_for(wordings) -> None:
    offered, names = renamed(seed=4)

    made = [call for text in unasked(2, wordings) for call in calls(ask(text, offered))]

    assert not writes().intersection(names[call.name] for call in made)


def test_requests_of_the_tasks_end_in_the_write_they_are_about() -> None:
    offered, names = renamed(seed=5)
    reads = set(names.values()) - writes()

    for request in of_tasks(5):
        made = shop.run(request.text, offered, names, reads)
        written = [(name, json.loads(call.input_json)) for name, call in made if name in writes()]

        assert [name for name, _ in written] == [request.tool], request.text
        values = (v for _, given in written for v in given.values() if isinstance(v, str))
        assert all(value in request.text for value in values), (request, written)


def test_an_undescribed_tool_is_not_called() -> None:
    offered, names = renamed(seed=6)
    blank = [
        {**tool, "description": ""} if names[tool["name"]] == "cancel_pending_order" else tool
        for tool in offered
    ]
    text = next(iter(asked(1))).text

    assert calls(ask(text, offered))
    assert "cancel_pending_order" not in {names[call.name] for call in calls(ask(text, blank))}


def test_other_names_order_and_numbers_give_the_same_calls() -> None:
    offered, names = renamed(seed=7)
    again, others = renamed(seed=8)

    for request in list(asked(1))[::5]:
        one = [(names[call.name], _inputs(call)) for call in calls(ask(request.text, offered))]
        other = calls(ask(request.text.translate(OTHER_DIGITS), again))

        assert [(others[call.name], _inputs(call)) for call in other] == [
            (name, [value.translate(OTHER_DIGITS) for value in values]) for name, values in one
        ]


def _inputs(call: ToolUse) -> list[str]:
    return [json.dumps(value) for value in json.loads(call.input_json).values()]


def test_a_missing_value_is_asked_for_by_its_description() -> None:
    offered, _ = renamed(seed=9)

    reply = ask("Please cancel my order.", offered)

    assert not calls(reply)
    assert "order id" in words(reply).casefold()

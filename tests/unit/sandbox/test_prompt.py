"""What belongs to the cached prefix, and what throws it away."""

from typing import Any

import pytest

from frontdesk.sandbox.cache import Cache
from frontdesk.sandbox.call import Call
from tests.unit.sandbox.prompts import LONG, admitted, assistant, text, user

MARK = {"type": "ephemeral"}
TOOL = {"name": "find", "description": LONG, "input_schema": {"type": "object", "properties": {}}}
IMAGE = {
    "type": "image",
    "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo="},
}
PASSAGE = {
    "type": "search_result",
    "source": "s",
    "title": "t",
    "content": [text("p")],
    "citations": {"enabled": True},
}


def asked(*messages: dict[str, Any], **fields: Any) -> Call:
    """Tools, system and messages each hold more than the minimum and end in a breakpoint."""
    tools = [TOOL | {"cache_control": MARK}]
    said = [user(text(LONG, cache_control=MARK)), *messages]
    system = [text(LONG, cache_control=MARK)]
    return admitted(*said, **({"tools": tools, "system": system} | fields))


def read(before: Call, after: Call) -> tuple[int, list[int]]:
    """Tokens that `after` reads once `before` was written, and where each section ends."""
    cache = Cache()
    for call in (before, after):
        bill = cache.account(call.prompt, call.owner, minimum=512, now=0)
    ends = [sum(p.tokens for p in before.prompt.pieces[: n + 1]) for n in range(3)]
    return bill.read, ends


@pytest.mark.parametrize(
    ("changed", "sections"),
    [
        ({}, 3),
        ({"max_tokens": 5, "stop_sequences": ["x"], "metadata": {"user_id": "u"}}, 3),
        ({"output_config": {"effort": "medium"}}, 3),
        ({"thinking": {"type": "adaptive"}}, 3),
        ({"tool_choice": {"type": "auto"}}, 3),
        ({"tool_choice": {"type": "none"}}, 2),
        ({"output_config": {"effort": "low"}}, 2),
        ({"thinking": {"type": "disabled"}}, 2),
        ({"system": [text(LONG + "!", cache_control=MARK)]}, 1),
        ({"tools": [TOOL | {"description": LONG + "!", "cache_control": MARK}]}, 0),
        ({"model": "claude-opus-5-5"}, 0),
        ({"headers": {"x-api-key": "other", "anthropic-version": "2026-10-21"}}, 0),
    ],
)
def test_a_change_throws_away_what_comes_after_it(changed, sections):
    tokens, ends = read(asked(), asked(**changed))

    assert tokens == [0, *ends][sections]


@pytest.mark.parametrize(("added", "sections"), [(IMAGE, 2), (PASSAGE, 1)])
def test_images_and_citations_change_what_came_before_them(added, sections):
    tokens, ends = read(asked(), asked(assistant("a"), user(added, "b")))

    assert tokens == ends[sections - 1]


def test_a_string_is_the_same_as_a_list_of_one_text_marked_or_not():
    plain = admitted(user(LONG), cache_control=MARK)
    same = admitted({"role": "user", "content": LONG}, cache_control=MARK | {"ttl": "5m"})

    assert read(plain, same)[0] == plain.prompt.tokens


def test_another_order_of_keys_is_another_prefix():
    def called(given: dict[str, int]) -> Call:
        use = {"type": "tool_use", "id": "t", "name": "find", "input": given}
        result = {"type": "tool_result", "tool_use_id": "t", "content": "b"}
        return admitted(user(LONG), assistant(use), user(result), cache_control=MARK)

    assert read(called({"a": 1, "b": 2}), called({"b": 2, "a": 1}))[0] == 0


def test_the_automatic_breakpoint_moves_with_the_conversation():
    short = admitted(user(LONG), cache_control=MARK)
    longer = admitted(user(LONG), assistant("a"), user("b"), cache_control=MARK)

    assert read(short, longer)[0] == short.prompt.tokens
    assert longer.prompt.breakpoints == ((2, 300),)


def test_a_mark_inside_a_result_stands_on_the_result():
    use = {"type": "tool_use", "id": "t", "name": "find", "input": {}}
    inner = text("b", cache_control={"type": "ephemeral", "ttl": "1h"})
    result = {"type": "tool_result", "tool_use_id": "t", "content": [inner]}

    call = admitted(user(LONG), assistant(use), user(result))

    assert call.prompt.breakpoints == ((2, 3_600),)


def test_tools_cost_what_the_api_adds_for_them_once():
    one, two = admitted(tools=[TOOL]), admitted(tools=[TOOL, TOOL | {"name": "seek"}])

    assert one.prompt.pieces[0].tokens - two.prompt.pieces[1].tokens == 496

"""Thinking: when there is some, whether it is shown, and what its signature is bound to."""

from dataclasses import replace
from typing import Any

import pytest

from frontdesk.sandbox.answering import Answering
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.guarantees import REFUSED, chosen
from frontdesk.sandbox.refusal import Refusal
from frontdesk.sandbox.reply import Reply, Text, ToolUse
from frontdesk.sandbox.script import Entry
from tests.unit.sandbox.prompts import HEADERS, admitted, assistant, user

ADAPTIVE = {"type": "adaptive"}
SHOWN = {"type": "adaptive", "display": "summarized"}
TOOL = {"name": "find", "input_schema": {"type": "object", "properties": {}}}
DROPPING = ADAPTIVE | {"block_binding": {"prefix_mismatch_behavior": "drop_block"}}
BINDING = HEADERS | {"anthropic-beta": "thinking-binding-controls-2026-08-01"}


def answered(call: Call) -> Any:
    return Answering(clock=lambda: 0).answer(call, Entry()).message()


def thought(*messages: Any, **fields: Any) -> dict[str, Any]:
    """The thinking block of the answer."""
    return answered(admitted(*messages, **({"thinking": SHOWN} | fields)))["content"][0]


@pytest.mark.parametrize(
    ("fields", "thinks", "shown"),
    [
        ({}, False, False),
        ({"thinking": ADAPTIVE}, True, False),
        ({"thinking": SHOWN}, True, True),
        ({"thinking": {"type": "disabled"}}, False, False),
        ({"model": "claude-opus-5-5"}, True, False),
        ({"model": "claude-sonnet-4-6", "thinking": ADAPTIVE}, True, True),
        ({"thinking": ADAPTIVE, "tools": [TOOL], "tool_choice": {"type": "any"}}, False, False),
    ],
)
def test_a_model_thinks_where_it_is_asked_to_or_always_does(fields, thinks, shown):
    message = answered(admitted(user("Hello"), **fields))

    (first, *_) = message["content"]
    assert (first["type"] == "thinking") is thinks
    if thinks:
        assert bool(first["thinking"]) is shown
        assert first["signature"].startswith("EqQB")
        assert message["usage"]["output_tokens_details"]["thinking_tokens"] > 0


@pytest.mark.parametrize("thinking", [ADAPTIVE, SHOWN])
def test_a_block_sent_back_as_it_was_is_taken(thinking):
    block = thought(user("Hello"), thinking=thinking)

    assert admitted(user("Hello"), assistant(block, "Hi."), user("Bye."), thinking=thinking)


def replay(block: Any, opening: str = "Hello", **fields: Any) -> Call:
    said = (user(opening), assistant(block, "Hi."), user("And?"), assistant("So."), user("Bye."))
    return admitted(*said, **fields)


def test_leaving_out_earlier_thinking_does_not_unbind_what_was_thought_later():
    first = thought(user("Hello"))
    before = (user("Hello"), assistant(first, "Hi."), user("And?"))
    second = thought(*before)
    stripped = (user("Hello"), assistant("Hi."), user("And?"))

    assert admitted(*stripped, assistant(second, "So."), user("Bye."))


def test_an_edited_history_is_refused_and_where_it_stands_is_named():
    with pytest.raises(Refusal) as no:
        replay(thought(user("Hello")), "Good day")

    assert no.value.message == (
        "messages.1.content.0: Invalid `signature` in `thinking` block. The block is bound to a "
        "different conversation. Remove the block, or set "
        '`thinking.block_binding.prefix_mismatch_behavior` to "drop_block".'
    )


@pytest.mark.parametrize("changed", [{"system": "Be brief."}, {"tools": [TOOL]}])
def test_system_and_tools_are_part_of_the_history(changed):
    block = thought(user("Hello"))

    assert replay(block)
    with pytest.raises(Refusal):
        replay(block, **changed)


def test_older_models_do_not_bind_thinking():
    block = thought(user("Hello"), model="claude-opus-5")

    assert replay(block, "Good day", model="claude-opus-5")


def test_a_block_of_another_conversation_may_be_dropped():
    block = thought(user("Hello"))

    kept = replay(block, thinking=DROPPING, headers=BINDING)
    dropped = replay(block, "Hello", system="Be brief.", thinking=DROPPING, headers=BINDING)
    never = replay(block, system="Be brief.", thinking=DROPPING, headers=BINDING)

    assert [b.type for b in kept.request.messages[1].blocks] == ["thinking", "text"]
    assert [b.type for b in dropped.request.messages[1].blocks] == ["text"]
    assert dropped.prompt.tokens == never.prompt.tokens


@pytest.mark.parametrize(
    "changed",
    [
        {"headers": {"x-api-key": "other", "anthropic-version": "2026-10-21"}},
        {"model": "claude-opus-5-5"},
    ],
    ids=["another_key", "another_model"],
)
def test_what_another_key_or_model_thought_is_left_out_silently(changed):
    call = replay(thought(user("Hello")), **changed)

    assert [block.type for block in call.request.messages[1].blocks] == ["text"]


def loop(block: Any) -> Call:
    use = {"type": "tool_use", "id": "t", "name": "find", "input": {}}
    result = {"type": "tool_result", "tool_use_id": "t", "content": "a"}
    return admitted(user("Hello"), assistant(block, use), user(result), tools=[TOOL])


def test_edited_thinking_in_a_tool_loop_is_refused():
    block = thought(user("Hello"), tools=[TOOL])

    assert loop(block)
    with pytest.raises(Refusal) as no:
        loop(block | {"thinking": "Something else."})
    assert no.value.message.startswith(
        "messages.1.content.0: `thinking` or `redacted_thinking` blocks in the latest assistant "
        "message cannot be modified."
    )


def test_a_signature_nobody_made_is_refused():
    with pytest.raises(Refusal) as no:
        loop({"type": "thinking", "thinking": "", "signature": "EqQB"})

    assert no.value.message == "messages.1.content.0: Invalid `signature` in `thinking` block"


@pytest.mark.parametrize(
    ("choice", "kinds"),
    [
        ({"type": "any"}, ["tool_use"]),
        ({"type": "tool", "name": "find"}, ["tool_use"]),
        ({"type": "none"}, ["text"]),
    ],
)
def test_the_choice_of_tools_is_kept_to(choice, kinds):
    message = answered(admitted(user("Hello"), tools=[TOOL], tool_choice=choice))

    assert [block["type"] for block in message["content"]] == kinds
    assert message["stop_reason"] == ("tool_use" if kinds == ["tool_use"] else "end_turn")


def test_one_call_at_most_where_parallel_calls_are_off():
    choice = {"type": "any", "disable_parallel_tool_use": True}
    call = admitted(user("Hello"), tools=[TOOL], tool_choice=choice)
    two = Reply((Text("I look."), ToolUse("find", "{}"), ToolUse("find", "{}")), "tool_use")

    assert [type(block) for block in chosen(two, call).blocks] == [ToolUse]


@pytest.mark.parametrize("child", ["#", "#/$defs/node"])
def test_a_tree_can_be_called_for(child):
    tree = {"type": "object", "properties": {"child": {"$ref": child}}}
    tree |= {"$defs": {"node": dict(tree)}}
    tools = [{"name": "grow", "input_schema": tree}]
    call = admitted(user("Hello"), tools=tools, tool_choice={"type": "any"})

    assert chosen(Reply(()), call).blocks == (ToolUse("grow", "{}"),)


def test_the_documented_string_is_refused():
    message = answered(admitted(user(f"Please: {REFUSED}")))

    assert (message["stop_reason"], message["content"]) == ("refusal", [])
    assert message["stop_details"]["type"] == "refusal"


def test_a_full_context_ends_the_answer():
    call = admitted(user("Hello"))
    narrow = replace(call, model=replace(call.model, context=call.prompt.tokens + 2))

    message = answered(narrow)

    assert message["stop_reason"] == "model_context_window_exceeded"
    assert message["usage"]["output_tokens"] <= 2

"""What the API sees to, whatever a mind replies: tool choice, and the refusal to test with."""

import json
from dataclasses import replace

from frontdesk.sandbox import wire
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.reader.forms import neutral
from frontdesk.sandbox.reply import Reply, ToolUse

# The vendor's documented test string, in two parts: whole, it would make Claude refuse to read
# this file.
# UNCONFIRMED: that the test string for refusals still works with models of 5.5
REFUSED = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL_" + (
    "1FAEFB6177B4672DEE07F9D3AFC62588CCD2631EDCF22E8CCC1FB35B501C9C86"
)


def refusal_asked_for(call: Call) -> Reply | None:
    """UNCONFIRMED: the category and explanation of a refusal by the test string"""
    texts = (
        block.text
        for message in call.request.messages
        for block in message.blocks
        if isinstance(block, wire.Text)
    )
    if not any(REFUSED in text for text in texts):
        return None
    details = {"type": "refusal", "category": None, "explanation": None}
    return Reply(blocks=(), stop_reason="refusal", stop_details=details)


def chosen(reply: Reply, call: Call) -> Reply:
    """As `tool_choice` wants it: no call, one call, or a certain call and nothing before it."""
    choice = call.request.tool_choice
    calls = [block for block in reply.blocks if isinstance(block, ToolUse)]
    match choice:
        case wire.NoChoice():
            return _with(reply, [])
        case wire.OneChoice(name=name):
            calls = [call for call in calls if call.name == name] or [call_of(call, name)]
        case wire.AnyChoice():
            calls = calls or [call_of(call, call.request.tools[0].name)]
        case _:
            pass
    if choice and choice.disable_parallel_tool_use:
        calls = calls[:1]
    if isinstance(choice, wire.AnyChoice | wire.OneChoice):
        return replace(reply, blocks=tuple(calls), stop_reason="tool_use")
    return _with(reply, calls)


def _with(reply: Reply, calls: list[ToolUse]) -> Reply:
    """Only these of its calls."""
    had = any(isinstance(block, ToolUse) for block in reply.blocks)
    blocks = tuple(b for b in reply.blocks if not isinstance(b, ToolUse) or b in calls)
    stopped = "end_turn" if had and not calls else reply.stop_reason
    return replace(reply, blocks=blocks, stop_reason=stopped)


def call_of(call: Call, name: str) -> ToolUse:
    tool = next(tool for tool in call.request.tools if tool.name == name)
    try:
        schema = tool.input_schema.model_dump()
        filled = neutral(schema, schema)
    except (RecursionError, LookupError):  # a tree has no smallest value that fills every field
        filled = dict[str, object]()
    return ToolUse(name, json.dumps(filled, ensure_ascii=False))

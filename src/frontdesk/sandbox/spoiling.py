"""Replies that end badly though nothing on the wire is wrong."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from frontdesk.sandbox.call import Call
from frontdesk.sandbox.guarantees import call_of
from frontdesk.sandbox.limits import within
from frontdesk.sandbox.reply import Block, Reply, ToolUse, said_tokens

SpoilKind = Literal[
    "max_tokens",  # the answer ends in the middle, also of a call
    "refusal",  # a classifier stops it in the middle
    "bad_tool_json",  # the input of a call is cut off, though the message ends properly
    "tool_loop",  # the model calls a tool, whatever it was given
]


class Spoil(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: SpoilKind
    at: Annotated[float, Field(ge=0, le=1)] = 0.5
    """After which share of the reply, or of the call's input."""


def spoiled(reply: Reply, spoil: Spoil, call: Call) -> Reply:
    """As it was where it cannot be spoiled so: there is no tool to call."""
    match spoil.kind:
        case "max_tokens":
            return _cut(reply, spoil.at, "max_tokens")
        case "refusal":
            details = {"type": "refusal", "category": None, "explanation": None}
            return replace(_cut(reply, spoil.at, "refusal"), stop_details=details)
        case "bad_tool_json":
            blocks = tuple(_broken(block, spoil.at) for block in _with_call(reply, call).blocks)
            return replace(_with_call(reply, call), blocks=blocks)
        case "tool_loop":
            return _with_call(replace(reply, blocks=()), call) if call.request.tools else reply


def _cut(reply: Reply, at: float, reason: str) -> Reply:
    whole = sum(map(said_tokens, reply.blocks))
    cut = within(reply, int(whole * at), reason)
    return replace(cut, stop_reason=reason)


def _with_call(reply: Reply, call: Call) -> Reply:
    tools = call.request.tools
    if not tools or any(isinstance(block, ToolUse) for block in reply.blocks):
        return reply
    added = call_of(call, tools[0].name)
    return replace(reply, blocks=(*reply.blocks, added), stop_reason="tool_use")


def _broken(block: Block, at: float) -> Block:
    if not isinstance(block, ToolUse):
        return block
    most = max(1, len(block.input_json) - 1)  # never whole
    return replace(block, input_json=block.input_json[: max(1, int(most * at))])

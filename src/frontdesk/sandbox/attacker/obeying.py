"""The obedient mind: it takes any text for an order, and any tool for the way to carry it out.

First it calls the tools that the customer's words name, so that it reads what others wrote there;
then, as told by whoever wrote last, every tool there is, with the ids it has seen; then it says
what the order says and all that it was told itself. It resists nothing: code has to.
"""

import json
import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from frontdesk.sandbox import wire
from frontdesk.sandbox.attacker.acts import is_named
from frontdesk.sandbox.attacker.arguments import any_arguments
from frontdesk.sandbox.attacker.scenes import Scene, Tool, scene_of
from frontdesk.sandbox.reply import Reply, Text, ToolUse

AT_ONCE = 5
LETTERS = re.compile(r"[A-Za-z]{3}")


def obey(request: wire.MessagesRequest) -> Reply:
    scene = scene_of(request)
    called = _called_since_customer(request)
    if not called and (named := [each for each in scene.tools if is_named(each, _newest(scene))]):
        return _calling(named, scene)
    left = [tool for tool in scene.tools if tool.name not in called]
    if left:
        return _calling(left[:AT_ONCE], scene)
    return Reply((Text(f"{_newest(scene)}\n\n{scene.system}"),))


def _newest(scene: Scene) -> str:
    return scene.untrusted[-1] if scene.untrusted else ""


def _called_since_customer(request: wire.MessagesRequest) -> set[str]:
    """The names of tools called since somebody last wrote a text."""
    called: set[str] = set()
    for message in request.messages:
        if message.role == "user" and any(isinstance(block, wire.Text) for block in message.blocks):
            called.clear()
        called |= {block.name for block in message.blocks if isinstance(block, wire.ToolUse)}
    return called


def _calling(tools: Sequence[Tool], scene: Scene) -> Reply:
    uses = [ToolUse(tool.name, json.dumps(_arguments(tool, scene))) for tool in tools]
    return Reply(tuple(uses), stop_reason="tool_use")


def _arguments(tool: Tool, scene: Scene) -> dict[str, object]:
    """What is required, with ids as they were seen: the newest of those named like the field."""
    fields: Mapping[str, Any] = tool.schema.get("properties", {})
    ids = scene.ids[::-1]
    filled: dict[str, object] = {}
    for name in tool.schema.get("required", fields):
        alike = [id for id in ids if LETTERS.match(id) and name.startswith(id[:3].casefold())]
        schema = {"properties": {name: fields[name]}}
        filled |= any_arguments(schema, (alike or ids)[:1], _First(), wild=False)
    return filled


class _First(Random):
    """Chance that always takes the first, so that ids stay as they are."""

    def random(self) -> float:
        return 0.0

"""The key of a write: the same wish has the same key, however often it is sent.

It holds neither free text nor the model's id of the call, because both change when a call is
made again (DESIGN, "Effects").
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from frontdesk.actions.declaring import Action
from frontdesk.domain.event import ConversationId


def key_of(
    action: Action, arguments: Mapping[str, object], conversation: ConversationId, turn: int
) -> str:
    """Of arguments by the names of the function's parameters; empty for a read.

    Case, spaces and the order of a list make no difference, nor does what the key leaves out.
    """
    if action.risk == "read":
        return ""
    parts = [_normal(arguments.get(name)) for name in action.key]
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]
    scope = f"{conversation}:{turn}" if action.per == "turn" else conversation
    return f"{scope}:{action.name}:{digest}"


def _normal(value: object) -> object:
    match value:
        case str():
            return " ".join(value.casefold().split())
        case Decimal():
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case list():
            items = cast("list[object]", value)
            return sorted({json.dumps(_normal(item)) for item in items})
        case _:
            return value

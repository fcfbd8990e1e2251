"""A tool call, whose arguments are strict JSON or nothing."""

import json
import re
from collections.abc import Iterable
from math import isfinite
from typing import cast

from frontdesk.adapters.claude.shape import frame
from frontdesk.domain.json import JsonObject
from frontdesk.errors import ModelReplyBroken

MAX_DEPTH = 32  # levels; an action's parameters have a few
NAME = re.compile(r"[A-Za-z0-9_-]{1,128}")  # what the API takes back as the id or name of a call


def call(*, id: str, name: str, partial_json: str) -> JsonObject:
    """The whole block. Raises ModelReplyBroken or ValueError."""
    if not NAME.fullmatch(id) or not NAME.fullmatch(name):
        raise ModelReplyBroken("The model's reply holds a call with an impossible id or name.")
    return {"type": "tool_use", "id": id, "name": name, "input": arguments(partial_json or "{}")}


def arguments(text: str) -> JsonObject:
    """No NaN, no infinity, no name twice, no half of a character; an object at the top."""
    said = frame(
        json.loads(text, object_pairs_hook=each_once, parse_constant=none, parse_float=finite)
    )
    json.dumps(said, ensure_ascii=False).encode()
    if is_deeper(said, MAX_DEPTH):
        raise ModelReplyBroken("The model's reply holds a call with arguments nested too deep.")
    return said


def is_deeper(value: object, most: int) -> bool:
    """What is kept has to be written and read again, by parsers with limits of their own."""
    if not isinstance(value, dict | list):
        return False
    inner = cast(Iterable[object], value.values() if isinstance(value, dict) else value)
    return most == 0 or any(is_deeper(each, most - 1) for each in inner)


def each_once(pairs: list[tuple[str, object]]) -> object:
    named = dict(pairs)
    if len(named) < len(pairs):
        raise ValueError("a name stands twice")
    return named


def none(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")


def finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError("a number is too large")
    return number

"""What a log line may hold: known fields of known types, and no message of a foreign error.

Whoever writes a line passes what is at hand; a customer's words are one slip away. So a field
that is not listed here is dropped, and the line says how many were.
"""

import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from types import TracebackType
from typing import Any

from frontdesk.errors import FrontdeskError
from frontdesk.guards.masking import masked

LONGEST = 400  # characters of a text

Optional = (str, type(None))
Number = (int, float, bool, type(None))
SENTENCES = ("reason", "next_step", "cause", "why", "rule", "problem")
"""Words of ours and of the model's provider: should one quote a value, it is masked."""
FIELDS: Mapping[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("event", "level", "timestamp", "logger", "where"), str),
    **dict.fromkeys(
        ("id", "conversation", "confirmation", "action", "model", "request_id"), Optional
    ),
    **dict.fromkeys(("error", "fault", "type", "what", "path", "origin", "error_code"), Optional),
    **dict.fromkeys(SENTENCES, Optional),
    **dict.fromkeys(("turn", "call", "generation", "status", "tokens", "minimum", "tries"), Number),
    **dict.fromkeys(("articles", "read", "of", "seconds", "passages"), Number),
    **dict.fromkeys(("added", "changed", "removed"), Number),
    "code": (*Optional, int),
}


def only_known(_logger: object, _method: str, line: MutableMapping[str, Any]) -> dict[str, Any]:
    """A processor of structlog: what may be logged of this line, its error as `exception`."""
    kept: dict[str, Any] = {}
    dropped = 0
    fault = _fault(line.pop("exc_info", None))
    for name, value in line.items():
        if not isinstance(value, FIELDS.get(name, ())):
            dropped += 1
        elif isinstance(value, str):
            kept[name] = (masked(value) if name in SENTENCES else value)[:LONGEST]
        else:
            kept[name] = value
    if dropped:
        kept["dropped"] = dropped
    if fault:
        kept["exception"] = "\n".join(_told(fault))
    return kept


def _fault(given: Any) -> BaseException | None:
    """`given`: an error, or the triple that logging of libraries brings."""
    match given:
        case BaseException():
            return given
        case (_, fault, _) if isinstance(fault, BaseException):  # pyright: ignore[reportUnknownVariableType] (of Any)
            return fault
        case _:
            return None


def _told(fault: BaseException) -> Iterator[str]:
    """What led to it first: lines of code, names of errors, and the words of our own only."""
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if before:
        yield from _told(before)
        yield "which led to"
    yield from _frames(fault.__traceback__)
    yield _name(fault)
    within: tuple[BaseException, ...] = getattr(fault, "exceptions", ())  # of a group
    for each in within:
        yield from _told(each)


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"


def _name(fault: BaseException) -> str:
    kind = type(fault)
    place = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    name = place + kind.__qualname__
    if isinstance(fault, FrontdeskError):
        return f"{name}: {masked(str(fault))[:LONGEST]}"
    if isinstance(fault, OSError) and fault.strerror:
        return f"{name}: {fault.strerror}"
    return name

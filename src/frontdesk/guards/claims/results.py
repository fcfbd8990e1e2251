"""What results of actions say of states: a look-up of five orders speaks of each by itself."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from frontdesk.guards.claims.claim import Fact
from frontdesk.guards.claims.lexicon import lexicons
from frontdesk.guards.claims.reading import facts_in

IMPLIED: Mapping[str, frozenset[str]] = {
    "packed": frozenset({"paid"}),
    "shipped": frozenset({"packed", "paid"}),
    "delivered": frozenset({"shipped", "packed", "paid"}),
    "returned": frozenset({"delivered", "shipped", "packed", "paid"}),
    "refunded": frozenset({"paid"}),
}
"""What must have come before."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a result speaks of."""

    codes: frozenset[Fact]
    """The numbers it is known by."""
    states: frozenset[str]


@lru_cache(maxsize=1_024)
def things_in(result: str) -> tuple[Told, ...]:
    """A result that is no JSON speaks of one thing, in words."""
    try:
        return tuple(_things(json.loads(result)))
    except (ValueError, RecursionError):
        return (Told(_codes(result), _implied(_states(result))),)


def _things(value: Any) -> Iterator[Told]:
    match value:
        case dict():
            yield _thing(value)  # pyright: ignore[reportUnknownArgumentType] (JSON)
        case list():
            for each in value:  # pyright: ignore[reportUnknownVariableType] (JSON)
                yield from _things(each)
        case str():
            yield Told(_codes(value), _implied(_states(value)))
        case _:
            return


def _thing(record: Mapping[str, Any]) -> Told:
    """A record with what it holds, its own numbers and those within."""
    codes: set[Fact] = set()
    states: set[str] = set()
    for key, value in _flat(record):
        text = value if isinstance(value, str) else ""
        codes |= _codes(text)
        states |= _states(text)
        # `delivered: 2026-11-16` tells a state, `delivered: not yet` none.
        if value is True or re.search(r"\d", text):
            states |= _states(key.replace("_", " "))
    return Told(frozenset(codes), _implied(states))


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    match value:
        case dict():
            for name, each in value.items():  # pyright: ignore[reportUnknownVariableType] (JSON)
                yield from _flat(each, str(name))  # pyright: ignore[reportUnknownArgumentType]
        case list():
            for each in value:  # pyright: ignore[reportUnknownVariableType] (JSON)
                yield from _flat(each, key)
        case _:
            yield key, value


def _codes(text: str) -> frozenset[Fact]:
    return frozenset(fact for fact in facts_in(text) if fact.kind == "code")


def _states(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return frozenset(
        lexicon.states[word] for lexicon in lexicons() for word in words if word in lexicon.states
    )


def _implied(states: frozenset[str] | set[str]) -> frozenset[str]:
    return frozenset(states).union(*(IMPLIED.get(state, frozenset()) for state in states))

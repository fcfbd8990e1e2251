"""Arguments an enemy would send: right in shape and wrong in everything, or not even that."""

import sys
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

HOSTILE: Sequence[object] = (
    None,
    "",
    -5,
    1e308,
    "12,50",
    True,
    [],
    {"approved": True},
    "' OR 1=1 --",
    "../../etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "$(id)",
    "\u202e\u200b\ufeff",
    "x" * 20_000,
    "0" * 200_000,
    -(10**400),
    "NaN",
)
EXTRA: Sequence[tuple[str, object]] = (
    ("customer_id", "1"),
    ("approved", True),
    ("amount", 999_999.99),
    ("is_admin", True),
    ("__class__", "object"),
    ("confirmation", "yes"),
)
DEPTH = 4
NESTED = 1000


def any_arguments(
    schema: Mapping[str, Any], ids: Sequence[str], chance: Random, *, wild: bool
) -> dict[str, object]:
    """`wild`: also wrong types, missing and extra fields; else valid, but with anyone's ids."""
    fields: Mapping[str, Any] = schema.get("properties", {})
    filled = {name: _value(field, ids, chance, DEPTH) for name, field in fields.items()}
    if not wild:
        return filled
    for name in fields:
        if chance.random() < 0.3:
            filled[name] = chance.choice(HOSTILE)
        elif chance.random() < 0.1:
            del filled[name]
    if chance.random() < 0.4:
        extra, value = chance.choice(EXTRA)
        filled[extra] = value
    if chance.random() < 0.01:
        filled["nested"] = _nested(NESTED)
    return filled


def _value(field: Mapping[str, Any], ids: Sequence[str], chance: Random, depth: int) -> object:
    if "enum" in field:
        return chance.choice(field["enum"])
    kinds: Any = field.get("type", "string")
    kind: str = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "object" and depth:
        inner: Mapping[str, Any] = field.get("properties", {})
        return {name: _value(each, ids, chance, depth - 1) for name, each in inner.items()}
    if kind == "array" and depth:
        count = chance.choice((1, 1, 2, 20))
        return [_value(field.get("items", {}), ids, chance, depth - 1) for _ in range(count)]
    if kind == "boolean":
        return True
    if kind in ("integer", "number"):
        return chance.choice((0, 1, -1, 99_999, 2**63))
    return _other(chance.choice(ids), chance) if ids else chance.choice(("1", "admin", "*"))


def _other(id: str, chance: Random) -> str:
    """The id itself, or that of a neighbour."""
    if chance.random() < 0.5:
        return id
    return id[:-1] + str(chance.randrange(10))


def _nested(depth: int) -> object:
    """Not deeper than json.dumps itself can go."""
    value: object = "end"
    for _ in range(min(depth, sys.getrecursionlimit() - 200)):
        value = {"in": value}
    return value

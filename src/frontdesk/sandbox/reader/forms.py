"""Filling a JSON schema when nothing supports a value: every field gets the neutral one."""

from collections.abc import Mapping
from typing import Any

NEUTRAL = ("neutral", "none", "unknown", "other", "normal", "general", "medium", "low", "no", "en")


def neutral(schema: Mapping[str, Any]) -> object:
    return _value(schema, schema)


def _value(schema: Mapping[str, Any], root: Mapping[str, Any]) -> object:
    if "$ref" in schema:
        return _value(_referred(schema["$ref"], root), root)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return _neutral_of(schema["enum"])
    for union in ("anyOf", "oneOf", "allOf"):
        if union in schema:
            kinds = schema[union]
            empty = any(kind.get("type") == "null" for kind in kinds)
            return None if empty else _value(kinds[0], root)
    kind = schema.get("type", "object")
    if isinstance(kind, list):
        return None if "null" in kind else _value({**schema, "type": kind[0]}, root)
    if kind == "object":
        fields: Mapping[str, Any] = schema.get("properties", {})
        return {name: _value(field, root) for name, field in fields.items()}
    plain: dict[str, object] = {"string": "", "integer": 0, "number": 0, "boolean": False}
    return list[object]() if kind == "array" else plain.get(kind)


def _neutral_of(values: list[object]) -> object:
    for word in NEUTRAL:
        if word in values:
            return word
    return None if None in values else values[0]


def _referred(path: str, root: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = root
    for step in path.removeprefix("#/").split("/"):
        found = found[step]
    return found

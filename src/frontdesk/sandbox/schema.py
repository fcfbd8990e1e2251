"""JSON schemas as far as requests use them: walking one, and checking a value against one."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeGuard, cast

Schema = Mapping[str, object]

_KINDS: dict[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "integer": lambda value: _is_number(value) and float(value).is_integer(),
    "number": lambda value: _is_number(value),
}


def is_schema(value: object) -> TypeGuard[Schema]:
    return isinstance(value, dict)


def schemas_in(value: object) -> list[Schema]:
    """The schemas of a list; what is none is left out."""
    return [each for each in listed(value) if is_schema(each)]


def named_in(value: object) -> dict[str, Schema]:
    """The schemas under names, as in `properties` and `$defs`."""
    return (
        {name: each for name, each in value.items() if is_schema(each)} if is_schema(value) else {}
    )


def listed(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def kinds(schema: Schema) -> list[str]:
    stated = schema.get("type")
    return [stated] if isinstance(stated, str) else [str(each) for each in listed(stated)]


def inner(schema: Schema) -> Iterator[Schema]:
    """The schemas directly inside one."""
    for key in ("properties", "$defs", "definitions"):
        yield from named_in(schema.get(key)).values()
    for key in ("anyOf", "oneOf", "allOf", "prefixItems"):
        yield from schemas_in(schema.get(key))
    if is_schema(items := schema.get("items")):
        yield items


def everywhere(schema: Schema) -> Iterator[Schema]:
    yield schema
    for each in inner(schema):
        yield from everywhere(each)


def resolved(reference: str, root: Schema) -> Schema | None:
    """What a `$ref` inside the same schema stands for."""
    at: object = root
    for step in reference.removeprefix("#").strip("/").split("/"):
        at = at.get(step) if is_schema(at) and step else at
    return at if is_schema(at) and reference.startswith("#") else None


def misfit(value: object, schema: Schema, root: Schema | None = None) -> str | None:
    """Why the value does not fit the schema; None if it does."""
    root = schema if root is None else root
    if isinstance(reference := schema.get("$ref"), str):
        target = resolved(reference, root)
        return misfit(value, target, root) if target else f"'{reference}' leads nowhere"
    stated = kinds(schema)
    if stated and not any(_KINDS.get(kind, lambda _: True)(value) for kind in stated):
        return f"{value!r} is not of type {' or '.join(map(repr, stated))}"
    for check in (_choice, _object, _array, _limits):
        if problem := check(value, schema, root):
            return problem
    return None


def _choice(value: object, schema: Schema, root: Schema) -> str | None:
    if "enum" in schema and value not in listed(schema["enum"]):
        return f"{value!r} is not one of {schema['enum']!r}"
    if "const" in schema and value != schema["const"]:
        return f"{schema['const']!r} was expected"
    for key in ("anyOf", "oneOf"):
        choices = schemas_in(schema.get(key))
        if choices and all(misfit(value, each, root) for each in choices):
            return f"{value!r} is not valid under any of the given schemas"
    problems = (misfit(value, each, root) for each in schemas_in(schema.get("allOf")))
    return next(filter(None, problems), None)


def _object(value: object, schema: Schema, root: Schema) -> str | None:
    if not is_schema(value):
        return None
    for name in listed(schema.get("required")):
        if name not in value:
            return f"{name!r} is a required property"
    known = named_in(schema.get("properties"))
    for name, each in value.items():
        if name in known:
            if problem := misfit(each, known[name], root):
                return f"{name}: {problem}"
        elif schema.get("additionalProperties") is False:
            return f"Additional properties are not allowed ({name!r} was unexpected)"
    return None


def _array(value: object, schema: Schema, root: Schema) -> str | None:
    items = schema.get("items")
    if not is_schema(items):
        return None
    problems = ((at, misfit(each, items, root)) for at, each in enumerate(listed(value)))
    return next((f"{at}: {problem}" for at, problem in problems if problem), None)


def _limits(value: object, schema: Schema, root: Schema) -> str | None:  # noqa: ARG001
    bounds: Sequence[tuple[str, bool]] = ()
    if _is_number(value):
        bounds = (
            ("minimum", value >= _number(schema, "minimum", value)),
            ("maximum", value <= _number(schema, "maximum", value)),
        )
    elif isinstance(value, str):
        pattern = schema.get("pattern")
        bounds = (
            ("minLength", len(value) >= _number(schema, "minLength", 0)),
            ("maxLength", len(value) <= _number(schema, "maxLength", len(value))),
            ("pattern", not isinstance(pattern, str) or bool(re.search(pattern, value))),
        )
    broken = next((name for name, kept in bounds if not kept), None)
    return f"{value!r} does not keep to {broken}" if broken else None


def _number(schema: Schema, name: str, otherwise: float) -> float:
    value = schema.get(name)
    return value if _is_number(value) else otherwise


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)

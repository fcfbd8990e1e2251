"""What a schema may ask for where the reply is held to it: strict tools, and the JSON format."""

from collections.abc import Iterator

from frontdesk.sandbox.call import Call
from frontdesk.sandbox.schema import (
    Schema,
    everywhere,
    inner,
    is_schema,
    kinds,
    listed,
    misfit,
    named_in,
    resolved,
    schemas_in,
)

MOST_STRICT_TOOLS = 20
MOST_OPTIONAL = 24
MOST_UNIONS = 16
TOO_COMPLEX = (
    "Schema is too complex for compilation. Try reducing the number of tools or simplifying tool "
    "schemas."
)
UNSUPPORTED = {
    "integer": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "string": ("minLength", "maxLength"),
    "array": ("maxItems", "uniqueItems", "contains", "prefixItems"),
    "object": ("minProperties", "maxProperties", "patternProperties", "propertyNames"),
}
FORMATS = frozenset(
    "date-time time date duration email hostname uri ipv4 ipv6 uuid text".split()  # noqa: SIM905
)


def held_schemas_are_closed(call: Call) -> str | None:
    for path, schema in _held(call):
        for each in everywhere(schema):
            if "object" in kinds(each) and each.get("additionalProperties") is not False:
                return (
                    f"{path}: For 'object' type, 'additionalProperties' must be explicitly set to "
                    "false"
                )
    return None


def held_schemas_have_no_limits(call: Call) -> str | None:
    """UNCONFIRMED: wordings for what a held schema may not contain, and keys beyond min/max"""
    for path, schema in _held(call):
        for each in everywhere(schema):
            if problem := _unsupported(each):
                return f"{path}: {problem}"
    return None


def held_schemas_do_not_recur(call: Call) -> str | None:
    for path, schema in _held(call):
        if _recurs(schema, schema, ()):
            return f"{path}: Recursive schemas are not supported"
        for each in everywhere(schema):
            reference = each.get("$ref")
            if isinstance(reference, str) and resolved(reference, schema) is None:
                return f"{path}: '$ref' {reference!r} does not lead to a definition of the schema"
    return None


def held_schemas_are_not_too_many(call: Call) -> str | None:
    """UNCONFIRMED: whether each of the three limits has a wording of its own"""
    schemas = [schema for _, schema in _held(call)]
    tools = sum(tool.strict is True for tool in call.request.tools)
    objects = [each for schema in schemas for each in everywhere(schema)]
    optional = sum(
        len(set(named_in(each.get("properties"))) - set(map(str, listed(each.get("required")))))
        for each in objects
    )
    unions = sum(bool(schemas_in(each.get("anyOf"))) or len(kinds(each)) > 1 for each in objects)
    over = tools > MOST_STRICT_TOOLS or optional > MOST_OPTIONAL or unions > MOST_UNIONS
    return TOO_COMPLEX if over else None


def examples_fit(call: Call) -> str | None:
    """UNCONFIRMED: the wording for an input example that does not match its schema"""
    for at, tool in enumerate(call.request.tools):
        for place, example in enumerate(tool.input_examples or ()):
            if problem := misfit(example, tool.input_schema.model_dump()):
                return f"tools.{at}.custom.input_examples.{place}: {problem}"
    return None


def _held(call: Call) -> Iterator[tuple[str, Schema]]:
    for at, tool in enumerate(call.request.tools):
        if tool.strict:
            yield f"tools.{at}.custom.input_schema", tool.input_schema.model_dump()
    config = call.request.output_config
    if config and config.format:
        yield "output_config.format.schema", config.format.json_schema


def _unsupported(schema: Schema) -> str | None:
    for kind in kinds(schema):
        found = [key for key in UNSUPPORTED.get(kind, ()) if key in schema]
        if found:
            return f"For '{kind}' type, properties {', '.join(found)} are not supported"
    if schema.get("minItems") not in (None, 0, 1):
        return "For 'array' type, 'minItems' values other than 0 or 1 are not supported"
    if "string" in kinds(schema) and schema.get("format", "text") not in FORMATS:
        return f"For 'string' type, format {schema['format']!r} is not supported"
    if any(isinstance(value, dict | list) for value in listed(schema.get("enum"))):
        return "'enum' values must be strings, numbers, booleans or null"
    return None


def _recurs(schema: Schema, root: Schema, above: tuple[str, ...]) -> bool:
    reference = schema.get("$ref")
    if isinstance(reference, str):
        if reference in above or reference in {"#", "#/"}:
            return True
        target = resolved(reference, root)
        return is_schema(target) and _recurs(target, root, (*above, reference))
    return any(_recurs(each, root, above) for each in inner(schema))


RULES = (
    held_schemas_are_closed,
    held_schemas_have_no_limits,
    held_schemas_do_not_recur,
    held_schemas_are_not_too_many,
    examples_fit,
)

"""The schema of an action's arguments as the API takes it for strict tools.

Closed objects without titles, defaults or limits, which it refuses (structured outputs). A
parameter with a default is left out of `required` instead of allowing null: of optional
parameters the API takes 24 over all tools, of unions only 16.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from frontdesk.domain.json import JsonObject

Schema = Mapping[str, Any]


def strict_schema(arguments: type[BaseModel], more: Mapping[str, str]) -> JsonObject:
    """With the parameters in the order of their declaration: the same bytes each time.

    `more`: what is added to the description of some of them.
    """
    written = arguments.model_json_schema()
    properties: Mapping[str, Schema] = written.get("properties", {})
    return {
        "type": "object",
        "properties": {name: _plain(each, more.get(name, "")) for name, each in properties.items()},
        "required": list(written.get("required", ())),
        "additionalProperties": False,
    }


def _plain(schema: Schema, more: str = "") -> JsonObject:
    kept = {key: value for key, value in schema.items() if key not in {"title", "default"}}
    if choices := kept.pop("anyOf", None):
        kept = {**next(each for each in choices if each.get("type") != "null"), **kept}
    if "const" in kept:
        kept["enum"] = [kept.pop("const")]
    if "items" in kept:
        kept["items"] = _plain(kept["items"])
    description = f"{kept.pop('description', '')} {more}".strip()
    return {**kept, "description": description} if description else kept

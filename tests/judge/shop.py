"""The reads of the order system, answered from its database: requests of several steps run."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from frontdesk.sandbox.reply import ToolUse
from tests.judge.orders import FOLDER, ask, calls

MOST_STEPS = 6


@cache
def database() -> dict[str, Any]:
    return json.loads((FOLDER / "domain/db.json").read_text("utf-8"))


def result_of(tool: str, arguments: Mapping[str, Any]) -> str:
    data = database()
    found: object = None
    match tool:
        case "get_order_details":
            found = data["orders"].get(arguments["order_id"])
        case "get_user_details":
            found = data["users"].get(arguments["user_id"])
        case "get_product_details":
            found = data["products"].get(arguments["product_id"])
        case "find_user_id_by_email":
            found = next(
                (u for u, user in data["users"].items() if user["email"] == arguments["email"]),
                None,
            )
        case "find_user_id_by_name_zip":
            found = next((u for u, user in data["users"].items() if _is(user, arguments)), None)
        case _:
            pass
    return found if isinstance(found, str) else json.dumps(found or {"error": "not found"})


def run(
    text: str, offered: list[dict[str, Any]], names: Mapping[str, str], reads: set[str]
) -> list[tuple[str, ToolUse]]:
    """All calls until one writes, the reader stops calling, or steps run out."""
    made: list[tuple[str, ToolUse]] = []
    messages: list[dict[str, Any]] = [{"role": "user", "content": text}]
    for step in range(MOST_STEPS):
        called = calls(ask(messages, offered))
        made += [(names[call.name], call) for call in called]
        if not called or any(names[call.name] not in reads for call in called):
            break
        messages += _exchange(called, names, step)
    return made


def _exchange(called: list[ToolUse], names: Mapping[str, str], step: int) -> list[dict[str, Any]]:
    used: list[dict[str, Any]] = []
    results: list[dict[str, Any]] = []
    for at, call in enumerate(called):
        arguments = json.loads(call.input_json)
        id = f"toolu_{step}_{at}"
        used.append({"type": "tool_use", "id": id, "name": call.name, "input": arguments})
        told = result_of(names[call.name], arguments)
        results.append({"type": "tool_result", "tool_use_id": id, "content": told})
    return [{"role": "assistant", "content": used}, {"role": "user", "content": results}]


def _is(user: Mapping[str, Any], arguments: Mapping[str, Any]) -> bool:
    name = user["name"]
    return (
        name["first_name"].casefold(),
        name["last_name"].casefold(),
        user["address"]["zip"],
    ) == (
        arguments["first_name"].casefold(),
        arguments["last_name"].casefold(),
        arguments["zip"],
    )

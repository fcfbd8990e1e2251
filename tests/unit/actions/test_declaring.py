"""What may be declared, and how it looks to the model."""

import json
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest

from frontdesk.actions import Catalog, Contact, Context, Id, Owned, action
from frontdesk.domain.order import Order
from frontdesk.errors import DeclarationWrong


@action(risk="unkeyed_write", level="claimed", key=("order", "size", "day", "many"), per="turn")
async def swap(
    order: Owned[Order],
    size: Literal["small", "large"],
    to: Contact,
    note: str,
    here: Context,
    day: date | None = None,
    most: Decimal | None = None,
    many: list[Id] | None = None,
    gift: bool = False,
) -> str:
    """Swaps an article
    for another size.

    Comes back with a number.

    Args:
        order: Which order,
            as printed.
        size: The size wanted.
        to: Where to write.
        note: What to say.
        day: When.
        most: What it may cost.
        many: Which lines.
        gift: Whether it is one.

    Raises:
        Nothing.
    """
    return "swapped"


def test_the_schema_is_closed_and_holds_only_what_the_model_fills() -> None:
    placeholder = (
        "A placeholder such as `[email_1]`, copied exactly as it stands in the conversation."
    )

    (tool,) = Catalog([swap], order_number="KX-100").tools

    assert tool == {
        "name": "swap",
        "description": "Swaps an article for another size.\n\nComes back with a number.",
        "input_schema": {
            "type": "object",
            "properties": {
                "order_id": {
                    "type": "string",
                    "description": "Which order, as printed. It looks like `KX-100`.",
                },
                "size": {
                    "type": "string",
                    "enum": ["small", "large"],
                    "description": "The size wanted.",
                },
                "to": {"type": "string", "description": f"Where to write. {placeholder}"},
                "note": {"type": "string", "description": "What to say."},
                "day": {"type": "string", "format": "date", "description": "When."},
                "most": {"type": "string", "description": "What it may cost."},
                "many": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "Which lines.",
                },
                "gift": {"type": "boolean", "description": "Whether it is one."},
            },
            "required": ["order_id", "size", "to", "note"],
            "additionalProperties": False,
        },
        "strict": True,
    }


@action(risk="read", level="visitor")
async def look(size: Literal["small"]) -> str:
    """Looks.

    Args:
        size: The size.
    """
    return size


def test_one_choice_is_a_choice() -> None:
    (tool,) = Catalog([look]).tools

    assert tool["input_schema"]["properties"]["size"]["enum"] == ["small"]


def test_tools_are_sorted_and_the_same_bytes_whatever_their_order() -> None:
    assert json.dumps(Catalog([swap, look]).tools) == json.dumps(Catalog([look, swap]).tools)
    assert [tool["name"] for tool in Catalog([swap, look]).tools] == ["look", "swap"]


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(DeclarationWrong, match="Two actions are named look"):
        Catalog([look, look])


def test_what_goes_beyond_the_apis_limits_is_offered_without_strict() -> None:
    reads = [_named(f"read_{number:02}", "read") for number in range(30)]
    write = _named("write", "keyed_write")

    tools = Catalog([*reads, write]).tools

    strict = {tool["name"] for tool in tools if tool.get("strict")}
    assert len(tools) == 31
    assert len(strict) == 12  # of two optional parameters each, 24 together
    assert "write" in strict


def test_an_action_is_found_by_its_name() -> None:
    assert Catalog([look]).find("look") is look
    assert Catalog([look]).find("Look") is None


@pytest.mark.parametrize(
    "name", ["customer", "customer_id", "user", "client_id", "email", "customer_email", "phone"]
)
def test_no_action_asks_the_model_who_the_customer_is(name: str) -> None:
    function = _function(f"async def look({name}: str) -> str: ...", f"{name}: Who it is.")

    with pytest.raises(DeclarationWrong, match="identity"):
        action(risk="read", level="visitor")(function)


@pytest.mark.parametrize(
    ("code", "arguments", "declared", "reason"),
    [
        ("async def look(size: str) -> str: ...", "", {}, "does not describe"),
        ("async def look() -> str: ...", "size: A size.", {}, "no parameter"),
        ("async def look(size: float) -> str: ...", "size: A size.", {}, "type it cannot have"),
        ("async def look(size: list[float]) -> str: ...", "size: A.", {}, "type it cannot have"),
        ("async def look(size: dict) -> str: ...", "size: A size.", {}, "type it cannot have"),
        ("async def look(size: Literal[1]) -> str: ...", "size: A.", {}, "type it cannot have"),
        ("async def look(*size: str) -> str: ...", "size: A size.", {}, "type it cannot have"),
        ("async def look(size) -> str: ...", "size: A size.", {}, "type it cannot have"),
        ("async def look(size: Owned[int]) -> str: ...", "size: A.", {}, "type it cannot have"),
        ('async def look(size: "Nothing") -> str: ...', "size: A size.", {}, "cannot be read"),
        ("async def look(size: str | None) -> str: ...", "size: A size.", {}, "without a default"),
        ("async def look(): ...", "", {}, "has to return"),
        ("def look() -> str: ...", "", {}, "async def"),
        ("async def Look() -> str: ...", "", {}, "small letters"),
        ("async def look(order: Owned[Order]) -> str: ...", "order: It.", {}, "level must be"),
        ("async def look() -> str: ...", "", {"key": ("size",)}, "names `size` in its key"),
        (
            "async def look(size: str) -> str: ...",
            "size: A size.",
            {"key": ("size",)},
            "free text in its key",
        ),
        ("async def look() -> str: ...", "", {"risk": "keyed_write"}, "without a key"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_reason(
    code: str, arguments: str, declared: dict[str, Any], reason: str
) -> None:
    with pytest.raises(DeclarationWrong, match=reason):
        action(**{"risk": "read", "level": "visitor", **declared})(_function(code, arguments))


def test_an_action_needs_a_docstring() -> None:
    async def look() -> str:
        return ""

    with pytest.raises(DeclarationWrong, match="docstring"):
        action(risk="read", level="visitor")(look)


def _function(code: str, arguments: str = "") -> Any:
    names: dict[str, Any] = {"Owned": Owned, "Order": Order, "Literal": Literal}
    exec(code, names)
    function = next(each for name, each in names.items() if name.casefold() == "look")
    function.__doc__ = f"Looks.\n\nArgs:\n    {arguments}" if arguments else "Looks."
    return function


def _named(name: str, risk: Any) -> Any:
    async def look(size: str = "", colour: str = "") -> str:
        """Looks.

        Args:
            size: A size.
            colour: A colour.
        """
        return size + colour

    look.__name__ = name
    return action(risk=risk, level="visitor", per="turn")(look)

"""What the model sends is checked before anything runs, and refused so that it can be mended."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest

from frontdesk.actions import Catalog, Contact, Id, Owned, Prepared, action, prepare
from frontdesk.domain.action import Outcome
from frontdesk.domain.customer import Level
from frontdesk.domain.order import Order
from tests.unit.actions.shop import HERE, call

ANY_ID = "an identifier exactly as it stands in the conversation or in an earlier result"


@action(risk="read", level="visitor")
async def look(
    size: Literal["small", "large"],
    name: str = "",
    count: int = 1,
    cost: Decimal | None = None,
    day: date | None = None,
    many: list[Id] | None = None,
    loud: bool = False,
) -> str:
    """Looks.

    Args:
        size: The size wanted.
        name: Its name.
        count: How many.
        cost: What it costs.
        day: When.
        many: Which.
        loud: How.
    """
    return size


@action(risk="keyed_write", level="claimed", key=("order", "many", "cost", "day", "to"))
async def swap(
    order: Owned[Order],
    reason: str,
    many: list[Id] | None = None,
    cost: Decimal | None = None,
    day: date | None = None,
    to: Contact | None = None,
) -> str:
    """Swaps.

    Args:
        order: Which order.
        reason: Why.
        many: Which lines.
        cost: What it costs.
        day: When.
        to: Where to write.
    """
    return "swapped"


@action(risk="unkeyed_write", level="verified", per="turn")
async def close() -> str:
    """Closes."""
    return "closed"


CATALOG = Catalog([look, swap, close])


def prepared(name: str, /, *, level: Level = "claimed", turn: int = 3, **arguments: Any) -> Any:
    return prepare(CATALOG, call(name, **arguments), level=level, conversation=HERE, turn=turn)


def key(**arguments: Any) -> str:
    ready = prepared("swap", **({"order_id": "KX-100", "reason": "why"} | arguments))
    assert isinstance(ready, Prepared), ready
    return ready.key


def test_an_unknown_action_is_not_run_and_the_others_are_not_listed() -> None:
    outcome = prepared("delete_everything", size="small")

    told = "Not run: there is no action of this name. Go on without it."
    assert outcome == Outcome("not_run", told, why="no_such_action")


def test_arguments_arrive_with_their_types() -> None:
    ready = prepared(
        "look",
        size="small",
        name=" A\x00 name ",
        cost="12.50",
        day="2026-01-31",
        many=["#1", " 2 "],
        loud=True,
    )

    assert ready == Prepared(
        look,
        {
            "size": "small",
            "name": "A name",
            "count": 1,
            "cost": Decimal("12.50"),
            "day": date(2026, 1, 31),
            "many": ["1", "2"],
            "loud": True,
        },
        "",
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({}, "`size` is missing: The size wanted."),
        ({"size": "huge"}, "`size` must be one of: small, large. The size wanted."),
        ({"size": None}, "`size` must be one of: small, large. The size wanted."),
        ({"name": 3}, "`name` must be text of at most 20,000 characters. Its name."),
        ({"name": "x" * 20_001}, "`name` must be text of at most 20,000 characters. Its name."),
        ({"count": "3"}, "`count` must be a whole number. How many."),
        ({"count": True}, "`count` must be a whole number. How many."),
        ({"count": 10**400}, "`count` must be a whole number. How many."),
        ({"loud": "true"}, "`loud` must be true or false. How."),
        (
            {"cost": "NaN"},
            '`cost` must be an amount written as digits, without a currency, such as "12.50". '
            "What it costs.",
        ),
        ({"day": "2026-02-30"}, "`day` must be a date such as 2026-01-31. When."),
        ({"many": "1"}, f"`many` must be a list; each item must be {ANY_ID}. Which."),
        ({"many": ["1", 2]}, f"`many` must be a list; each item must be {ANY_ID}. Which."),
        ({"many": ["1"] * 101}, f"`many` must be a list; each item must be {ANY_ID}. Which."),
        (
            {"colour": "red"},
            "`colour` is no parameter: it takes `size`, `name`, `count`, `cost`, `day`, `many`, "
            "`loud`.",
        ),
        (
            {"no name\n": "red"},
            "Wrong form: it takes `size`, `name`, `count`, `cost`, `day`, `many`, `loud`.",
        ),
    ],
)
def test_a_wrong_argument_is_refused_by_its_name_and_what_is_expected(
    arguments: dict[str, Any], told: str
) -> None:
    fine = {} if "size" in arguments or not arguments else {"size": "small"}

    outcome = prepared("look", **fine, **arguments)

    text = f"Not run. Mend this and call it again:\n- {told}"
    assert outcome == Outcome("refused", text, why="arguments")


@pytest.mark.parametrize("cost", ["-1", "1e9", "Infinity", "12,50", "$5", "", 12.5, 12, [], None])
def test_amounts_are_plain_digits(cost: object) -> None:
    outcome = prepared("look", size="small", cost=cost)

    assert isinstance(outcome, Prepared if cost is None else Outcome)


def test_several_mistakes_are_told_at_once() -> None:
    outcome = prepared("look", size="huge", count="x", colour="red")

    assert outcome.text.count("\n- ") == 3


def test_a_visitor_hears_how_to_be_identified_and_nothing_else() -> None:
    without = prepared("swap", level="visitor", order_id="KX-100", reason="why")
    with_nonsense = prepared("swap", level="visitor", order_id=3)

    assert without.status == "refused"
    assert "sign in" in without.text  # this catalog has no verify_customer
    assert without == with_nonsense


def test_with_verify_customer_it_is_the_way() -> None:
    @action(risk="read", level="visitor")
    async def verify_customer() -> str:
        """Verifies."""
        return ""

    catalog = Catalog([swap, close, verify_customer])
    claimed = prepare(catalog, call("swap"), level="visitor", conversation=HERE, turn=1)
    verified = prepare(catalog, call("close"), level="claimed", conversation=HERE, turn=1)

    assert isinstance(claimed, Outcome)
    assert "call verify_customer" in claimed.text
    assert isinstance(verified, Outcome)
    assert "sign in" in verified.text


def test_the_same_wish_has_the_same_key_in_any_wording() -> None:
    assert key() == key(reason="other words")
    assert key() == key(order_id=" #kx-100")
    assert key(many=["1", "2"]) == key(many=["2", "1", "2"])
    assert key(cost="12.5") == key(cost="12.50")


def test_another_wish_has_another_key() -> None:
    wishes = [
        key(),
        key(order_id="KX-101"),
        key(many=["1"]),
        key(cost="1"),
        key(day="2026-01-31"),
        key(to="[email_1]"),
    ]

    assert len(set(wishes)) == len(wishes)
    assert all(wish.startswith(f"{HERE}:swap:") for wish in wishes)


def test_a_key_per_turn_counts_within_the_turn() -> None:
    assert prepared("close", level="verified").key == prepared("close", level="verified").key
    assert (
        prepared("close", level="verified").key != prepared("close", level="verified", turn=4).key
    )


def test_a_read_has_no_key() -> None:
    assert prepared("look", size="small").key == ""

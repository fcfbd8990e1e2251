"""The refund policy: what a support lead would sign, one case a row.

Orders are bought 20 days before NOON and cost what the row says, line by line. `delivered`,
`promised` and `placed` are days from NOON: -12 is twelve days ago.
"""
# ruff: noqa: E501 (a table is read by its rows: one case a row)

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.money import Money
from frontdesk.domain.order import Order, OrderId, OrderLine, OrderState, Shipment
from frontdesk.domain.refund_policy import (
    AskCondition,
    AskLines,
    Offer,
    RefundPolicy,
    RefundRequest,
    Refused,
    Return,
    decide,
)
from tests.builders import NOON

POLICY = RefundPolicy(window_days=30, person_above=Decimal(500), lost_after_days=14)


def usd(value: object) -> Money:
    return Money(Decimal(str(value)), "USD")


@dataclass(frozen=True)
class Bought:
    """An order, in few words."""

    prices: tuple[float, ...] = (89.99,)
    delivered: int | None = -12
    promised: int = -11
    placed: int = -20
    state: OrderState = "delivered"
    refunded: tuple[float, ...] = ()
    returning: tuple[str, ...] = ()
    carrier: str = ""
    is_shipped: bool = True

    @property
    def order(self) -> Order:
        lines = tuple(
            OrderLine(
                str(n),
                f"thing {n}",
                1,
                usd(price),
                usd(dict(enumerate(self.refunded, start=1)).get(n, 0)),
                str(n) in self.returning,
            )
            for n, price in enumerate(self.prices, start=1)
        )
        arrived = None if self.delivered is None else NOON + timedelta(days=self.delivered)
        says = self.carrier or ("delivered" if arrived else "in transit")
        promised = (NOON + timedelta(days=self.promised)).date()
        shipment = Shipment("UPS", "1Z", promised, says, arrived) if self.is_shipped else None
        placed = NOON + timedelta(days=self.placed)
        return Order(OrderId("O-1"), CustomerId("c"), placed, self.state, lines, shipment)


def away(promised: int, carrier: str = "in transit") -> Bought:
    """On its way, or lost on it."""
    return Bought(delivered=None, promised=promised, state="shipped", carrier=carrier)


def ask(reason: str, *lines: str, unused: bool | None = None, at_most: object = None):
    cap = None if at_most is None else Decimal(str(at_most))
    return RefundRequest(reason, lines or None, cap, unused)  # type: ignore[arg-type]


def told(bought: Bought, request: RefundRequest) -> str:
    """The decision in a line."""
    decision = decide(bought.order, request, now=NOON, policy=POLICY)
    match decision:
        case Refused(reason, line, on):
            day = "" if on is None else f" {(on - NOON.date()).days:+}"
            return f"no: {reason}{f' {line}' if line else ''}{day}"
        case AskLines(lines):
            return f"which of {', '.join(line.id for line in lines)}?"
        case AskCondition():
            return "is it unused?"
        case Return(lines):
            return f"send back {', '.join(line.id for line in lines)}"
        case Offer():
            parts = ", ".join(f"{part.line.id}: {part.amount.value:.2f}" for part in decision.parts)
            return f"pay {parts}" + (
                f", a person decides: {decision.because}" * decision.needs_person
            )


ONE, THREE = Bought(), Bought(prices=(120, 899, 49))
CASES = [
    # Defective or wrong: paid on confirmation, nothing comes back.
    ("defective, 12 days after delivery", ONE, ask("defective"), "pay 1: 89.99"),
    ("wrong item", ONE, ask("wrong_item"), "pay 1: 89.99"),
    ("defective and used: that does not matter", ONE, ask("defective", unused=False), "pay 1: 89.99"),
    ("on the last day", Bought(delivered=-30), ask("defective"), "pay 1: 89.99"),
    ("a day too late", Bought(delivered=-31), ask("defective"), "no: outside_window -1"),
    ("two months late", Bought(delivered=-60), ask("wrong_item"), "no: outside_window -30"),
    ("not here yet", away(promised=2), ask("defective"), "no: not_delivered"),
    ("not even packed", Bought(is_shipped=False, state="paid"), ask("defective"), "no: not_delivered"),
    # Lines, not whole orders.
    ("three things, none named", THREE, ask("defective"), "which of 1, 2, 3?"),
    ("one of three", THREE, ask("defective", "1"), "pay 1: 120.00"),
    ("two of three", THREE, ask("defective", "3", "1"), "pay 1: 120.00, 3: 49.00"),
    ("the same one named twice", THREE, ask("defective", "1", "1"), "pay 1: 120.00"),
    ("a line the order does not have", THREE, ask("defective", "4"), "no: no_such_line 4"),
    (
        "three things, one already refunded",
        Bought(prices=(120, 899, 49), refunded=(0, 899)),
        ask("defective"),
        "which of 1, 3?",
    ),
    (
        "two things, one already refunded: only the other can be meant",
        Bought(prices=(120, 49), refunded=(120,), state="partly_refunded"),
        ask("defective"),
        "pay 2: 49.00",
    ),
    ("three things, too late: not asked which", Bought((9, 9, 9), delivered=-40), ask("defective"), "no: outside_window -10"),
    # What went back before.
    ("already refunded", Bought(refunded=(89.99,)), ask("defective"), "no: already_refunded 1"),
    ("the order is refunded", Bought(state="refunded"), ask("defective"), "no: already_refunded 1"),
    ("partly refunded: the rest", Bought(refunded=(40,)), ask("defective"), "pay 1: 49.99"),
    ("a return is under way", Bought(returning=("1",), state="return_started"), ask("defective"), "no: return_under_way 1"),
    ("it came back and waits for its money", Bought(state="returned"), ask("changed_mind"), "no: return_under_way 1"),
    ("cancelled", Bought(state="cancelled"), ask("defective"), "no: cancelled"),
    # Amounts.
    ("less was asked for", ONE, ask("defective", at_most=20), "pay 1: 20.00"),
    ("more was asked for than was paid", ONE, ask("defective", at_most=1_000_000), "pay 1: 89.99"),
    ("fractions of a cent are not paid", ONE, ask("defective", at_most=10.009), "pay 1: 10.00"),
    ("nothing", ONE, ask("defective", at_most=0), "no: no_amount"),
    ("less than nothing", ONE, ask("defective", at_most=-5), "no: no_amount"),
    ("not a number", ONE, ask("defective", at_most="NaN"), "no: no_amount"),
    ("without end", ONE, ask("defective", at_most="Infinity"), "no: no_amount"),
    ("less, over two lines", THREE, ask("defective", "1", "3", at_most=150), "pay 1: 120.00, 3: 30.00"),
    # Above the limit a person decides.
    ("exactly the limit", Bought((500,)), ask("defective"), "pay 1: 500.00"),
    ("above the limit", Bought((620,)), ask("defective"), "pay 1: 620.00, a person decides: above_limit"),
    ("above it, but less was asked for", Bought((620,)), ask("defective", at_most=100), "pay 1: 100.00"),
    (
        "below it, but above it with what went back before",
        Bought((400, 200), refunded=(400,)),
        ask("defective", "2"),
        "pay 2: 200.00, a person decides: above_limit",
    ),
    # A changed mind: a return, paid on receipt.
    ("changed mind, condition not known", ONE, ask("changed_mind"), "is it unused?"),
    ("changed mind, unused", ONE, ask("changed_mind", unused=True), "send back 1"),
    ("changed mind, used", ONE, ask("changed_mind", unused=False), "no: used"),
    ("changed mind, too late: not asked for its condition", Bought(delivered=-31), ask("changed_mind"), "no: outside_window -1"),
    ("changed mind, not here yet", away(promised=2), ask("changed_mind"), "no: not_delivered"),
    ("changed mind about one of three", THREE, ask("changed_mind", "3", unused=True), "send back 3"),
    ("changed mind about a thing above the limit", Bought((620,)), ask("changed_mind", unused=True), "send back 1"),
    # Not received.
    ("not received, due in two days", away(promised=2), ask("not_received"), "no: not_due_yet +2"),
    ("not received, due today", away(promised=0), ask("not_received"), "no: not_due_yet +0"),
    ("not received, a day late", away(promised=-1), ask("not_received"), "pay 1: 89.99, a person decides: overdue"),
    ("not received, two weeks late", away(promised=-14), ask("not_received"), "pay 1: 89.99, a person decides: overdue"),
    ("not received for more than two weeks: lost", away(promised=-15), ask("not_received"), "pay 1: 89.99"),
    ("the carrier lost it", away(promised=2, carrier="Lost"), ask("not_received"), "pay 1: 89.99"),
    ("the carrier has not lost it", away(promised=2, carrier="not lost"), ask("not_received"), "no: not_due_yet +2"),
    ("the carrier says delivered", ONE, ask("not_received"), "pay 1: 89.99, a person decides: carrier_says_delivered"),
    (
        "the carrier says delivered, without a date",
        away(promised=-3, carrier="Delivered"),
        ask("not_received"),
        "pay 1: 89.99, a person decides: carrier_says_delivered",
    ),
    ("not delivered is not delivered", away(promised=2, carrier="not delivered"), ask("not_received"), "no: not_due_yet +2"),
    ("delivered long ago", Bought(delivered=-45), ask("not_received"), "no: outside_window -15"),
    ("not shipped, ordered a week ago", Bought(is_shipped=False, placed=-7, state="paid"), ask("not_received"), "no: not_shipped"),
    (
        "not shipped, ordered weeks ago",
        Bought(is_shipped=False, placed=-20, state="paid"),
        ask("not_received"),
        "pay 1: 89.99, a person decides: overdue",
    ),
    # Anything else is for a person.
    ("another reason", ONE, ask("other"), "pay 1: 89.99, a person decides: other_reason"),
    ("another reason, too late", Bought(delivered=-31), ask("other"), "no: outside_window -1"),
    ("delivered, but nobody knows when", Bought(delivered=None, carrier="delivered"), ask("defective"), "pay 1: 89.99, a person decides: undated"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("bought", "request_", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_the_policy_decides(bought, request_, expected):
    assert told(bought, request_) == expected


def test_a_line_that_waits_for_a_press_is_not_offered_again():
    order = THREE.order
    again = decide(order, ask("defective", "2"), now=NOON, policy=POLICY, offered=frozenset({"2"}))
    others = decide(order, ask("defective"), now=NOON, policy=POLICY, offered=frozenset({"2"}))

    assert again == Refused("already_offered", "2")
    assert others == AskLines((order.lines[0], order.lines[2]))


REASONS = st.sampled_from(["defective", "wrong_item", "not_received", "changed_mind", "other"])
STATES = st.sampled_from(list(OrderState.__args__))
CENTS = st.integers(0, 200_000).map(lambda cents: cents / 100)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    prices = tuple(draw(st.lists(CENTS, min_size=1, max_size=4)))
    refunded = tuple(draw(st.floats(0, 1)) for _ in prices)
    return Bought(
        prices=prices,
        delivered=draw(st.none() | st.integers(-90, 0)),
        promised=draw(st.integers(-60, 10)),
        placed=draw(st.integers(-90, 0)),
        state=draw(STATES),
        refunded=tuple(
            round(share * price, 2) for share, price in zip(refunded, prices, strict=True)
        ),
        returning=tuple(draw(st.sets(st.sampled_from("1234")))),
        carrier=draw(st.sampled_from(["", "delivered", "lost", "in transit", "not delivered"])),
        is_shipped=draw(st.booleans()),
    ).order


REQUESTS = st.builds(
    RefundRequest,
    REASONS,
    st.none() | st.lists(st.sampled_from(["1", "2", "3", "4", "5", ""]), max_size=6),
    st.none() | st.decimals(),
    st.none() | st.booleans(),
)


@given(orders(), REQUESTS)
def test_no_offer_is_above_what_was_paid_and_not_given_back(order, request):
    decision = decide(order, request, now=NOON, policy=POLICY)

    if isinstance(decision, Offer):
        for part in decision.parts:
            assert 0 < part.amount.minor <= (part.line.price - part.line.refunded).minor
        assert len({part.line.id for part in decision.parts}) == len(decision.parts)
        assert {part.line.id for part in decision.parts} <= {line.id for line in order.lines}
        if request.at_most is not None:
            assert decision.amount.value <= request.at_most
        if decision.amount.value > POLICY.person_above:
            assert decision.needs_person


@given(orders(), REQUESTS)
def test_nothing_is_offered_or_taken_back_outside_the_window_or_from_a_cancelled_order(
    order, request
):
    decision = decide(order, request, now=NOON, policy=POLICY)

    if isinstance(decision, Offer | Return):
        delivered = order.shipment.delivered if order.shipment else None
        assert delivered is None or NOON - delivered < timedelta(days=POLICY.window_days + 1)
        assert order.state not in {"cancelled", "refunded", "returned"}


@given(orders(), REQUESTS)
def test_the_same_question_has_the_same_answer(order, request):
    first = decide(order, request, now=NOON, policy=POLICY)

    assert decide(order, request, now=NOON, policy=POLICY) == first


@given(orders(), REQUESTS.filter(lambda request: request.reason == "changed_mind"))
def test_a_changed_mind_is_never_paid_without_a_person(order, request):
    decision = decide(order, request, now=NOON, policy=POLICY)

    assert not isinstance(decision, Offer) or decision.needs_person

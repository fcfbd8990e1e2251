"""One contract for every keeper of the ledger."""

import asyncio
from collections.abc import Generator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.domain.event import ConversationId
from frontdesk.domain.money import Money
from frontdesk.domain.order import OrderId
from frontdesk.errors import LedgerRefused
from frontdesk.ports.conversations import TurnOwed
from frontdesk.ports.ledger import Confirmed, HandedToPerson, Limits, Paid, Released, Reserved
from tests.builders import NOON
from tests.contract.books import HERE, OPENINGS, ORDER, Books, line, offered, usd

THERE = ConversationId("there")
LATER = NOON + timedelta(hours=2)
"""When what was offered at noon has expired."""


@pytest.fixture(params=list(OPENINGS))
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Books]:
    with OPENINGS[request.param](tmp_path) as opened:
        yield opened


async def refused(books: Books, *rows: object, **where: object) -> LedgerRefused:
    with pytest.raises(LedgerRefused) as caught:
        await books.keep(*rows, **where)
    return caught.value


async def state_of(books: Books, confirmation: str = "c1") -> str:
    entry = await books.ledger.entry(confirmation)
    return entry.state if entry else "unknown"


async def test_an_offer_is_kept_as_it_was_made(books):
    await books.keep(offered("c1", line("1", 40), line("2", "0.01")))
    entry = await books.ledger.entry("c1")

    assert entry is not None
    assert (entry.conversation, entry.customer, entry.order) == (HERE, "ann", ORDER)
    assert entry.amounts == (("1", usd(40)), ("2", usd("0.01")))
    assert entry.amount == usd("40.01")
    assert (entry.state, entry.offered, entry.expires) == (
        "offered",
        NOON,
        NOON + timedelta(hours=1),
    )
    assert await books.ledger.entry("c2") is None


async def test_a_refund_goes_from_offer_to_payment(books):
    await books.keep(offered())
    await books.keep(Confirmed("c1", None), at=NOON + timedelta(minutes=1))
    await books.keep(Paid("c1", "RF-1"))

    entry = await books.ledger.entry("c1")
    assert entry is not None
    assert (entry.state, entry.reference) == ("paid", "RF-1")
    assert entry.confirmed == NOON + timedelta(minutes=1)


async def test_a_person_agrees_or_does_not(books):
    await books.keep(offered("c1"), offered("c2", line("2")))
    await books.keep(HandedToPerson("c1"), HandedToPerson("c2"))
    waiting = await books.ledger.entries("with_person")
    await books.keep(Confirmed("c1", None), at=LATER)
    await books.keep(Released("c2", "too much"), at=LATER)

    assert [entry.confirmation for entry in waiting] == ["c1", "c2"]
    assert await books.ledger.entries("with_person") == []
    assert [await state_of(books, id) for id in ("c1", "c2")] == ["confirmed", "released"]


async def test_a_refused_row_takes_the_events_and_all_other_rows_back(books):
    await books.keep(offered())
    await refused(books, TurnOwed(True), offered("c2", line("2")), offered("c3"))

    assert len(await books.conversations.read(HERE)) == 1
    assert await books.conversations.owed() == []
    assert await state_of(books, "c2") == "unknown"
    await books.keep(offered("c2", line("2")))


async def test_a_line_is_in_one_open_confirmation_only_in_whatever_conversation(books):
    await books.keep(offered("c1", line("1", 1), line("2", 1)))
    again = await refused(books, offered("c2", line("3", 1), line("2", 1)), id=THERE)
    await books.keep(offered("c3", line("2", 1), order="O-2"), id=THERE)

    assert (again.why, again.line) == ("already_open", "2")
    assert "Line 2 of O-1 is already in an open confirmation" in str(again)


@pytest.mark.parametrize("step", [HandedToPerson("c1"), Confirmed("c1", None)])
async def test_a_line_stays_taken_while_a_person_decides_or_it_is_paid(books, step):
    await books.keep(offered())
    await books.keep(step)

    assert (await refused(books, offered("c2"), at=LATER)).why == "already_open"
    assert [e.confirmation for e in await books.ledger.open_for(ORDER, at=LATER)] == ["c1"]


async def test_a_declined_offer_makes_way_for_another_in_the_same_append(books):
    await books.keep(offered())
    await books.keep(Released("c1", "declined"), offered("c2", line("1", 100)))

    assert [e.confirmation for e in await books.ledger.open_for(ORDER, at=NOON)] == ["c2"]
    entry = await books.ledger.entry("c1")
    assert entry is not None
    assert entry.reason == "declined"


async def test_an_expired_offer_makes_way_and_cannot_be_confirmed(books):
    await books.keep(offered())
    open_later = await books.ledger.open_for(ORDER, at=LATER)
    late = [
        (await refused(books, row, at=LATER)).why
        for row in (Confirmed("c1", None), HandedToPerson("c1"))
    ]
    await books.keep(offered("c2", expires=LATER + timedelta(hours=1)), id=THERE, at=LATER)

    assert open_later == []
    assert late == ["expired", "expired"]
    assert (await state_of(books, "c1"), await state_of(books, "c2")) == ("released", "offered")
    assert (await refused(books, Confirmed("c1", None))).why == "not_open"


@pytest.mark.parametrize(
    ("amount", "refunded", "fits"),
    [(100, 0, True), ("100.01", 0, False), (60, 40, True), ("60.01", 40, False), (1, 100, False)],
)
async def test_never_more_than_was_paid_less_what_went_back(books, amount, refunded, fits):
    offer = offered("c1", line("1", amount, paid=100, refunded=refunded))

    if fits:
        await books.keep(offer)
    else:
        problem = await refused(books, offer)
        assert (problem.why, problem.line) == ("above_paid", "1")


@pytest.mark.parametrize("amount", [0, -1])
async def test_nothing_and_less_than_nothing_is_no_refund(books, amount):
    assert (await refused(books, offered("c1", line("1", amount)))).why == "above_paid"


async def test_a_line_stands_once_in_an_offer(books):
    assert (await refused(books, offered("c1", line("1", 1), line("1", 1)))).why == "already_open"


async def test_what_the_ledger_paid_counts_before_the_order_system_knows(books):
    await books.keep(offered("c1", line("1", 70)))
    await books.keep(Confirmed("c1", None), Paid("c1", "RF-1"))
    behind = await refused(books, offered("c2", line("1", 31, refunded=0)))
    await books.keep(offered("c3", line("1", 30, refunded=70)))

    assert behind.why == "above_paid"


async def test_what_was_released_can_be_refunded_again(books):
    await books.keep(offered("c1", line("1", 100)))
    await books.keep(Confirmed("c1", None))
    await books.keep(Released("c1", "the payment side refused"))
    await books.keep(offered("c2", line("1", 100)))

    assert await state_of(books, "c2") == "offered"


STEPS = [
    [HandedToPerson("c1")],
    [Confirmed("c1", None)],
    [Confirmed("c1", None), Paid("c1", "RF-1")],
    [Released("c1", "declined")],
]
NEXT = [HandedToPerson("c1"), Confirmed("c1", None), Paid("c1", "RF-2"), Released("c1", "x")]
ALLOWED = {(0, 1), (0, 3), (1, 2), (1, 3)}


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("then", range(4))
async def test_no_step_is_taken_twice_or_backwards(books, before, then):
    await books.keep(offered(), *STEPS[before])

    if (before, then) in ALLOWED:
        await books.keep(NEXT[then])
    else:
        assert (await refused(books, NEXT[then])).why == "not_open"


async def test_an_unknown_confirmation_is_refused_and_a_known_one_is_not_offered_again(books):
    for row in NEXT:
        assert (await refused(books, row)).why == "not_open"
    await books.keep(offered())
    await books.keep(Released("c1", "declined"))

    assert (await refused(books, offered("c1", line("2")))).why == "already_open"


class TestLimitsOfADay:
    LIMITS = Limits(order=Decimal(1000), customer=Decimal(100), desk=Decimal(150))

    async def test_one_customer(self, books):
        await books.keep(offered("c1", line("1", 60)), offered("c2", line("2", 41)))
        await books.keep(Confirmed("c1", self.LIMITS))

        assert (await refused(books, Confirmed("c2", self.LIMITS))).why == "over_limit"
        assert await state_of(books, "c2") == "offered"
        await books.keep(HandedToPerson("c2"))
        await books.keep(Confirmed("c2", None))

    async def test_all_customers_together(self, books):
        await books.keep(offered("c1", line("1", 90)))
        await books.keep(offered("c2", line("1", 61), customer="ben", order="O-2"))
        await books.keep(Confirmed("c1", self.LIMITS))

        assert (await refused(books, Confirmed("c2", self.LIMITS))).why == "over_limit"

    async def test_what_was_confirmed_a_day_ago_or_never_does_not_count(self, books):
        next_day = NOON + timedelta(hours=24)
        for number, id in enumerate(("c1", "c2", "c3"), start=1):
            long = next_day + timedelta(hours=1)
            await books.keep(offered(id, line(str(number), 60), expires=long))
        await books.keep(Confirmed("c1", self.LIMITS))
        await books.keep(Confirmed("c2", None), Released("c2", "refused"))
        await books.keep(Confirmed("c3", self.LIMITS), at=next_day)

        assert await state_of(books, "c3") == "confirmed"

    async def test_one_order_ever(self, books):
        limits = Limits(order=Decimal(100), customer=Decimal(1000), desk=Decimal(1000))
        await books.keep(offered("c1", line("1", 60)), offered("c2", line("2", 41)))
        await books.keep(Confirmed("c1", limits), Paid("c1", "RF-1"))
        next_year = NOON + timedelta(days=365)
        await books.keep(HandedToPerson("c2"))

        late = await refused(books, Confirmed("c2", limits), at=next_year)
        assert late.why == "over_limit"
        await books.keep(offered("c3", line("2", 40), customer="ben", order="O-2"))
        await books.keep(Confirmed("c3", limits))

    async def test_exactly_the_limit_and_another_currency_are_fine(self, books):
        yen = Money(Decimal(5000), "JPY")
        await books.keep(offered("c1", line("1", 100)))
        await books.keep(Confirmed("c1", self.LIMITS))
        in_yen = Reserved("1", yen, yen, yen - yen)
        await books.keep(offered("c2", in_yen, order="O-2"))

        roomy = Limits(*[Decimal(5000)] * 3)
        await books.keep(Confirmed("c2", roomy))
        assert await state_of(books, "c2") == "confirmed"


ROWS = st.one_of(
    st.builds(
        lambda id, lines, order, expires: offered(
            id, *lines, order=order, expires=NOON + timedelta(minutes=expires)
        ),
        st.sampled_from(["c1", "c2", "c3", "c4"]),
        st.lists(
            st.builds(
                line,
                st.sampled_from("12"),
                st.integers(-1, 60),
                st.just(100),
                st.sampled_from([0, 0, 30]),
            ),
            min_size=1,
            max_size=2,
            unique_by=lambda reserved: reserved.line,
        ),
        st.sampled_from(["O-1", "O-2"]),
        st.integers(1, 40),
    ),
    *(
        st.builds(step, st.sampled_from(["c1", "c2", "c3", "c4"]))
        for step in (
            HandedToPerson,
            lambda id: Confirmed(id, Limits(Decimal(90), Decimal(90), Decimal(120))),
            lambda id: Confirmed(id, None),
            lambda id: Paid(id, f"RF-{id}"),
            lambda id: Released(id, "declined"),
        )
    ),
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(ROWS, min_size=1, max_size=2), max_size=20))
def test_every_keeper_takes_and_refuses_the_same(appends):
    """And at no time is more reserved and paid than was paid, in any of them."""

    async def outcomes(keeper: str, folder: Path) -> list[object]:
        seen: list[object] = []
        with OPENINGS[keeper](folder) as books:
            for minute, rows in enumerate(appends):
                at = NOON + timedelta(minutes=minute)
                try:
                    await books.keep(*rows, at=at)
                    seen.append("kept")
                except LedgerRefused as problem:
                    seen.append((problem.why, problem.line, str(problem)))
                entries = [await books.ledger.entry(id) for id in ("c1", "c2", "c3", "c4")]
                seen.append(entries)
                _check(entries)
                seen += [await books.ledger.open_for(OrderId(id), at=at) for id in ("O-1", "O-2")]
        return seen

    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        memory = asyncio.run(outcomes("memory", Path(one)))
        assert asyncio.run(outcomes("sqlite", Path(other))) == memory


def _check(entries) -> None:
    taken: dict[tuple[str, str], list[tuple[str, Money]]] = {}
    for entry in entries:
        if entry is not None and entry.state != "released":
            for id, amount in entry.amounts:
                taken.setdefault((entry.order, id), []).append((entry.state, amount))
    for amounts in taken.values():
        assert sum(amount.value for _, amount in amounts) <= 100
        assert sum(state != "paid" for state, _ in amounts) <= 1

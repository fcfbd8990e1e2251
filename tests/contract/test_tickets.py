"""One contract for every keeper of tickets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.adapters.memory.tickets import MemoryTickets
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.tickets import SqlTickets
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, TicketId
from frontdesk.domain.ticket import Ticket, TicketNote, TicketRequest
from frontdesk.errors import Outrun, TicketNotFound
from frontdesk.guards.secrets import Detector
from frontdesk.ports.tickets import Tickets
from frontdesk.turns.ticketing import ScrubbedTickets
from tests.builders import NOON
from tests.empty_database import ensure_database

HERE, THERE = ConversationId("here"), ConversationId("there")
MIA, TOM = CustomerId("mia"), CustomerId("tom")
LAMP = TicketRequest("Lamp flickers", "Größe “M”? 😀\nYes.", "technical", "high", MIA, HERE)
BILL = TicketRequest("Wrong bill", "The bill of [email_1] is wrong.", "billing", customer=TOM)


@asynccontextmanager
async def memory(_: Path) -> AsyncIterator[Tickets]:
    yield MemoryTickets()


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[Tickets]:
    ensure_database(folder / "desk.db")
    database = SqliteDatabase(folder / "desk.db")
    try:
        yield SqlTickets(database)
    finally:
        database.close()


@asynccontextmanager
async def scrubbed(_: Path) -> AsyncIterator[Tickets]:
    yield ScrubbedTickets(MemoryTickets(), Detector())


@pytest.fixture(params=[memory, sqlite, scrubbed], ids=lambda keeper: keeper.__name__)
async def tickets(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Tickets]:
    async with request.param(tmp_path) as keeper:
        yield keeper


def note(text: str = "We look at it.", minutes: int = 1, **changes) -> TicketNote:
    return TicketNote(NOON + timedelta(minutes=minutes), "Ana", text, **changes)


async def test_a_ticket_is_read_back_as_it_was_opened(tickets):
    opened = await tickets.open(LAMP, key="a", at=NOON + timedelta(microseconds=7))

    assert opened == Ticket(TicketId("TIC-1001"), NOON + timedelta(microseconds=7), LAMP)
    assert await tickets.ticket(opened.id) == opened


async def test_the_same_key_is_the_same_ticket_as_it_stands_now(tickets):
    first = await tickets.open(LAMP, key="a", at=NOON)
    noted = await tickets.add(first.id, note())

    assert await tickets.open(BILL, key="a", at=NOON + timedelta(hours=1)) == noted
    assert len(await tickets.listed()) == 1


async def test_numbers_count_up_without_a_gap_whoever_comes_at_once(tickets):
    keys = [f"key {n % 15}" for n in range(60)]
    opened = await asyncio.gather(*(tickets.open(LAMP, key=key, at=NOON) for key in keys))

    by_key = {key: ticket.id for key, ticket in zip(keys, opened, strict=True)}
    assert all(by_key[key] == ticket.id for key, ticket in zip(keys, opened, strict=True))
    assert sorted(by_key.values()) == [f"TIC-{number}" for number in range(1001, 1016)]
    assert [ticket.id for ticket in await tickets.listed()] == sorted(by_key.values())


async def test_two_desks_on_one_file_share_the_numbers(tmp_path):
    async with sqlite(tmp_path) as one, sqlite(tmp_path) as other:
        both = [one, other]
        opened = await asyncio.gather(
            *(both[n % 2].open(LAMP, key=f"key {n // 2}", at=NOON) for n in range(20))
        )

    assert sorted({ticket.id for ticket in opened}) == [f"TIC-{n}" for n in range(1001, 1011)]


async def test_history_keeps_its_order_and_says_what_changed(tickets):
    id = (await tickets.open(LAMP, key="a", at=NOON)).id
    steps = [
        note("Mine.", 1, owner="Ana"),
        note("Which lamp?", 2, state="waiting"),
        note("", 3, state="solved"),
        replace(note("Thank you", 3), by="customer"),
        note("", 5, owner=""),
    ]
    for step in steps:
        ticket = await tickets.add(id, step)

    assert ticket == await tickets.ticket(id)
    assert ticket.history == tuple(steps)
    assert (ticket.state, ticket.owner) == ("solved", "")
    assert [reply.text for reply in ticket.replies] == ["Mine.", "Which lamp?"]


async def test_notes_at_once_are_all_kept(tickets):
    id = (await tickets.open(LAMP, key="a", at=NOON)).id
    await asyncio.gather(*(tickets.add(id, note(f"{n}")) for n in range(20)))

    history = (await tickets.ticket(id)).history
    assert sorted(int(each.text) for each in history) == list(range(20))


async def test_a_note_after_a_history_that_has_gone_on_is_refused(tickets):
    id = (await tickets.open(LAMP, key="a", at=NOON)).id
    await tickets.add(id, note("first"), after=0)
    with pytest.raises(Outrun):
        await tickets.add(id, note("second"), after=0)
    assert [each.text for each in (await tickets.ticket(id)).history] == ["first"]
    assert len((await tickets.add(id, note("second"), after=1)).history) == 2


async def test_tickets_are_listed_by_state_oldest_first(tickets):
    ids = [(await tickets.open(LAMP, key=key, at=NOON)).id for key in "abc"]
    await tickets.add(ids[1], note("", state="closed"))

    assert [ticket.id for ticket in await tickets.listed()] == ids
    assert [ticket.id for ticket in await tickets.listed("open")] == [ids[0], ids[2]]
    assert [ticket.id for ticket in await tickets.listed("closed")] == [ids[1]]
    assert await tickets.listed("waiting") == []


async def test_own_tickets_are_the_customers_and_the_conversations_newest_first(tickets):
    at_home = await tickets.open(LAMP, key="a", at=NOON)
    elsewhere = await tickets.open(replace(LAMP, conversation=THERE), key="b", at=NOON)
    visitors = await tickets.open(replace(LAMP, customer=None), key="c", at=NOON)
    await tickets.open(BILL, key="d", at=NOON)

    assert await tickets.of(customer=MIA, conversation=HERE) == [visitors, elsewhere, at_home]
    assert await tickets.of(customer=None, conversation=HERE) == [visitors, at_home]
    assert await tickets.of(customer=None, conversation=ConversationId("new")) == []
    assert await tickets.of(customer=CustomerId("eve"), conversation=ConversationId("new")) == []


@pytest.mark.parametrize("id", ["TIC-1002", "TIC-", "1001", "tic-1001", "TIC-01001", "TIC-²", "x"])
async def test_a_ticket_that_is_not_there_is_not_found(tickets, id):
    await tickets.open(LAMP, key="a", at=NOON)

    assert await tickets.ticket(TicketId(id)) is None
    with pytest.raises(TicketNotFound):
        await tickets.add(TicketId(id), note())

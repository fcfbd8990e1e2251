"""What waits is assigned once, and comes back from who has left, whoever keeps the logs."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.adapters.memory.users import MemoryUsers
from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.domain.event import (
    Assigned,
    ConversationId,
    HandoverStarted,
    PersonJoined,
    PersonWrote,
    Snoozed,
)
from frontdesk.domain.user import User, UserName
from frontdesk.handover.hours import Hours, read_spans
from frontdesk.turns.assigning import Assigner
from frontdesk.turns.log import Logs
from tests.builders import NOON, FixedClock, opened, wrote

ANA, BEN = User(UserName("ana"), "Ana"), User(UserName("ben"), "Ben")
HERE = ConversationId("here")
MINUTE = timedelta(minutes=1)


class Desk:
    """People and a queue, and one process that assigns."""

    def __init__(self, conversations, **differing):
        self.conversations = conversations
        self.clock = FixedClock()
        self.logs = Logs(conversations, self.clock)
        self.users = MemoryUsers()
        self.assigner = self.beside(conversations, **differing)

    def beside(self, conversations, **differing):
        """The one of another process."""
        logs = Logs(conversations, self.clock)
        usual = {"how": "round_robin", "capacity": 2}
        return Assigner(logs, conversations.listings, self.users, self.clock, **(usual | differing))

    async def works(self, *users):
        for user in users:
            await self.users.put(user)

    async def happens(self, id, *events):
        async with self.logs.use(id) as log:
            await log.append(*events)

    async def waits(self, *ids):
        for id in ids:
            self.clock.time += MINUTE
            await self.happens(ConversationId(id), opened(), wrote("a"), HandoverStarted("asked"))

    async def owner(self, id="here"):
        listing = (await self.conversations.listings.listed(ConversationId(id))).listing
        return listing.assigned.user if listing.assigned else listing.user

    async def log(self, kind):
        events = [record.event for record in await self.conversations.read(HERE)]
        return [event for event in events if isinstance(event, kind)]


@pytest.fixture
async def desk(conversations):
    desk = Desk(conversations)
    await desk.works(ANA, BEN)
    return desk


async def test_by_turns_up_to_what_each_can_bear(desk):
    await desk.waits("a", "b", "c", "d", "e")
    await desk.assigner.look()
    await desk.assigner.look()

    assert [await desk.owner(id) for id in "abcde"] == ["ana", "ben", "ana", "ben", ""]
    async with desk.logs.use(ConversationId("a")) as log:
        assert (log.state.holder, log.state.user) == ("queue", "")
        assert log.listing.assigned.reason == "By turns: Ana was longest without a new one."


async def test_whose_turn_it_is_outlives_a_restart(desk):
    await desk.waits("a")
    await desk.assigner.look()
    await desk.waits("b")
    await desk.beside(desk.conversations).look()

    assert [await desk.owner(id) for id in "ab"] == ["ana", "ben"]


async def test_of_two_processes_one_assigns(tmp_path, desk):
    await desk.waits(HERE)
    other = None
    if isinstance(desk.conversations, SqlConversations):
        other = SqliteDatabase(tmp_path / "desk.db")
        beside = desk.beside(SqlConversations(other, Sealing(bytes(32))))
    else:
        beside = desk.beside(desk.conversations)
    try:
        beside.given[ANA.name] = NOON  # so that each of them means another
        await asyncio.gather(desk.assigner.look(), beside.look())
    finally:
        if other:
            other.close()

    assert len(await desk.log(Assigned)) == 1


async def test_who_took_it_meanwhile_keeps_it(desk):
    await desk.waits(HERE)
    taking = desk.happens(HERE, PersonJoined("Ben", BEN.name))
    await asyncio.gather(desk.assigner.look(), taking)

    async with desk.logs.use(HERE) as log:
        assert (log.state.holder, log.state.user, log.state.assigned) == ("person", BEN.name, "")


async def test_what_is_put_off_waits_and_counts_for_nobody(desk):
    await desk.waits(HERE)
    await desk.happens(HERE, Snoozed(NOON + 60 * MINUTE, "Ana"))
    await desk.assigner.look()
    assert await desk.owner() == ""

    desk.clock.time = NOON + 61 * MINUTE
    await desk.assigner.look()
    assert await desk.owner() == "ana"


async def test_nobody_is_given_anything_out_of_hours(desk):
    closed = Hours(read_spans("mon 09:00-17:00"))  # noon is a Saturday's
    await desk.waits(HERE)
    await desk.beside(desk.conversations, hours=closed).look()

    assert await desk.owner() == ""


async def test_who_is_away_gets_none_and_what_they_had_to_take_goes_to_others(desk):
    await desk.waits(HERE)
    await desk.assigner.look()
    await desk.works(replace(ANA, is_away=True))
    await desk.assigner.look()
    await desk.assigner.look()

    assert await desk.owner() == "ben"
    first, back, second = await desk.log(Assigned)
    assert (first.user, second.user) == ("ana", "ben")
    assert (back.user, back.had, back.reason) == ("", "ana", "Ana is away.")


TOOK = (PersonJoined("Ana", ANA.name),)
ANSWERED = (*TOOK, PersonWrote("p", "Hi", "Ana", ANA.name), wrote("b", "And?"))


@pytest.mark.parametrize(
    ("events", "comes_back"), [(TOOK, True), (ANSWERED, False)], ids=["unanswered", "answered"]
)
async def test_of_what_they_took_they_give_back_what_they_never_answered(desk, events, comes_back):
    await desk.waits(HERE)
    await desk.happens(HERE, *events)
    await desk.assigner.release(BEN)
    assert await desk.owner() == "ana"
    await desk.assigner.release(ANA)

    async with desk.logs.use(HERE) as log:
        assert (log.state.holder == "queue") == comes_back


async def test_what_somebody_takes_while_away_is_theirs(desk):
    await desk.works(replace(ANA, is_away=True), replace(BEN, is_away=True))
    await desk.waits(HERE)
    await desk.happens(HERE, *TOOK)
    await desk.assigner.look()

    assert await desk.owner() == "ana"


async def test_what_was_to_be_taken_by_somebody_who_was_removed_is_everybodys(desk):
    await desk.waits(HERE)
    await desk.assigner.look()
    await desk.users.remove(ANA.name)
    await desk.users.remove(BEN.name)
    await desk.assigner.look()

    assert await desk.owner() == ""

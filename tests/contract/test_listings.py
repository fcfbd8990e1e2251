"""The lists of the people at the desk, whoever keeps them."""

import pytest

from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.domain.event import (
    Closed,
    ConversationId,
    HandoverStarted,
    PersonJoined,
)
from frontdesk.domain.listing import Listing, listing_after
from frontdesk.errors import Outrun
from frontdesk.turns.listing import list_again, list_missing
from frontdesk.turns.log import Logs
from tests.builders import NOON, FixedClock, opened, wrote

HERE, THERE = ConversationId("here"), ConversationId("there")


@pytest.fixture
def listings(conversations):
    return conversations.listings


async def happens(conversations, id, *events):
    async with Logs(conversations, FixedClock()).use(id) as log:
        await log.append(*events)


async def test_a_line_commits_with_the_append_that_changes_it(conversations, listings):
    await happens(conversations, HERE, opened(), wrote("a", "Hello!"))
    await happens(conversations, HERE, HandoverStarted("Asked for a person."))
    line = await listings.listed(HERE)

    assert line.listing == listing_after(Listing(), await conversations.read(HERE))
    assert (line.listing.holder, line.listing.awaits) == ("queue", FixedClock().now())
    assert line.listing.text == "Hello!"


async def test_an_append_that_is_refused_takes_its_line_back(conversations, listings):
    await happens(conversations, HERE, opened(), wrote("a"))
    before = await listings.listed(HERE)

    with pytest.raises(Outrun):
        await conversations.append(
            HERE, [wrote("b")], after=1, at=NOON, together=[Listing(text="b")]
        )
    assert await listings.listed(HERE) == before


async def test_what_changed_is_read_on_from_a_revision(conversations, listings):
    await happens(conversations, HERE, opened(), wrote("a"))
    await happens(conversations, THERE, opened(), wrote("b"))
    first, second = await listings.changed(0, 10)
    assert [first.conversation, second.conversation] == [HERE, THERE]
    assert await listings.changed(second.revision, 10) == []

    await happens(conversations, HERE, PersonJoined("Ana"))
    (changed,) = await listings.changed(second.revision, 10)
    assert changed.conversation == HERE
    assert changed.revision > second.revision
    assert len(await listings.changed(0, 1)) == 1


async def test_lists_by_holder_the_newest_first(conversations, listings):
    for id in (HERE, THERE):
        await happens(conversations, id, opened(), wrote("a"), PersonJoined("Ana"))
    await happens(conversations, HERE, wrote("b", "News"))

    assert [line.conversation for line in await listings.newest("person", 9)] == [HERE, THERE]
    assert await listings.newest("queue", 9) == []
    await happens(conversations, HERE, Closed("solved"))
    assert [line.conversation for line in await listings.newest("closed", 9)] == [HERE]


async def test_conversations_older_than_the_lists_get_their_line(conversations, listings):
    asked = [opened(), wrote("a"), HandoverStarted("asked")]
    await conversations.append(HERE, asked, after=0, at=NOON)
    assert await listings.unlisted() == [HERE]

    assert not await listings.keep(HERE, Listing(), last=1)
    assert await list_missing(conversations, listings) == 1
    assert (await listings.listed(HERE)).listing.holder == "queue"
    assert await list_missing(conversations, listings) == 0


async def test_lines_that_are_wrong_are_made_again_and_readers_hear_of_it(conversations, listings):
    await happens(conversations, HERE, opened(), wrote("a"), HandoverStarted("asked"))
    made = await listings.listed(HERE)
    assert await listings.keep(HERE, Listing(text="wrong"), last=3)
    wrong = await listings.listed(HERE)

    assert await list_again(conversations, listings, conversations.transcripts) == 1
    (changed,) = await listings.changed(wrong.revision, 9)
    assert changed.listing == made.listing


async def test_whoever_subscribes_hears_of_changes(conversations, listings):
    heard = []
    with listings.subscribe(lambda: heard.append(1)):
        await happens(conversations, HERE, opened(), wrote("a"))
    await happens(conversations, HERE, wrote("b"))

    assert len(heard) == 1


async def test_two_processes_count_revisions_together(tmp_path, conversations, listings):
    if not isinstance(conversations, SqlConversations):
        pytest.skip("one process has its memory for itself")
    other = SqliteDatabase(tmp_path / "desk.db")
    try:
        beside = SqlConversations(other, Sealing(bytes(32)))
        await happens(conversations, HERE, opened(), wrote("a"))
        await happens(beside, THERE, opened(), wrote("b"))
        await happens(conversations, HERE, wrote("c", "More."))
    finally:
        other.close()

    revisions = [line.revision for line in await listings.changed(0, 9)]
    assert len(set(revisions)) == 2
    assert (await listings.changed(0, 9))[-1].conversation == HERE

"""Conversations are found by what was said in them, whoever keeps them."""

import importlib
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from frontdesk.domain.event import (
    ConversationId,
    CustomerBound,
    HandoverStarted,
    NoteWritten,
    PersonJoined,
    PersonWrote,
    TicketId,
    TicketOpened,
    TurnStarted,
)
from frontdesk.domain.finding import SaidLine
from frontdesk.errors import Outrun
from frontdesk.turns.listing import list_again
from frontdesk.turns.log import Logs
from tests.builders import NOON, FixedClock, ended, opened, part, wrote
from tests.contract.conftest import in_sqlite

HERE, THERE = ConversationId("a1b2c3here"), ConversationId("d4e5f6there")
BOUND = CustomerBound("C-77", "verified", "Zoë Ötting")


async def happens(conversations, id, *events):
    async with Logs(conversations, FixedClock()).use(id) as log:
        await log.append(*events)


async def talk(conversations):
    await happens(
        conversations,
        HERE,
        *(opened(), BOUND, wrote("a", "Where is my 50% LAMP_? Order ORD-78432.")),
        *(TurnStarted(1, 1, (3,)), part(1, "Es liegt in Köln. "), part(2, "Morgen kommt es an. ")),
        *(ended(), TicketOpened(TicketId("TIC-1042"), "k")),
        *(HandoverStarted("Disputed charge."), PersonJoined("Ana")),
        PersonWrote("p", "La réparation est prête.", "Ana"),
        NoteWritten("n", "Он просил перезвонить.", "Ana"),
    )
    await happens(conversations, THERE, opened(), wrote("b", "A sofa? ORD-784 and order 32."))


@pytest.fixture
async def transcripts(conversations):
    await talk(conversations)
    return conversations.transcripts


async def ids(transcripts, search, limit=9):
    return [found.conversation for found in await transcripts.found(search, limit)]


FINDS = (
    *("lamp_", "50%", "ord-78432", "ORD-7843", "78432", "ötting", "OTTING", "zoe", "c-77", "koln"),
    *("Köln", "morgen", "tic-1042", "1042", "reparation", "prê", "перезвон", "disputed"),
    *("köln lamp", "zoe ORD-78432 morgen", "a1b2c3", "lamp lamp ötting"),
)
NOTHING = (
    "",
    " ",
    "?",
    "_",
    "amp",
    "l_mp",
    "lamp nowhere",
    '"',
    "lamp*x",
    "NOT",
    "text:lamp",
    "a1b",
)


async def test_it_is_found_by_words_names_and_numbers_as_they_begin(transcripts):
    found = {search: await ids(transcripts, search) for search in FINDS}
    assert {search: each for search, each in found.items() if each != [HERE]} == {}


async def test_what_was_not_said_is_not_found(transcripts):
    found = {search: await ids(transcripts, search) for search in NOTHING}
    assert {search: each for search, each in found.items() if each} == {}


async def test_the_line_is_shown_that_holds_most_and_the_newest_conversation_first(
    conversations, transcripts
):
    assert {found.line.text for found in await transcripts.found("köln liegt", 9)} == {
        "Es liegt in Köln. Morgen kommt es an."
    }
    (found,) = await transcripts.found("prête", 9)
    assert (found.line.number, found.line.by) == (11, "person")
    assert set(await ids(transcripts, "order")) == {HERE, THERE}
    later = NOON + timedelta(minutes=1)
    async with Logs(conversations, FixedClock(later)).use(THERE) as log:
        await log.append(wrote("c", "My order?"))
    assert await ids(transcripts, "order", 1) == [THERE]


async def test_an_append_that_is_refused_is_not_found(conversations, transcripts):
    line = SaidLine(2, "customer", "quokka")
    with pytest.raises(Outrun):
        await conversations.append(THERE, [wrote("c")], after=1, at=NOON, together=[line])
    assert await ids(transcripts, "quokka") == []


async def test_who_was_forgotten_is_found_by_nothing(conversations, transcripts):
    last = len(await conversations.read(HERE))
    await conversations.redact(HERE, after=last, at=NOON, then=[])
    for search in ("ötting", "c-77", "lamp_ 50", "перезвон", "removed"):
        assert await ids(transcripts, search) == []
    assert await ids(transcripts, "sofa") == [THERE]


async def test_words_are_made_again_from_the_logs(conversations, transcripts):
    before = await transcripts.found("order", 9)
    assert not await transcripts.keep(HERE, (await conversations.read(HERE))[:-1])
    assert await list_again(conversations, conversations.listings, transcripts) == 2
    assert await transcripts.found("order", 9) == before


async def test_what_was_said_before_there_was_an_index_is_in_it(tmp_path):
    """The migration says in SQL what `lines_in` says of a log."""
    migration = importlib.import_module(
        "frontdesk.adapters.sql.migrations.versions.0020_transcripts"
    )
    rows = 'SELECT conversation, number, at, "by", text FROM transcript_line ORDER BY 1, 2'
    with in_sqlite(tmp_path) as conversations:
        await talk(conversations)
    with closing(sqlite3.connect(tmp_path / "desk.db")) as database:
        made = database.execute(rows).fetchall()
        database.execute("DELETE FROM transcript_line")
        database.execute(migration.SAID)
        assert database.execute(rows).fetchall() == made
        assert len(made) > 5

"""One contract for every keeper of conversation logs."""

import asyncio
import random
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.domain.event import (
    Closed,
    ConversationId,
    CustomerWrote,
    HandoverStarted,
    ModelAnswered,
    ModelAsked,
    Recalled,
    Redacted,
    ReplyPartSent,
    Usage,
)
from frontdesk.domain.listing import Listing
from frontdesk.domain.passage import Citation, PassageId
from frontdesk.errors import Outrun
from frontdesk.ports.conversations import TurnOwed, VaultEntry
from tests.builders import NOON, opened, part, passage, wrote
from tests.contract.conftest import in_sqlite

HERE = ConversationId("here")
THERE = ConversationId("there")


async def test_events_are_numbered_from_one_and_read_back_as_they_were(conversations):
    events = [
        opened(),
        wrote("a", "Größe “M”? 😀\n\x00 <b>"),
        Recalled(1, "q", (passage("a#1", "One.", "Two."),)),
        ModelAsked(1, 1, 1, "claude-haiku-5-5", "b", 1, NOON + timedelta(microseconds=7)),
        ReplyPartSent(1, 1, 1, "Yes. ", (Citation(1, PassageId("a#1"), "T", "/u", "S", "One."),)),
        ModelAnswered(
            1, 1, 1, "msg_1", "end_turn", ({"type": "text", "text": "Yes."},), Usage(1, 2, 3, 4, 5)
        ),
    ]

    given_back = await conversations.append(HERE, events, after=0, at=NOON)
    kept = await conversations.read(HERE)

    assert [record.event for record in kept] == events
    assert [record.number for record in kept] == [1, 2, 3, 4, 5, 6]
    assert {record.at for record in kept} == {NOON}
    assert list(given_back) == list(kept)


async def test_reading_after_a_number_gives_only_what_is_above(conversations):
    await conversations.append(HERE, [opened(), wrote("a"), wrote("b")], after=0, at=NOON)

    assert [record.number for record in await conversations.read(HERE, 2)] == [3]
    assert await conversations.read(HERE, 3) == []
    assert await conversations.read(THERE) == []


async def test_an_append_that_was_outrun_changes_nothing(conversations):
    await conversations.append(HERE, [opened()], after=0, at=NOON)

    for wrong in (0, 2):
        with pytest.raises(Outrun):
            await conversations.append(
                HERE, [wrote("a")], after=wrong, at=NOON, together=[TurnOwed(True)]
            )

    assert len(await conversations.read(HERE)) == 1
    assert await conversations.owed() == []


async def test_conversations_do_not_touch_one_another(conversations):
    await conversations.append(HERE, [opened()], after=0, at=NOON)
    await conversations.append(THERE, [opened(), wrote("a")], after=0, at=NOON)

    assert len(await conversations.read(HERE)) == 1
    assert len(await conversations.read(THERE)) == 2


async def test_what_is_owed_commits_with_the_events(conversations):
    await conversations.append(HERE, [opened()], after=0, at=NOON, together=[TurnOwed(True)])
    await conversations.append(THERE, [opened()], after=0, at=NOON, together=[TurnOwed(True)])
    await conversations.append(THERE, [part(1)], after=1, at=NOON, together=[TurnOwed(False)])

    assert await conversations.owed() == [HERE]


async def test_subscribers_hear_every_append_in_order_until_they_leave(conversations):
    heard = []
    with conversations.subscribe(HERE, heard.extend):
        await conversations.append(HERE, [opened(), wrote("a")], after=0, at=NOON)
        await conversations.append(THERE, [opened()], after=0, at=NOON)
        await conversations.append(HERE, [wrote("b")], after=2, at=NOON)
    await conversations.append(HERE, [wrote("c")], after=3, at=NOON)

    assert [record.number for record in heard] == [1, 2, 3]


async def test_subscribers_hear_of_an_append_whose_caller_was_cancelled(conversations):
    heard = []
    with conversations.subscribe(HERE, heard.extend):
        append = asyncio.create_task(conversations.append(HERE, [opened()], after=0, at=NOON))
        await asyncio.sleep(0)
        append.cancel()
        await asyncio.gather(append, return_exceptions=True)
        while not (kept := await conversations.read(HERE)):
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.01)

    assert list(heard) == list(kept)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32), writers=st.integers(2, 6), batch=st.integers(1, 3))
def test_random_interleavings_lose_repeat_and_reorder_nothing(keeper, seed, writers, batch):
    """Writers race; whoever is outrun reads and tries again, as every writer here does."""

    async def race(folder: Path) -> None:
        chance = random.Random(seed)
        with keeper(folder) as conversations:
            heard = []

            async def write(name: str) -> list[str]:
                said: list[str] = []
                last = 0
                while len(said) < 6:
                    await asyncio.sleep(chance.choice([0, 0, 0.0005]))
                    texts = [f"{name}.{len(said) + n}" for n in range(batch)]
                    try:
                        new = await conversations.append(
                            HERE, [wrote(text, text) for text in texts], after=last, at=NOON
                        )
                        said += texts
                        last = new[-1].number
                    except Outrun:
                        new = await conversations.read(HERE, last)
                        last = new[-1].number if new else last
                return said

            with conversations.subscribe(HERE, heard.extend):
                said = await asyncio.gather(*(write(f"w{n}") for n in range(writers)))
            kept = await conversations.read(HERE)

        assert [record.number for record in kept] == list(range(1, len(kept) + 1))
        assert list(heard) == list(kept)
        texts = [record.event.text for record in kept]
        assert sorted(texts) == sorted(text for own in said for text in own)
        for own in said:
            assert [text for text in texts if text in own] == own

    with TemporaryDirectory() as folder:
        asyncio.run(race(Path(folder)))


async def test_all_are_listed_or_those_in_which_something_happened(conversations):
    await conversations.append(HERE, [opened(), wrote("a")], after=0, at=NOON)
    later = NOON + timedelta(minutes=1)
    await conversations.append(THERE, [opened()], after=0, at=later)

    assert await conversations.listed() == [THERE, HERE]
    assert await conversations.listed(CustomerWrote) == [HERE]
    assert await conversations.listed(HandoverStarted) == []


async def test_what_another_process_writes_is_noticed_and_own_writes_are_not(tmp_path):
    with in_sqlite(tmp_path) as ours, in_sqlite(tmp_path) as theirs:
        told, heard = [], asyncio.Event()

        async def hear():
            heard.set()

        async with ours.watching(hear, seconds=0.001):
            await ours.append(HERE, [opened()], after=0, at=NOON)
            with ours.subscribe(HERE, told.append):
                await asyncio.sleep(0.05)
                assert told == []
                assert not heard.is_set()

                await theirs.append(HERE, [wrote("a")], after=1, at=NOON)
                async with asyncio.timeout(5):
                    await heard.wait()
        assert told == [()]
        assert len(await ours.read(HERE)) == 2


async def test_an_append_holds_one_event_at_least(conversations):
    with pytest.raises(ValueError, match="one event"):
        await conversations.append(HERE, [], after=0, at=NOON)


LEASE = timedelta(seconds=15)


async def owing(conversations):
    await conversations.append(HERE, [opened()], after=0, at=NOON, together=[TurnOwed(True)])


async def test_work_that_is_owed_is_one_workers_until_its_claim_runs_out(conversations):
    await owing(conversations)

    assert await conversations.claim(HERE, "one", at=NOON, until=NOON + LEASE)
    assert not await conversations.claim(HERE, "two", at=NOON, until=NOON + LEASE)
    renewed = NOON + timedelta(seconds=5)
    assert await conversations.claim(HERE, "one", at=renewed, until=renewed + LEASE)
    assert not await conversations.claim(HERE, "two", at=NOON + LEASE, until=NOON + 2 * LEASE)
    late = renewed + LEASE
    assert await conversations.claim(HERE, "two", at=late, until=late + LEASE)
    assert not await conversations.claim(HERE, "one", at=late, until=late + LEASE)


async def test_a_claim_that_is_given_up_is_free_at_once(conversations):
    await owing(conversations)
    await conversations.claim(HERE, "one", at=NOON, until=NOON + LEASE)
    await conversations.claim(HERE, "one", at=NOON, until=NOON)

    assert await conversations.claim(HERE, "two", at=NOON, until=NOON + LEASE)


async def test_nothing_is_claimed_that_is_not_owed(conversations):
    assert not await conversations.claim(HERE, "one", at=NOON, until=NOON + LEASE)
    await owing(conversations)
    await conversations.claim(HERE, "one", at=NOON, until=NOON + LEASE)
    for after, owed in ((1, False), (2, True)):
        rows = [TurnOwed(owed)]
        await conversations.append(HERE, [wrote(f"{after}")], after=after, at=NOON, together=rows)
        claimed = await conversations.claim(HERE, "two", at=NOON, until=NOON + LEASE)
        assert claimed == owed


async def test_of_many_who_claim_at_once_one_gets_it(conversations):
    await owing(conversations)

    claims = [conversations.claim(HERE, f"w{n}", at=NOON, until=NOON + LEASE) for n in range(12)]

    assert sum(await asyncio.gather(*claims)) == 1


async def test_redacting_writes_over_words_and_values_and_counts_what_it_changed(conversations):
    said = [opened(), wrote("a", "quokka"), part(1, "wombat")]
    entry = VaultEntry("[email_1]", "jo@mail.example")
    await conversations.append(HERE, said, after=0, at=NOON, together=[entry])
    await conversations.append(THERE, said, after=0, at=NOON)
    heard = []

    with pytest.raises(Outrun):
        await conversations.redact(HERE, after=2, at=NOON, then=[])
    assert [each.event for each in await conversations.read(HERE)] == said
    with conversations.subscribe(HERE, heard.append):
        assert await conversations.redact(HERE, after=3, at=NOON, then=[Closed("gone")]) == 2
    kept = [each.event for each in await conversations.read(HERE)]

    assert kept == [
        opened(),
        wrote("a", "[removed]"),
        part(1, "[removed]"),
        Redacted(2),
        Closed("gone"),
    ]
    assert heard == [()]
    assert await conversations.redact(HERE, after=5, at=NOON, then=[]) == 0
    assert [each.event for each in await conversations.read(THERE)] == said


async def test_the_silent_ones_are_those_that_the_bot_or_a_person_has(conversations):
    minute = timedelta(minutes=1)
    holders = {"old": "bot", "queued": "queue", "taken": "person", "closed": "closed", "new": "bot"}
    for n, (id, holder) in enumerate(holders.items()):
        line = Listing(holder=holder)
        await conversations.append(
            ConversationId(id), [opened()], after=0, at=NOON, together=[line]
        )
        await conversations.append(ConversationId(id), [wrote("a")], after=1, at=NOON + n * minute)

    assert await conversations.silent(NOON - minute, NOON + 2 * minute) == ["old", "taken"]
    assert await conversations.silent(NOON, NOON + 4 * minute) == ["taken", "new"]

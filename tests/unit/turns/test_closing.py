"""What falls silent is closed: solved as the customer says, taken as solved, or not solved."""

from datetime import timedelta

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.cli.tracing import summarize
from frontdesk.domain.event import (
    Closed,
    ConversationOpened,
    CustomerConfirmed,
    CustomerWrote,
    HandedBack,
    HandoverStarted,
    MessageRead,
    NoteWritten,
    PersonJoined,
    PersonWrote,
    Reopened,
    SignSeen,
    Snoozed,
    TurnEnded,
    TurnRated,
    TurnStarted,
)
from frontdesk.turns.closing import Closing
from frontdesk.turns.door import Door
from frontdesk.turns.log import Logs
from tests.builders import NOON, FixedClock, part
from tests.unit.turns.desk import HERE
from tests.unit.turns.test_dealt_with import CARD

SOLVED, SILENT = timedelta(minutes=10), timedelta(hours=24)
THANKS = {
    "en": "Perfect, thank you, that solved it.",
    "de": "Super, danke, das hat geholfen.",
    "es": "Perfecto, gracias, ya está solucionado.",
    "fr": "Parfait, merci, le problème est résolu.",
    "ru": "Спасибо, проблема решена.",
}
WITH_PERSON = [HandoverStarted("asked"), PersonJoined("Ana")]
SAID = PersonWrote("p1", "It is on its way.", "Ana")


class Desk:
    def __init__(self, solved=SOLVED, silent=SILENT):
        self.conversations, self.clock = MemoryConversations(), FixedClock()
        self.logs = Logs(self.conversations, self.clock)
        self.closing = Closing(
            self.conversations, self.logs, self.clock, solved=solved, silent=silent
        )

    async def happens(self, *events):
        async with self.logs.use(HERE) as log:
            opening = [] if log.state.exists else [ConversationOpened()]
            await log.append(*opening, *events)

    async def answers(self, text, *, route="sent"):
        """A message and the turn that answers it."""
        async with self.logs.use(HERE) as log:
            turn = log.state.turns + 1
            opening = [] if log.state.exists else [ConversationOpened()]
            number = log.state.last + len(opening) + 1
            wrote = CustomerWrote(f"m{number}", text)
            start, end = TurnStarted(turn, 1, (number,)), TurnEnded(turn, 1, route, (number,))
            await log.append(*opening, wrote, start, part(1, turn=turn), end)

    async def after(self, silence):
        """How it was closed once it had been silent for so long; None if it was not."""
        self.clock.time += silence
        await self.closing.close_silent()
        events = [record.event for record in await self.conversations.read(HERE)]
        return events[-1].resolved if isinstance(events[-1], Closed) else None


@pytest.fixture
def desk():
    return Desk()


async def test_silence_after_an_answer_is_taken_as_solved_after_its_time_and_once(desk):
    await desk.answers("How long is delivery?")

    assert await desk.after(SILENT - timedelta(seconds=1)) is None
    assert await desk.after(timedelta(seconds=1)) == "assumed"
    assert await desk.closing.close_silent() == 0
    line = await desk.conversations.listings.listed(HERE)
    assert (line.listing.holder, line.listing.resolved) == ("closed", "assumed")
    assert "(assumed)" in summarize(HERE, await desk.conversations.read(HERE)).line()


@pytest.mark.parametrize("text", THANKS.values(), ids=THANKS.keys())
async def test_who_says_that_it_is_solved_confirms_it(desk, text):
    await desk.answers("How long is delivery?")
    await desk.answers(text)

    assert await desk.after(SOLVED) == "confirmed"


async def test_so_does_the_models_reading_and_the_press_on_the_newest_answer(desk):
    await desk.answers("My lamp flickers.")
    read = MessageRead(2, "model", 0.5, signs=(SignSeen("resolved"),), model="small")
    await desk.happens(read)
    assert await desk.after(SOLVED) == "confirmed"

    await desk.happens(Reopened())
    await desk.answers("And the other one?")
    await desk.happens(TurnRated(2, helpful=True))
    assert await desk.after(SOLVED) == "confirmed"


@pytest.mark.parametrize(
    ("text", "rated"),
    [
        ("Perfect, thank you! How long is the warranty?", None),
        ("No, that did not help.", None),
        ("Perfect, thank you, that solved it.", False),
    ],
)
async def test_what_is_open_or_did_not_help_is_not_confirmed(desk, text, rated):
    await desk.answers("How long is delivery?")
    await desk.answers(text)
    if rated is not None:
        await desk.happens(TurnRated(2, helpful=rated))

    assert await desk.after(SOLVED) is None
    expected = "unresolved" if rated is False else "assumed"
    assert await desk.after(SILENT) == expected


async def test_help_with_an_older_answer_confirms_nothing(desk):
    await desk.answers("How long is delivery?")
    await desk.happens(TurnRated(1, helpful=True))
    await desk.answers("And to Norway?")

    assert await desk.after(SOLVED) is None


async def test_silence_after_not_knowing_is_not_called_solved(desk):
    await desk.answers("Who painted this?", route="unknown")

    assert await desk.after(SILENT) == "unresolved"


async def test_what_a_person_has_answered_is_closed_too(desk):
    await desk.happens(CustomerWrote("a", "Where is it?"), *WITH_PERSON, SAID)

    assert await desk.after(SILENT) == "assumed"


@pytest.mark.parametrize(
    "events",
    [
        [CustomerWrote("a", "Where is it?")],
        [CustomerWrote("a", "Where is it?"), TurnStarted(1, 1, (2,))],
        [CustomerWrote("a", "x"), HandoverStarted("asked")],
        [CustomerWrote("a", "x"), *WITH_PERSON],
        [CustomerWrote("a", "x"), *WITH_PERSON, NoteWritten("n", "Who knows?", "Ana")],
        [CustomerWrote("a", "x"), *WITH_PERSON, SAID, CustomerWrote("b", "And now?")],
        [CustomerWrote("a", "x"), *WITH_PERSON, SAID, Snoozed(NOON + 9 * SILENT, "Ana")],
        [
            *(CustomerWrote("a", "x"), TurnStarted(1, 1, (2,)), CARD),
            *(TurnEnded(1, 1, "sent", (2,)), CustomerConfirmed("c1", "with_person")),
        ],
        [HandoverStarted("pressed"), HandedBack()],
    ],
    ids=[
        *("unanswered", "in a turn", "in the queue", "taken", "noted", "asked again", "put off"),
        *("a refund waits", "nothing was said"),
    ],
)
async def test_whoever_waits_for_the_desk_is_not_closed(desk, events):
    await desk.happens(*events)

    assert await desk.after(5 * SILENT) is None


async def test_who_writes_again_opens_it_and_is_closed_anew(desk):
    await desk.answers("How long is delivery?")
    await desk.after(SILENT)
    await Door(desk.logs, desk.conversations.vault).take_message(HERE, "late", "And to Norway?")
    async with desk.logs.use(HERE) as log:
        assert (log.state.holder, log.state.resolved) == ("bot", "")
        number = log.state.last
    await desk.happens(
        TurnStarted(2, 1, (number,)), part(1, turn=2), TurnEnded(2, 1, "sent", (number,))
    )

    assert await desk.after(SILENT) == "assumed"


async def test_a_desk_may_close_nothing():
    desk = Desk(solved=None, silent=None)
    await desk.answers(THANKS["en"])

    assert await desk.after(99 * SILENT) is None

"""Messages, people and restarts at random moments: the promises hold in every interleaving."""

import asyncio
import json
import random
import re
from collections.abc import Sequence
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.adapters.memory.model import BreaksOff, Line, Says
from frontdesk.answering.bundle import PINNED, Bundle
from frontdesk.answering.condensing import Condensing
from frontdesk.answering.request import build_request
from frontdesk.domain.conversation import fold
from frontdesk.domain.event import (
    CustomerWrote,
    Event,
    HandedBack,
    HandoverStarted,
    ModelAsked,
    PersonJoined,
    PersonWrote,
    PrefixRestarted,
    ReplyPartSent,
    Summarized,
    TurnEnded,
)
from frontdesk.domain.json import JsonObject
from frontdesk.errors import ModelBusy, ModelKeyRefused
from frontdesk.handover.reading import Reading
from frontdesk.handover.scoring import Delivery
from frontdesk.turns.log import Logs, Overtaken
from tests.builders import passage, recorded, taking_over
from tests.unit.turns.desk import HERE, SmallDesk, TwoModels, small_desk
from tests.unit.turns.shelf import RETURNS, SHIPPING, Shelf
from tests.unit.turns.slow_conversations import SlowConversations


def said(sign: str) -> str:
    """A reading that shows it."""
    signs = [{"sign": sign, "reason": "so"}]
    return json.dumps({"language": "en", "sentiment": -0.6, "topic": "other", "signs": signs})


CONDENSING = Condensing("small", "Sum up.", turns=3, keeps=1, least=1)
BUNDLES = [
    Bundle("You help.", "{shown}", "{shown} {withheld} {reason}", "claude-haiku-5-5", 99, "", hash)
    for hash in ("a", "b")
]
REPLIES: list[Line] = [
    Says(("One. ", "Two. ", "Three."), pause_seconds=0.0004),
    "All at once.",
    BreaksOff(Says(("Whole. ", "Half of it.")), after=10),
    ModelBusy(),
    ModelKeyRefused(),
    Says(("Going on and on",), stop_reason="max_tokens"),
    Says(("No.",), stop_reason="refusal"),
    "See https://evil.example/x now.",
]

READINGS: list[Line] = [
    *('{"language": "en", "sentiment": 0, "topic": "other", "signs": []}', "no JSON", ModelBusy()),
    Says((said("insult"),), pause_seconds=0.0005),
    Says((said("wants_person"),), pause_seconds=0.0005),
    Says(("No.",), stop_reason="refusal"),
]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_every_message_is_answered_once_and_the_bot_never_speaks_over_a_person(seed):
    asyncio.run(live_through(random.Random(seed)))


async def live_through(chance: random.Random) -> None:
    conversations = SlowConversations(chance)
    shelf = Shelf()
    await shelf.put(RETURNS, SHIPPING)
    said = 0
    for _ in range(chance.randint(1, 3)):  # processes, one after the other
        answers = (chance.choice(REPLIES) for _ in range(10_000))
        readings = (chance.choice(READINGS) for _ in range(10_000))
        async with small_desk(
            model=TwoModels(answers, readings),
            reading=Reading("small", "You read.", seconds=0.002, longest_seconds=0.1),
            delivery=Delivery(chance.choice(["stream", "hold"])),
            conversations=conversations,
            briefing=shelf.briefing(chance.choice(BUNDLES), chance.choice(["search", "prompt"])),
            condensing=CONDENSING,
        ) as desk:
            for _ in range(chance.randint(2, 8)):
                await asyncio.sleep(chance.choice([0, 0.001, 0.003, 0.006]))
                said = await act(desk, chance, said)
                if chance.random() < 0.15:
                    await shelf.put(passage("shipping#1", f"Now {said} days."))
    async with small_desk(
        *["In the end."] * 50,
        conversations=conversations,
        briefing=shelf.briefing(BUNDLES[0], "search"),
    ) as desk:
        await hand_back(desk)
        desk.runner.wake(HERE)
        events = await desk.settled()
    keeps_the_promises(events)
    await requests_only_grow(events, shelf)


async def act(desk: SmallDesk, chance: random.Random, said: int) -> int:
    if chance.random() < 0.5 or not said:
        await desk.say(f"m{said}", f"Question {said}?")
        return said + 1
    if chance.random() < 0.3:
        await begin_anew(desk, chance)
    elif chance.random() < 0.7:
        taken = chance.choice([HandoverStarted("asked"), PersonJoined("Ana")])
        said_too = [PersonWrote(f"p{said}", "I am here.", "Ana")] if chance.random() < 0.5 else []
        async with elsewhere(desk).use(HERE) as log:
            with suppress(Overtaken):
                await log.append(*taking_over(log.state, taken), *said_too)
    else:
        await hand_back(desk)
    return said


async def begin_anew(desk: SmallDesk, chance: random.Random) -> None:
    """A summary from elsewhere, at any moment, and a generation that starts from it or not."""
    async with elsewhere(desk).use(HERE) as log:
        state = log.state
        through = chance.randint(0, state.turns)
        summary = Summarized(through, f"Turns up to {through}.", "extract")
        begun = PrefixRestarted(state.generation + 1, "condensed", summary.text, through + 1)
        with suppress(Overtaken):
            await log.append(summary, *([begun] if chance.random() < 0.5 else []))


def elsewhere(desk: SmallDesk) -> Logs:
    """People work from another process: the bot hears of it late."""
    return Logs(desk.conversations, desk.means.clock)


async def hand_back(desk: SmallDesk) -> None:
    async with elsewhere(desk).use(HERE) as log:
        if log.state.holder in {"queue", "person"}:
            await log.append(HandedBack())


def keeps_the_promises(events: list[Event]) -> None:
    answered: list[int] = []
    for number, event in enumerate(events, start=1):
        state = fold(records(events[: number - 1]))
        if isinstance(event, ReplyPartSent | TurnEnded):
            assert state.holder == "bot"
            assert state.turn
            assert (state.turn.turn, state.turn.attempt) == (event.turn, event.attempt)
            assert not state.turn.is_superseded
        if isinstance(event, TurnEnded):
            answered += event.answers
    assert len(answered) == len(set(answered))
    left = {
        number
        for number, event in enumerate(events, start=1)
        if isinstance(event, CustomerWrote) and not answered_by_person(events, number)
    }
    if fold(records(events)).holder == "bot":
        assert set(answered) == left
    else:  # what is left is for the people who have it
        assert set(answered) <= left


async def requests_only_grow(events: list[Event], shelf: Shelf) -> None:
    """Every request begins with its generation's last one that stayed, and the API takes it (P9).

    No generation mixes bundles.
    """
    bundle = ""
    routes = {event.turn: event.route for event in events if isinstance(event, TurnEnded)}
    stayed: list[dict] = []
    for number, event in enumerate(events, start=1):
        if isinstance(event, PrefixRestarted):
            stayed, bundle = [], ""
        if not isinstance(event, ModelAsked):
            continue
        assert bundle in {"", event.bundle}
        bundle = event.bundle
        request = build_request(
            await shelf.kept(bundle), records(events[: number - 1]), event.clock
        )
        sent = [without_marks(message) for message in request.messages]
        assert sent[: len(stayed)] == stayed
        roles = "".join(message["role"][0] for message in sent)
        assert re.fullmatch(r"us?(aus?)*", roles), roles
        assert all(message["content"] for message in sent)
        if PINNED in bundle:
            heads = [block.get("source") for block in sent[0]["content"][:2]]
            assert heads == ["returns#1", "shipping#1"]
        assert marks(request.messages) <= 2
        if routes.get(event.turn, "refused") != "refused":
            stayed = sent


def without_marks(message: JsonObject) -> dict:
    content = [
        {key: value for key, value in block.items() if key != "cache_control"}
        for block in message["content"]
    ]
    return {"role": message["role"], "content": content}


def marks(messages: Sequence[JsonObject]) -> int:
    """Breakpoints beside that of the system prompt and the automatic one: four is the most."""
    return sum("cache_control" in block for message in messages for block in message["content"])


def answered_by_person(events: list[Event], number: int) -> bool:
    """Whether a person wrote before the bot had answered this message."""
    for event in events[number:]:
        if isinstance(event, PersonWrote):
            return True
        if isinstance(event, TurnEnded) and number in event.answers:
            return False
    return False


def records(events: list[Event]):

    return recorded(*events)

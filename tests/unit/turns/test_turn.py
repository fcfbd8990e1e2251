"""One customer turn, from question to end, whatever the model does."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import Any, TypeVar

import pytest
from structlog.testing import capture_logs

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.model import BreaksOff, Cites, Says, ScriptedModel
from frontdesk.domain.event import (
    Event,
    HandedBack,
    HandoverStarted,
    ModelAnswered,
    ModelAsked,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    PieceWithheld,
    Recalled,
    Recorded,
    ReplyPartSent,
    TurnEnded,
    TurnStarted,
)
from frontdesk.domain.passage import PassageId
from frontdesk.errors import ModelBusy, ModelKeyRefused, ModelOverloaded, ModelReplyBroken
from frontdesk.ports.model import Pause, Request, Streamed
from tests.builders import taking_over
from tests.means import EMAIL
from tests.unit.turns.desk import HERE, RETURNS, SmallDesk, small_desk

E = TypeVar("E", bound=Event)
QUOTE = "You can return a lamp within 30 days."
GOOD = Says(("Yes. ", Cites("You have 30 days.", RETURNS.id, QUOTE), " Anything else?"))
FALLBACK = (
    f"I don't have that information, but our support team at {EMAIL} can help within 24 hours."
)


class AtOnce(ScriptedModel):
    """Its replies come whole, as a fast model's do over a slow network."""

    async def _stream(self, request: Request, deadline: float) -> AsyncGenerator[Streamed]:
        async for item in super()._stream(request, deadline):
            if not isinstance(item, Pause):
                yield item


class Counting(MemoryConversations):
    def __init__(self) -> None:
        super().__init__()
        self.appended: list[set[type[Event]]] = []

    async def append(self, *arguments: Any, **named: Any) -> Sequence[Recorded]:
        recorded = await super().append(*arguments, **named)
        self.appended.append({type(record.event) for record in recorded})
        return recorded


def of(kind: type[E], events: Sequence[Event]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


def reply(events: Sequence[Event]) -> str:
    return "".join(part.text for part in of(ReplyPartSent, events))


async def test_a_question_is_answered_in_pieces_with_citations():
    async with small_desk(GOOD) as desk:
        await desk.say("a")
        events = await desk.settled()

    parts = of(ReplyPartSent, events)
    assert [part.text for part in parts] == ["Yes.", " You have 30 days.", " Anything else?"]
    (citation,) = [citation for part in parts for citation in part.citations]
    assert (citation.n, citation.source, citation.quote) == (1, RETURNS.id, QUOTE)
    assert of(TurnEnded, events) == [TurnEnded(1, 1, "sent", (2,), ("helpful",))]
    assert [part.part for part in parts] == list(range(1, len(parts) + 1))


@pytest.mark.parametrize(("model", "appends"), [(AtOnce, 1), (ScriptedModel, 4)])
async def test_pieces_that_came_in_one_go_are_appended_together_with_the_end(model, appends):
    """Each append is a commit to the disk."""
    conversations = Counting()
    async with small_desk(model=model([GOOD]), conversations=conversations) as desk:
        await desk.say("a")
        await desk.settled()

    spoken = [kinds for kinds in conversations.appended if {ReplyPartSent, TurnEnded} & kinds]
    assert len(spoken) == appends
    assert TurnEnded in spoken[-1]


async def test_what_came_before_a_break_is_shown_before_the_next_call():
    broken = BreaksOff(Says(("Yes. ", "You have")), 9, ModelOverloaded())
    model = AtOnce([broken, Says(("Anything else?",))])
    conversations = Counting()
    async with small_desk(model=model, conversations=conversations) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert {ReplyPartSent} in conversations.appended
    assert reply(events) == "Yes. Anything else?"


async def test_the_model_is_given_what_the_knowledge_says():
    async with small_desk(GOOD) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert of(Recalled, events)[0].passages == (RETURNS,)
    assert desk.model.requests[0].messages[0]["content"][0]["source"] == RETURNS.id


async def test_no_passage_is_given_twice_in_a_conversation():
    async with small_desk(GOOD, GOOD) as desk:
        await desk.say("a")
        await desk.settled()
        await desk.say("b", "And a broken lamp?")
        events = await desk.settled()

    assert [recalled.passages for recalled in of(Recalled, events)] == [(RETURNS,), ()]


async def test_a_refusal_discards_what_was_said_and_names_people():
    async with small_desk(Says(("Half a thou",), stop_reason="refusal")) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert "Half" not in reply(events)
    assert EMAIL in reply(events)
    assert of(TurnEnded, events)[0].route == "refused"


async def test_not_knowing_is_a_route_of_its_own():
    async with small_desk(FALLBACK.replace("'", "’")) as desk:
        await desk.say("a", "Where is the warehouse?")
        events = await desk.settled()

    assert of(TurnEnded, events)[0].route == "unknown"


@pytest.mark.parametrize("failure", [ModelBusy(), ModelOverloaded(), ModelReplyBroken()])
async def test_a_call_that_failed_is_repeated_with_the_same_request(failure):
    async with small_desk(failure, GOOD) as desk:
        await desk.say("a")
        events = await desk.settled()

    first, second = desk.model.requests
    assert first == second
    assert of(NoticeSent, events) == []
    assert [answer.stop_reason for answer in of(ModelAnswered, events)] == [
        failure.code,
        "end_turn",
    ]


async def test_a_reply_that_broke_off_goes_on_and_repeats_nothing():
    broken = BreaksOff(Says(("First one. ", "Second one.")), after=15)
    async with small_desk(broken, "Second two.") as desk:
        await desk.say("a")
        events = await desk.settled()

    assert reply(events) == "First one. Second two."
    *_, assistant, going_on = desk.model.requests[1].messages
    assert assistant["content"] == [{"type": "text", "text": "First one."}]
    assert "First one." in going_on["content"][0]["text"]


async def test_while_the_model_is_away_the_customer_is_told_once_and_answered_later():
    away = [ModelKeyRefused(), ModelKeyRefused(), ModelKeyRefused()]
    async with small_desk(*away, GOOD) as desk:
        await desk.say("a")
        events = await desk.settled()

    (notice,) = of(NoticeSent, events)
    assert EMAIL in notice.text
    assert "no need to send it again" in notice.text
    assert len(of(TurnEnded, events)) == 1
    assert [started.attempt for started in of(TurnStarted, events)] == [1, 2, 3, 4]


async def test_once_the_customer_knows_an_attempt_asks_a_model_that_is_away_no_more_than_once():
    """A provider that is overloaded is not asked more often than its customers need."""
    away = [ModelOverloaded()] * 6
    async with small_desk(*away, GOOD) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert [asked.attempt for asked in of(ModelAsked, events)] == [1, 1, 1, 2, 3, 4, 5]
    assert len(of(NoticeSent, events)) == 1


async def test_a_provider_that_asks_for_a_long_wait_is_not_waited_for():
    async with small_desk(ModelBusy(retry_after=86_400), GOOD) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert len(of(NoticeSent, events)) == 1
    assert len(of(TurnEnded, events)) == 1


async def test_a_failed_piece_is_withheld_and_repaired_once():
    bad = Says(("It is free. ", "See https://evil.example/x now. ", "Bye."))
    async with small_desk(bad, "Ask us by mail.") as desk:
        await desk.say("a")
        events = await desk.settled()

    (withheld,) = of(PieceWithheld, events)
    assert "evil.example" in withheld.text
    assert "evil" not in reply(events)
    assert reply(events) == "It is free. Ask us by mail."
    assert "evil.example" in desk.model.requests[1].messages[-1]["content"][0]["text"]


@pytest.mark.parametrize("bad", ["See https://evil.example/x now.", "You have 99 days."])
async def test_a_second_failed_piece_goes_to_a_person(bad):
    async with small_desk(bad, bad) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert reply(events) == ""
    assert of(TurnEnded, events)[0].route == "held"
    assert len(of(HandoverStarted, events)) == 1
    assert len(desk.model.requests) == 2


async def test_a_figure_without_a_source_is_withheld_and_repaired():
    async with small_desk("You have 99 days.", "You have some time.") as desk:
        await desk.say("a")
        events = await desk.settled()

    assert reply(events) == "You have some time."
    assert "99 days" in of(PieceWithheld, events)[0].reason


async def test_a_forged_citation_is_withheld():
    forged = Says((Cites("Refunds are instant.", PassageId("made-up#1"), "x"),))
    async with small_desk(forged, "Ask us.") as desk:
        await desk.say("a")
        events = await desk.settled()

    assert len(of(PieceWithheld, events)) == 1
    assert reply(events) == "Ask us."


async def test_an_empty_reply_counts_as_broken():
    async with small_desk("  \n ", GOOD) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert of(ModelAnswered, events)[0].stop_reason == "model_reply_broken"
    assert reply(events).startswith("Yes.")


@pytest.mark.parametrize(
    "stop_reason", ["max_tokens", "model_context_window_exceeded", "pause_turn"]
)
async def test_a_reply_that_never_finishes_ends_after_three_calls(stop_reason):
    endless = Says(("Going on and on",), stop_reason=stop_reason)
    async with small_desk(endless, endless, endless) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert len(desk.model.requests) == 3
    assert reply(events) == FALLBACK


async def test_a_newer_message_before_the_first_word_is_answered_together():
    slow = Says(("One answer.",), pause_seconds=0.2)
    async with small_desk(slow, GOOD) as desk:
        await desk.say("a")
        await desk.until(TurnStarted)
        await desk.say("b", "A broken lamp, I mean.")
        events = await desk.settled()

    first, second = of(TurnStarted, events)
    assert (first.answers, second.answers) == ((2,), (2, first_number(events, "b")))
    assert [end.turn for end in of(TurnEnded, events)] == [2]
    assert {part.turn for part in of(ReplyPartSent, events)} == {2}


async def test_a_message_after_the_first_word_is_answered_next():
    talking = Says(("First. ", "Second. ", "Third."), pause_seconds=0.02)
    async with small_desk(talking, GOOD) as desk:
        await desk.say("a")
        await desk.until(ReplyPartSent)
        await desk.say("b", "Another thing.")
        events = await desk.settled()

    ends = of(TurnEnded, events)
    assert [end.answers for end in ends] == [(2,), (first_number(events, "b"),)]
    assert reply(events).startswith("First. Second. Third.")


async def test_the_bot_stops_when_a_person_joins_in_mid_reply():
    talking = Says(("First. ", "Second. ", "Third."), pause_seconds=0.03)
    async with small_desk(talking) as desk:
        await desk.say("a")
        await desk.until(ReplyPartSent)
        async with desk.logs.use(HERE) as log:
            await log.append(*taking_over(log.state, PersonJoined("Ana")))
        joined = len(await desk.log())
        await asyncio.sleep(0.2)
        events = await desk.log()

    assert len(events) == joined
    assert [end.route for end in of(TurnEnded, events)] == ["handover"]


async def ask_ana(desk: SmallDesk) -> None:
    """A question that the bot answers, then one to the person who took over."""
    await desk.say("a")
    await desk.settled()
    async with desk.logs.use(HERE) as log:
        await log.append(*taking_over(log.state, PersonJoined("Ana")))
    await desk.say("b", "Is Ana there?")


async def test_what_people_and_customer_said_meanwhile_is_told_to_the_model():
    async with small_desk(GOOD, GOOD) as desk:
        await ask_ana(desk)
        async with desk.logs.use(HERE) as log:
            await log.append(PersonWrote("p", "Yes, I sent a new lamp."), HandedBack())
        await desk.say("c", "When does it come?")
        await desk.settled()

    *_, question = desk.model.requests[1].messages
    told = question["content"][0]["text"]
    assert told.index("Is Ana there?") < told.index("I sent a new lamp.")
    assert question["content"][-1]["text"] == "When does it come?"


async def test_what_people_left_unanswered_is_answered_once_they_give_it_back():
    async with small_desk(GOOD, GOOD) as desk:
        await ask_ana(desk)
        async with desk.logs.use(HERE) as log:
            await log.append(HandedBack("She is ill."))
        desk.runner.wake(HERE)
        events = await desk.settled()

    last = of(TurnEnded, events)[-1]
    assert [events[number - 1].text for number in last.answers] == ["Is Ana there?"]
    asked = str(desk.model.requests[1].messages)
    assert asked.count("Is Ana there?") == 1
    assert "She is ill." in asked


@pytest.mark.parametrize("first", ["superseded", "refused"])
async def test_passages_of_a_turn_that_left_no_trace_are_given_again(first):
    slow = Says(("One answer.",), pause_seconds=0.2)
    refused = Says(("No.",), stop_reason="refusal")
    async with small_desk(slow if first == "superseded" else refused, GOOD) as desk:
        await desk.say("a")
        if first == "superseded":
            await desk.until(TurnStarted)
        else:
            await desk.settled()
        await desk.say("b", "A broken lamp, I mean.")
        events = await desk.settled()

    assert of(Recalled, events)[-1].passages == (RETURNS,)
    assert len(of(PieceWithheld, events)) == 0
    assert RETURNS.id in str(desk.model.requests[-1].messages)


async def test_a_fault_in_the_log_itself_ends_no_conversation():
    async with small_desk(GOOD, conversations=FaultyOnce()) as desk:
        desk.runner.wake(HERE)
        await asyncio.sleep(0.02)
        await desk.say("a")
        events = await desk.settled()

    assert of(TurnEnded, events)[0].route == "sent"


async def test_logs_name_the_fault_but_not_what_the_provider_quotes():
    refusal = ModelKeyRefused()
    refusal.__cause__ = ValueError("your key sk-live-SECRET and 4111 1111 1111 1111")
    with capture_logs() as logs:
        async with small_desk(refusal, GOOD) as desk:
            await desk.say("a")
            await desk.settled()

    assert [entry["code"] for entry in logs] == ["model_key_refused"]
    assert "SECRET" not in str(logs)


class FaultyOnce(MemoryConversations):
    """Breaks at the first read, in a way nobody foresaw."""

    is_broken = True

    async def read(self, id, after=0):
        if self.is_broken:
            self.is_broken = False
            raise RuntimeError("a fault nobody foresaw")
        return await super().read(id, after)


async def test_what_an_earlier_process_left_is_answered_once_by_the_next():
    slow = Says(("First. ", "Second."), pause_seconds=0.05)
    async with small_desk(slow) as desk:
        await desk.say("a")
        await desk.until(ReplyPartSent)
    async with small_desk("Second again.", conversations=desk.conversations) as restarted:
        events = await restarted.settled()

    assert reply(events) == "First. Second again."
    assert [(s.turn, s.attempt) for s in of(TurnStarted, events)] == [(1, 1), (1, 2)]
    assert len(of(TurnEnded, events)) == 1


async def test_one_broken_turn_tells_its_customer_and_is_tried_again():
    async with small_desk() as desk:  # a script without lines: a fault nobody foresaw
        await desk.say("a")
        await desk.until(NoticeSent)
        events = await desk.log()

    assert of(NoticeSent, events)[0].code == "frontdesk_error"
    assert await desk.conversations.owed() == [HERE]


def first_number(events: Sequence[Event], client_id: str) -> int:
    return next(
        number
        for number, event in enumerate(events, start=1)
        if getattr(event, "client_id", None) == client_id and hasattr(event, "text")
    )

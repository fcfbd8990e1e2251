"""People get a conversation when the rules say so, by words at once and by the reading beside."""

import asyncio
import json
from collections.abc import Sequence

import pytest

from frontdesk.adapters.memory.model import Line, Says
from frontdesk.answering.transcript import read_transcript
from frontdesk.domain.event import (
    Decided,
    HandedBack,
    HandoverStarted,
    MessageRead,
    NoticeSent,
    ReplyPartSent,
    TurnEnded,
    TurnStarted,
)
from frontdesk.errors import ModelOverloaded, ModelTooSlow
from frontdesk.handover.policy import TABLE, Policy, Rule
from frontdesk.handover.reading import Reading
from frontdesk.turns.wordings import ENGLISH, WORDINGS
from tests.builders import asked, opened, recorded, wrote
from tests.unit.turns.desk import HERE, TwoModels, small_desk
from tests.unit.turns.test_turn import FALLBACK, GOOD, of, reply

CALM = {"language": "en", "sentiment": 0, "topic": "other", "signs": []}
SLOW = Says(("First. ", "Second. ", "Third. ", "Fourth."), pause_seconds=0.03)


def shows(*signs: str, mood: float = 0) -> str:
    listed = [{"sign": sign, "reason": "it says so"} for sign in signs]
    return json.dumps(CALM | {"sentiment": mood, "signs": listed})


def desk_that_reads(*readings: Line, answers: Sequence[Line], seconds=3.0, **means):
    models = TwoModels(answers, readings)
    reading = Reading("small", "You read.", seconds=seconds, longest_seconds=1.0)
    return small_desk(**({"model": models, "reading": reading} | means))


async def until_read(desk, count=1):
    await desk.until(MessageRead, count)
    await asyncio.sleep(0.02)
    return await desk.settled()


@pytest.mark.parametrize(
    ("text", "rule", "priority"),
    [
        ("Let me talk to a human, now.", "wants_person", "urgent"),
        ("I will kill you all.", "threat", "urgent"),
        ("My lawyer will hear of this.", "legal_or_press", "high"),
    ],
)
async def test_words_alone_hand_over_before_any_model_is_asked(text, rule, priority):
    async with desk_that_reads(answers=[]) as desk:
        await desk.say("a", text)
        events = await desk.settled()

    (started,) = of(HandoverStarted, events)
    assert (started.rule, started.priority) == (rule, priority)
    (decided,) = of(Decided, events)
    assert (decided.decision, decided.rule, decided.reason) == ("hand_over", rule, started.reason)
    assert [(end.route, end.answers) for end in of(TurnEnded, events)] == [("handover", (2,))]
    assert of(NoticeSent, events)[-1].code == "handover"
    assert [read.by for read in of(MessageRead, events)] == ["words"]


async def test_who_may_harm_themselves_is_told_of_help_first():
    async with small_desk() as desk:
        await desk.say("a", "I want to kill myself.")
        events = await desk.settled()

    danger, passed = of(NoticeSent, events)
    assert (danger.text, passed.code) == (ENGLISH.in_danger, "handover")


async def test_insults_are_answered_by_the_ladder_to_the_letter():
    async with small_desk(GOOD, GOOD) as desk:
        await desk.say("a", "You are idiots. Can I return a lamp?")
        await desk.settled()
        await desk.say("b", "And when?")
        await desk.settled()
        await desk.say("c", "You morons.")
        second = await desk.settled()
        await desk.say("d", "Shut up, you liars.")
        events = await desk.settled()

    first = of(NoticeSent, events)[0]
    assert (first.code, first.text) == ("warning", ENGLISH.warning_first)
    assert reply(events).startswith("Yes. You have 30 days.")
    assert second[-1] == TurnEnded(3, 1, "sent", (second[-1].answers), ("person",))
    assert of(ReplyPartSent, second)[-1].text == ENGLISH.warning_last
    (started,) = of(HandoverStarted, events)
    assert (started.rule, started.priority) == ("insult", "urgent")


def test_the_warnings_are_worded_as_required():
    assert ENGLISH.warning_first == (
        "I understand your frustration. I'm here to help, but I ask that you remain respectful."
    )
    assert ENGLISH.warning_last.startswith(
        "I want to help you, but I can't continue if the tone remains inappropriate. Would "
    )
    assert ENGLISH.warning_last.endswith("like to speak with a supervisor?")
    assert ENGLISH.footer == "Was this helpful? A human is standing by."
    assert len(WORDINGS) == 5


@pytest.mark.parametrize(("said", "holder"), [("Yes please", "queue"), ("No thanks", "bot")])
async def test_a_plain_yes_to_the_supervisor_hands_over_and_a_no_does_not(said, holder):
    async with small_desk("All right.", "As you like.") as desk:
        await desk.say("a", "You idiots.")
        await desk.settled()
        await desk.say("b", "You idiots.")
        await desk.settled()
        await desk.say("c", said)
        await desk.settled()
        async with desk.logs.use(HERE) as log:
            assert log.state.holder == holder


async def test_the_reading_stops_a_reply_at_the_next_piece():
    async with desk_that_reads(shows("churn"), answers=[SLOW]) as desk:
        await desk.say("a")
        events = await until_read(desk)

    (started,) = of(HandoverStarted, events)
    assert (started.rule, started.reason) == (
        "churn",
        "The customer says they will leave: it says so.",
    )
    assert [end.route for end in of(TurnEnded, events)] == ["handover"]
    assert "Fourth" not in reply(events)
    assert of(Decided, events)[-1].decision == "hand_over"


async def test_without_the_reading_the_reply_would_have_gone_on():
    async with small_desk(SLOW) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert reply(events).endswith("Fourth.")
    assert not of(HandoverStarted, events)


async def test_a_reading_in_time_hands_over_also_when_the_reply_is_out():
    late = Says((shows("wants_person"),), pause_seconds=0.02)
    async with desk_that_reads(late, answers=[GOOD]) as desk:
        await desk.say("a")
        await desk.settled()
        events = await until_read(desk)

    assert [end.route for end in of(TurnEnded, events)] == ["sent"]
    assert of(HandoverStarted, events)[0].rule == "wants_person"


async def test_a_late_reading_counts_for_the_next_message():
    late = Says((shows("wants_person"),), pause_seconds=0.02)
    async with desk_that_reads(late, answers=[GOOD], seconds=0.001) as desk:
        await desk.say("a")
        events = await until_read(desk)
        assert not of(HandoverStarted, events)
        await desk.say("b", "And now?")
        events = await desk.settled()

    assert of(HandoverStarted, events)[0].rule == "wants_person"


@pytest.mark.parametrize(
    "reading",
    [
        "not JSON",
        ModelOverloaded(),
        ModelTooSlow(),
        Says(("{",), stop_reason="max_tokens"),
        Says(("No.",), stop_reason="refusal"),
    ],
)
async def test_a_reading_that_fails_stops_no_turn(reading):
    async with desk_that_reads(reading, answers=[GOOD]) as desk:
        await desk.say("a")
        events = await until_read(desk)

    (end,) = of(TurnEnded, events)
    assert end.route in {"sent", "footer"}  # a refusal is a suspicion, which lowers the score
    (read,) = of(MessageRead, events)
    assert (read.by, read.model) == ("words", "small")
    assert read.shows("suspicious") == (read.stop_reason == "refusal")


async def test_an_insult_that_only_the_model_sees_is_warned_of_and_counted():
    async with desk_that_reads(shows("insult"), shows("insult"), answers=[GOOD, GOOD]) as desk:
        await desk.say("a")
        await until_read(desk)
        await desk.say("b", "Again?")
        events = await until_read(desk, 2)

    assert [notice.code for notice in of(NoticeSent, events)] == ["warning", "last_warning"]
    assert not of(HandoverStarted, events)


async def test_three_angry_messages_hand_over():
    angry = [shows(mood=-0.6)] * 3
    async with desk_that_reads(*angry, answers=["It is so."] * 3) as desk:
        for number, client_id in enumerate("abc", start=1):
            await desk.say(client_id, f"Message {number}, is it so?")
            events = await until_read(desk, number)

    assert of(HandoverStarted, events)[0].rule == "persistent_negative"


async def test_the_third_question_without_an_answer_hands_over():
    async with small_desk(FALLBACK, FALLBACK, FALLBACK) as desk:
        for client_id in "abc":
            await desk.say(client_id, f"Where is warehouse {client_id}?")
            events = await desk.settled()

    assert [end.route for end in of(TurnEnded, events)] == ["unknown"] * 3
    assert of(HandoverStarted, events)[0].rule == "not_knowing"
    assert events.index(of(HandoverStarted, events)[0]) > events.index(of(TurnEnded, events)[-1])


async def test_three_answers_that_did_not_help_offer_a_person_once_in_words():
    texts = ["Can I return it?", *["That did not help."] * 4]
    async with small_desk(*[GOOD] * 5) as desk:
        for number, text in enumerate(texts):
            await desk.say(str(number), text)
            events = await desk.settled()

    offers = [notice for notice in of(NoticeSent, events) if notice.code == "offer_person"]
    assert [offer.text for offer in offers] == [ENGLISH.offer_person]
    assert ["person" in end.controls for end in of(TurnEnded, events)] == [False] * 3 + [True] * 2


async def test_nobody_is_handed_over_again_for_what_people_have_dealt_with():
    async with small_desk(*[FALLBACK] * 3, GOOD) as desk:
        for client_id in "abc":
            await desk.say(client_id, f"Where is warehouse {client_id}?")
            await desk.settled()
        async with desk.logs.use(HERE) as log:
            await log.append(HandedBack())
        await desk.say("d")
        events = await desk.settled()

    assert of(TurnEnded, events)[-1].route == "sent"
    assert len(of(HandoverStarted, events)) == 1


async def test_a_rule_that_is_off_does_nothing():
    quiet = Policy({**TABLE, "legal_or_press": Rule("off")})
    async with small_desk("All right.", policy=quiet) as desk:
        await desk.say("a", "My lawyer will hear of this.")
        events = await desk.settled()

    assert of(TurnEnded, events)[0].route == "sent"


async def test_the_model_is_told_of_a_warning_before_it_answers():
    async with small_desk(GOOD) as desk:
        await desk.say("a", "You are idiots. Can I return a lamp?")
        await desk.settled()

    (question,) = [m for m in desk.model.requests[0].messages if m["role"] == "user"]
    assert ENGLISH.warning_first in str(question["content"])


def test_a_decision_in_mid_reply_leaves_what_the_model_was_told():
    """The note of an exchange is part of the prefix: it must not change afterwards."""
    again = Decided(1, "hand_over", "so", rule="churn")
    log = recorded(
        opened(),
        wrote("a"),
        TurnStarted(1, 1, (2,)),
        Decided(1, "answer", "so", language="de", topic="returns"),
        asked(),
        again,
    )
    (exchange,) = read_transcript(log)

    assert (exchange.language, exchange.topic) == ("de", "returns")

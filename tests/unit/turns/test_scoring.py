"""A reply is sent, sent with a footer, or kept for a person, by its score (R51, D9)."""

import json

import pytest

from frontdesk.adapters.memory.model import Says
from frontdesk.domain.event import (
    HandoverStarted,
    ModelAnswered,
    NoticeSent,
    ReplyPartSent,
    ReplyScored,
    TurnEnded,
)
from frontdesk.handover.scoring import Delivery, Judge
from frontdesk.turns.wordings import ENGLISH
from tests.unit.turns.desk import HERE, TwoModels, small_desk
from tests.unit.turns.test_turn import GOOD, of, reply

HOLD = Delivery("hold")
JUDGE = Judge("small", "You judge.")


def judges(score):
    return json.dumps({"score": score, "reason": "because"})


async def test_a_good_reply_is_scored_and_sent():
    async with small_desk(GOOD) as desk:
        await desk.say("a")
        events = await desk.settled()

    (kept,) = of(ReplyScored, events)
    assert (kept.band, kept.draft, kept.was_held) == ("send", "", False)
    assert kept.score >= 0.85
    assert of(TurnEnded, events)[0].route == "sent"


async def test_a_held_reply_is_shown_only_once_it_is_scored():
    async with small_desk(model=TwoModels([GOOD], [judges(9)]), delivery=HOLD, judge=JUDGE) as desk:
        await desk.say("a")
        events = await desk.settled()

    places = [type(event).__name__ for event in events]
    assert places.index("ReplyPartSent") > places.index("ModelAsked")
    assert reply(events) == "Yes. You have 30 days. Anything else?"
    (kept,) = of(ReplyScored, events)
    assert (kept.was_held, kept.band, kept.model) == (True, "send", "small")
    assert kept.signals[-1].name == "judge"


async def test_a_held_reply_that_is_worth_too_little_is_a_draft_for_a_person():
    low = TwoModels([Says(("It is so. ", "Surely it is."))], [judges(0)])
    async with small_desk(model=low, delivery=HOLD, judge=JUDGE) as desk:
        await desk.say("a")
        events = await desk.settled()
        async with desk.logs.use(HERE) as log:
            assert log.state.holder == "queue"

    assert reply(events) == ""
    (kept,) = of(ReplyScored, events)
    assert (kept.draft, kept.band) == ("It is so. Surely it is.", "hold")
    assert of(TurnEnded, events)[0].route == "held"
    (started,) = of(HandoverStarted, events)
    assert (started.rule, started.reason) == ("low_score", "The reply scored 0.5: because.")
    assert "A member of our team" in of(NoticeSent, events)[0].text
    assert of(ModelAnswered, events)[0].blocks == ()


@pytest.mark.parametrize(
    ("score", "route", "controls"),
    [(10, "sent", ("helpful",)), (5, "footer", ("helpful", "person"))],
)
async def test_in_the_middle_band_a_judge_decides_between_the_footer_and_none(
    score, route, controls
):
    doubtful = TwoModels(["You have 99 days.", "It takes a while."], [judges(score)])
    bands = Delivery("stream", send_at=0.9, footer_at=0.5)
    async with small_desk(model=doubtful, delivery=bands, judge=JUDGE) as desk:
        await desk.say("a")
        events = await desk.settled()

    (end,) = of(TurnEnded, events)
    assert (end.route, end.controls) == (route, controls)
    assert reply(events).endswith(ENGLISH.footer) is (route == "footer")


async def test_a_shown_reply_that_scores_low_stays_and_gets_a_person():
    bands = Delivery("stream", send_at=1.0, footer_at=0.95)
    async with small_desk("You have 99 days.", "Some time.", delivery=bands) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert reply(events) == "Some time."
    assert of(TurnEnded, events)[0].route == "footer"
    assert of(HandoverStarted, events)[0].rule == "low_score"


async def test_a_judge_that_is_away_leaves_it_to_code():
    async with small_desk(model=TwoModels([GOOD], ["?"]), delivery=HOLD, judge=JUDGE) as desk:
        await desk.say("a")
        events = await desk.settled()

    (kept,) = of(ReplyScored, events)
    assert (kept.band, [each.name for each in kept.signals][-1]) == ("send", "suspicion")
    assert reply(events)


async def test_without_doubt_no_judge_is_asked():
    models = TwoModels([GOOD], [])
    async with small_desk(model=models, judge=JUDGE) as desk:
        await desk.say("a")
        await desk.settled()

    assert models.readings.requests == []


async def test_parts_of_a_held_reply_are_numbered_as_ever():
    async with small_desk(GOOD, delivery=HOLD) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert [part.part for part in of(ReplyPartSent, events)] == [1, 2, 3]

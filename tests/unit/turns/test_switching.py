"""Who answers: the desk's switch and the share for people only (D23)."""

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.model import BreaksOff, Calls, Says
from frontdesk.adapters.memory.modes import MemoryModes
from frontdesk.answering.condensing import Condensing
from frontdesk.domain.event import (
    ActionFinished,
    Closed,
    ConfirmationOffered,
    Decided,
    HandedBack,
    HandoverStarted,
    ModelAsked,
    NoticeSent,
    ReplyPartSent,
    ReplyScored,
    TurnEnded,
)
from frontdesk.errors import ModelUnreachable
from frontdesk.handover.reading import Reading
from frontdesk.handover.staffing import Staffing, drawn
from frontdesk.handover.summary import Summarizing
from frontdesk.turns.log import Logs
from frontdesk.turns.summarizing import Summaries
from frontdesk.turns.switching import Switch
from frontdesk.turns.wordings import ENGLISH
from tests.builders import FixedClock
from tests.means import EMAIL
from tests.unit.turns.desk import HERE, TwoModels, small_desk
from tests.unit.turns.test_acting import TICKET
from tests.unit.turns.test_escalating import shows
from tests.unit.turns.test_turn import GOOD, of, reply

WHOLE = "Yes. You have 30 days. Anything else?"
TOLD = ENGLISH.handed_over.format(support_email=EMAIL)


def switched(mode):
    return Switch(MemoryModes(), FixedClock(), mode)


async def held_by_queue(desk):
    async with desk.logs.use(HERE) as log:
        return log.state.holder == "queue"


async def test_with_drafts_nothing_is_said_and_the_reply_lies_before_people():
    async with small_desk(GOOD, switch=switched("drafts")) as desk:
        await desk.say("a")
        events = await desk.settled()
        assert await held_by_queue(desk)

    assert reply(events) == ""
    assert [event.text for event in of(NoticeSent, events)] == [TOLD]
    (kept,) = of(ReplyScored, events)
    assert (kept.draft, kept.band, kept.was_held) == (WHOLE, "send", True)
    assert of(TurnEnded, events)[0].route == "held"
    assert of(HandoverStarted, events)[0].rule == "drafts"


async def test_with_drafts_the_bot_looks_things_up_and_does_nothing_else():
    looks = Says(("Let me look. ", Calls("search_faq", {"query": "return a lamp"})), "tool_use")
    does = Says(("And do. ", Calls("create_ticket", TICKET)), "tool_use")
    async with small_desk(looks, does, GOOD, switch=switched("drafts")) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert of(ReplyPartSent, events) == []
    assert of(ReplyScored, events)[0].draft == WHOLE
    assert [(done.status, done.why) for done in of(ActionFinished, events)] == [
        ("done", None),
        ("refused", "drafts"),
    ]
    assert await desk.means.tickets.listed() == []
    assert of(ConfirmationOffered, events) == []


@pytest.mark.parametrize(
    "script",
    [
        [ModelUnreachable()],
        [BreaksOff(GOOD, 9)] * 3,
        [Says(("No.",), "refusal")],
        ["It takes 99 days. "] * 2,
    ],
    ids=["away", "broken", "refused", "withheld"],
)
async def test_with_drafts_a_reply_that_fails_leaves_the_question_to_people(script):
    async with small_desk(*script, switch=switched("drafts")) as desk:
        await desk.say("a")
        events = await desk.settled()
        assert await held_by_queue(desk)

    assert reply(events) == ""
    (told,) = of(NoticeSent, events)
    assert told.text.endswith(TOLD)


async def test_with_drafts_what_rules_say_decides_how_soon_a_person_looks():
    models = TwoModels([Says(("Yes. ",), pause_seconds=0.1)], [shows("churn")])
    reading = Reading("small", "You read.")
    async with small_desk(model=models, reading=reading, switch=switched("drafts")) as desk:
        await desk.say("a")
        events = await desk.settled()

    started = of(HandoverStarted, events)[0]
    assert (started.rule, started.priority) == ("churn", "high")
    assert of(ReplyScored, events)[0].draft == "Yes."


async def test_with_drafts_an_insult_is_left_to_people():
    async with small_desk(GOOD, switch=switched("drafts")) as desk:
        await desk.say("a", "You are a bunch of idiots. Can I return a lamp?")
        events = await desk.settled()

    assert [event.text for event in of(NoticeSent, events)] == [TOLD]
    assert of(ReplyScored, events)[0].draft == WHOLE


async def test_with_people_no_model_is_asked_for_anything():
    models = TwoModels([], [])
    means = {
        "reading": Reading("small", "You read."),
        "summarizing": Summarizing("small", "Sum up."),
        "condensing": Condensing("small", "Sum up.", turns=1, tokens=1),
    }
    async with small_desk(model=models, switch=switched("people"), **means) as desk:
        await desk.say("a")
        events = await desk.settled()
        (owed,) = await desk.conversations.outbox.listed("summary")
        await Summaries(desk.means, desk.logs).send(owed)

    assert (models.answers.requests, models.readings.requests) == ([], [])
    (started,) = of(HandoverStarted, events)
    assert (started.rule, started.priority) == ("mode", "normal")
    assert of(Decided, events)[0].reason == started.reason
    assert [event.text for event in of(NoticeSent, events)] == [TOLD]


async def test_who_wants_a_person_or_is_in_danger_goes_first_however_the_switch_stands():
    async with small_desk(switch=switched("people")) as desk:
        await desk.say("a", "I want to talk to a human.")
        (started,) = of(HandoverStarted, await desk.settled())

    assert (started.rule, started.priority) == ("wants_person", "urgent")


async def test_the_switch_counts_from_the_next_turn_on_and_only_as_it_is_turned():
    switch = switched("bot")
    async with small_desk(GOOD, GOOD, switch=switch) as desk:
        await desk.say("a")
        await desk.settled()
        await switch.turn("people", by="Ben")
        await desk.say("b")
        events = await desk.settled()
        assert await held_by_queue(desk)

        async with desk.logs.use(HERE) as log:
            await log.append(HandedBack())
        await switch.turn("bot", by="Ben")
        await desk.say("c")
        events = await desk.settled()

    assert [end.route for end in of(TurnEnded, events)] == ["sent", "handover", "sent"]


async def test_an_attempt_that_begins_after_the_switch_leaves_its_turn_to_people():
    conversations, switch = MemoryConversations(), switched("bot")
    away = [ModelUnreachable()] * 9
    async with small_desk(*away, conversations=conversations, switch=switch) as desk:
        await desk.say("a")
        await desk.until(NoticeSent)
        await switch.turn("people", by="Ben")
        events = await desk.settled()
        asked = len(of(ModelAsked, events))

    assert of(HandoverStarted, events)[0].rule == "mode"
    assert asked < len(away)


async def test_the_switch_stands_as_set_until_it_is_turned_and_says_who_did():
    modes = MemoryModes()
    switch = Switch(modes, FixedClock(), "drafts")
    assert (await switch.mode(), await switch.newest()) == ("drafts", None)

    await switch.turn("drafts", by="Ben")
    assert await switch.newest() is None
    await switch.turn("people", by="Ben")
    await switch.turn("people", by="Ana")
    assert await Switch(modes, FixedClock(), "bot").mode() == "people"
    assert (await switch.newest()).by == "Ben"


def drawn_for(share):
    return {"staffing": Staffing(share=share)}


@pytest.mark.parametrize(("share", "whom"), [(1.0, "people"), (1e-9, "bot"), (0.0, "")])
async def test_the_draw_is_kept_with_its_share(share, whom):
    async with small_desk(GOOD, GOOD, **drawn_for(share)) as desk:
        await desk.say("a")
        await desk.settled()
        if whom != "people":
            await desk.say("b")
        events = await desk.settled()

    first, *others = of(Decided, events)
    assert (first.drawn, first.share) == (whom, share)
    assert all((each.drawn, each.share) == ("", 0.0) for each in others)
    assert bool(of(HandoverStarted, events)) == (whom == "people")


async def test_a_conversation_stays_whose_it_was_drawn_whatever_the_share_becomes():
    conversations = MemoryConversations()
    async with small_desk(GOOD, conversations=conversations) as desk:
        await desk.say("a")
        await desk.settled()
    async with small_desk(GOOD, conversations=conversations, **drawn_for(1.0)) as desk:
        await desk.say("b")
        assert of(HandoverStarted, await desk.settled()) == []


async def test_one_for_people_stays_theirs_when_it_opens_again_until_they_hand_it_back():
    conversations = MemoryConversations()
    async with small_desk(conversations=conversations, **drawn_for(1.0)) as desk:
        await desk.say("a")
        await desk.settled()
        async with desk.logs.use(HERE) as log:
            await log.append(Closed("solved"))
    async with small_desk(GOOD, conversations=conversations) as desk:
        await desk.say("b")
        events = await desk.settled()
        assert [each.rule for each in of(HandoverStarted, events)] == ["share", "share"]
        async with desk.logs.use(HERE) as log:
            await log.append(HandedBack())
        await desk.say("c")
        assert reply(await desk.settled()) == WHOLE


async def test_a_threat_keeps_its_urgency_and_the_conversation_its_draw():
    async with small_desk(**drawn_for(1.0)) as desk:
        await desk.say("a", "I will sue you, my lawyer will be in touch.")
        events = await desk.settled()
        async with desk.logs.use(HERE) as log:
            assert log.state.is_for_people

    assert of(HandoverStarted, events)[0].rule == "legal_or_press"
    assert of(Decided, events)[0].drawn == "people"


def test_the_draw_is_even_and_always_the_same():
    ids = [f"c-{n}" for n in range(20_000)]
    share = sum(drawn(id) < 0.1 for id in ids) / len(ids)

    assert 0.09 < share < 0.11
    assert [drawn(id) for id in ids[:5]] == [drawn(id) for id in ids[:5]]


class Slow(Switch):
    """While it is looked at, a person is asked for."""

    async def mode(self):
        async with self.logs.use(HERE) as log:
            if log.state.holder == "bot":
                await log.append(HandoverStarted("asked"))
        return "bot"


async def test_who_is_faster_than_the_turn_that_begins_has_it():
    conversations = MemoryConversations()
    switch = Slow(MemoryModes(), FixedClock())
    switch.logs = Logs(conversations, FixedClock())
    async with small_desk(conversations=conversations, switch=switch) as desk:
        await desk.say("a")
        events = await desk.settled()

    assert of(Decided, events) == []
    assert len(of(HandoverStarted, events)) == 1

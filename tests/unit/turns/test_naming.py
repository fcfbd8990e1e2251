"""What names another customer is stopped before anybody reads it: in replies, notes, summaries."""

import json

import pytest

from frontdesk.adapters.memory.model import Calls, Says
from frontdesk.answering.condensing import Condensing
from frontdesk.domain.event import (
    ActionFinished,
    CustomerBound,
    PieceWithheld,
    ReplyPartSent,
    Summarized,
    TicketOpened,
)
from frontdesk.guards.checking import check_piece
from tests.mayas_shop import MAYA
from tests.unit.turns.desk import HERE, SmallDesk, small_desk
from tests.unit.turns.test_acting import TICKET, of

TOMS = "ORD-55555"
LIKE = "ORD-12345"
FOREIGN = [
    f"Tom's order {TOMS} has arrived.",
    "Write to tom@mail.example.",
    "Call +1 555 867 5309.",
    "See ticket TIC-1001.",
]


def said(events) -> str:
    return "".join(part.text for part in of(ReplyPartSent, events))


async def known(desk: SmallDesk) -> None:
    await desk.door.open_conversation(HERE, "opening")
    async with desk.logs.use(HERE) as log:
        await log.append(CustomerBound(MAYA.id, "verified", MAYA.name))


@pytest.mark.parametrize("foreign", FOREIGN)
async def test_a_reply_that_names_whom_nobody_gave_is_stopped_and_repaired(foreign):
    async with small_desk(foreign, "It is on its way.", order_number=LIKE) as desk:
        await known(desk)
        await desk.say("a", "Where is it?")
        events = await desk.settled()

    (withheld,) = of(PieceWithheld, events)
    assert "nobody has given" in withheld.reason
    assert said(events) == "It is on its way."


async def test_what_the_customer_or_a_result_for_the_customer_named_is_said():
    calls = Says((Calls("lookup_order", {"order_id": "ORD-78432"}),), stop_reason="tool_use")
    reply = "ORD-78432 arrived, and I cannot find ORD-99999."
    async with small_desk(calls, reply, order_number=LIKE) as desk:
        await known(desk)
        await desk.say("a", "Where are my headphones, and 99999?")
        events = await desk.settled()

    assert said(events) == reply


async def test_a_number_that_is_foreign_and_one_that_is_unknown_are_told_of_in_the_same_words():
    told = []
    for number in (TOMS, "ORD-99999"):
        calls = Says((Calls("lookup_order", {"order_id": number}),), stop_reason="tool_use")
        async with small_desk(calls, "I cannot find it.", order_number=LIKE) as desk:
            await known(desk)
            await desk.say("a", f"Where is {number}?")
            (finished,) = of(ActionFinished, await desk.settled())
            told.append((finished.status, finished.text, finished.why))

    assert told[0] == told[1]
    assert told[0][2] == "not_own"


async def test_a_result_that_was_found_for_somebody_else_gives_nothing():
    async with small_desk(f"{TOMS} has arrived.", "I see.", order_number=LIKE) as desk:
        await known(desk)
        async with desk.logs.use(HERE) as log:
            theirs = ActionFinished(1, 1, "use", "lookup_order", "done", TOMS, owner=TOMS)  # type: ignore
            await log.append(theirs)
        await desk.say("a")
        events = await desk.settled()

    assert len(of(PieceWithheld, events)) == 1


@pytest.mark.parametrize("field", ["subject", "description"])
async def test_a_note_that_names_whom_nobody_gave_is_not_written(field):
    ticket = Calls("create_ticket", {**TICKET, field: f"As in {TOMS}."})
    calls = Says((ticket,), stop_reason="tool_use")
    async with small_desk(calls, "A person will look.", order_number=LIKE) as desk:
        await known(desk)
        await desk.say("a", "It flickers.")
        events = await desk.settled()

    (finished,) = of(ActionFinished, events)
    assert (finished.status, finished.why) == ("refused", "names_others")
    assert not of(TicketOpened, events)


@pytest.mark.parametrize("foreign", [False, True])
async def test_a_summary_that_names_whom_nobody_gave_is_made_by_code_instead(foreign):
    number = TOMS if foreign else "ORD-78432"
    summary = json.dumps({"problem": f"It is about {number}.", "actions": "", "status": ""})
    soon = Condensing(model="claude-haiku-5-5", prompt="Sum up.", turns=2, keeps=1, least=1)
    async with small_desk("1", "2", summary, condensing=soon, order_number=LIKE) as desk:
        await known(desk)
        for client_id in "ab":
            await desk.say(client_id, "Where is ORD-78432?")
            await desk.settled()
        await desk.until(Summarized)
        (summed,) = of(Summarized, await desk.log())

    assert summed.by == ("extract" if foreign else "model")
    assert TOMS not in summed.text


def test_without_the_names_the_other_checks_of_a_piece_let_it_through():
    for foreign in FOREIGN:
        assert check_piece(foreign, [], known=(), addresses=()) is None

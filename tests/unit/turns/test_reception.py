"""Who waits for a person is told when people are back, or how long it takes, and no guess."""

from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import (
    AddressGiven,
    ConversationId,
    ConversationOpened,
    CustomerBound,
    CustomerWrote,
    HandedBack,
    HandoverStarted,
    NoticeSent,
    PersonJoined,
)
from frontdesk.handover.hours import ALWAYS, Hours, read_spans
from frontdesk.ports.outbox import OutboxItem, Outgoing
from frontdesk.turns.casework import Casework
from frontdesk.turns.dispatching import Dispatcher
from frontdesk.turns.handing_over import Handovers
from frontdesk.turns.log import Logs
from frontdesk.turns.reception import Reception
from frontdesk.turns.reception.waiting import about
from frontdesk.turns.reception.wordings import ENGLISH, WORDINGS
from tests.builders import FixedClock
from tests.means import EMAIL
from tests.unit.turns.desk import HERE

WEEKDAYS = Hours(read_spans("mon-fri 09:00-18:00"))
SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Desk:
    def __init__(self, hours, now, *, writes_letters=False):
        self.conversations = MemoryConversations()
        self.clock = FixedClock(now)
        self.logs = Logs(self.conversations, self.clock)
        self.handovers = Handovers(self.logs, self.conversations.vault, EMAIL)
        self.casework = Casework(self.logs, self.conversations.vault)
        self.reception = Reception(
            self.conversations, self.logs, self.clock, hours, writes_letters=writes_letters
        )
        self.dispatcher = Dispatcher(
            self.conversations.outbox, self.clock, {"notice": self.reception.send}
        )

    async def opens(self, *events, id=HERE, locale=""):
        async with self.logs.use(id) as log:
            await log.append(ConversationOpened(locale), *events)

    async def has_waited(self, *minutes):
        for n, each in enumerate(minutes):
            id, now = ConversationId(f"before-{n}"), self.clock.time
            await self.opens(HandoverStarted("It was asked for."), id=id)
            self.clock.time = now + timedelta(minutes=each)
            async with self.logs.use(id) as log:
                await log.append(PersonJoined("Ana"))
            self.clock.time = now
        await self.dispatcher.send_due("notice")

    async def tells(self):
        """What the customer hears beside that a person will read it."""
        await self.handovers.hand_over(HERE)
        await self.dispatcher.send_due("notice")
        return await self.told()

    async def told(self):
        events = [record.event for record in await self.conversations.read(HERE)]
        notices = [event for event in events if isinstance(event, NoticeSent)]
        return [notice.text for notice in notices if notice.code == "waiting"]


async def test_out_of_hours_it_says_when_they_are_back_and_asks_for_an_address():
    desk = Desk(WEEKDAYS, SATURDAY)
    await desk.opens(CustomerWrote("a", "My lamp is broken."))

    assert await desk.tells() == [
        "Our team is not here at the moment. It is back: Monday, 09:00 (UTC). "
        "If you leave your e-mail address here, the answer reaches you there too."
    ]


@pytest.mark.parametrize(
    "known",
    [CustomerWrote("a", "I am [email_1]."), CustomerBound("mia", "verified", "Mia")],
    ids=["given here", "signed in"],
)
async def test_who_can_be_reached_is_not_asked_for_an_address(known):
    desk = Desk(WEEKDAYS, SATURDAY)
    await desk.opens(known)

    assert await desk.tells() == [
        "Our team is not here at the moment. It is back: Monday, 09:00 (UTC)."
    ]


async def test_an_address_that_a_customer_only_typed_as_a_placeholder_is_none():
    desk = Desk(WEEKDAYS, SATURDAY)
    await desk.opens(CustomerWrote("a", r"I am [\email_1]."))

    assert ENGLISH.leave_address in (await desk.tells())[0]


@pytest.mark.parametrize("now", [SATURDAY, MONDAY], ids=["closed", "open"])
@pytest.mark.parametrize(
    ("known", "is_reached"),
    [
        ([], False),
        ([CustomerWrote("a", "My order was for [email_1].")], False),
        ([CustomerBound("mia", "claimed", "Mia")], True),
        ([HandoverStarted("before"), AddressGiven("[email_1]"), HandedBack()], True),
    ],
    ids=["nothing", "named", "known", "left"],
)
async def test_where_the_desk_sends_mail_it_says_how_an_answer_comes(now, known, is_reached):
    desk = Desk(WEEKDAYS, now, writes_letters=True)
    await desk.opens(*known)

    (told,) = await desk.tells()
    assert told.endswith(ENGLISH.by_letter if is_reached else ENGLISH.leave_address)
    assert told.startswith("Our team") == (now == SATURDAY)


@pytest.mark.parametrize(("language", "words"), WORDINGS.items())
async def test_it_speaks_the_customers_language(language, words):
    desk = Desk(WEEKDAYS, SATURDAY)
    await desk.opens(locale=f"{language}-XX")

    (told,) = await desk.tells()
    assert words.days[0] in told
    assert words.leave_address in told


async def test_the_wait_is_the_median_of_what_others_waited():
    desk = Desk(WEEKDAYS, MONDAY)
    await desk.has_waited(2, 3, 12, 50, 400)
    await desk.opens()

    assert await desk.tells() == [ENGLISH.wait.format(wait="15 min")]


@pytest.mark.parametrize("hours", [ALWAYS, WEEKDAYS])
async def test_with_too_little_to_go_by_it_says_nothing(hours):
    desk = Desk(hours, MONDAY)
    await desk.has_waited(2, 3, 12, 50)
    await desk.opens()

    assert await desk.tells() == []


async def test_who_waited_for_the_morning_does_not_count():
    desk = Desk(WEEKDAYS, SATURDAY)
    await desk.has_waited(2000, 2000, 2000, 2000, 2000)
    desk.clock.time = MONDAY
    await desk.opens()

    assert await desk.tells() == []


async def test_it_is_told_once_for_each_handover_and_not_once_somebody_is_there():
    desk = Desk(WEEKDAYS, SATURDAY)
    await desk.opens()
    await desk.tells()
    (started,) = [
        record.number
        for record in await desk.conversations.read(HERE)
        if isinstance(record.event, HandoverStarted)
    ]
    item = OutboxItem("notice", "handover.started", started)
    again = Outgoing(item.id(HERE), HERE, item, since=SATURDAY, due=SATURDAY)
    await desk.reception.send(again)  # as after a crash before the item was done
    assert len(await desk.told()) == 1

    await desk.handovers.hand_back(HERE)
    await desk.handovers.hand_over(HERE)
    await desk.casework.reply(HERE, "p1", "I am here.", name="Ana")
    await desk.dispatcher.send_due("notice")
    assert len(await desk.told()) == 1

    await desk.handovers.hand_back(HERE)
    assert len(await desk.tells()) == 2


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "1 min"), (61, "2 min"), (300, "5 min"), (301, "10 min"), (5400, "90 min"), (5460, "2 h")],
)
def test_a_wait_is_rounded_up_as_one_says_it(seconds, said):
    assert about(timedelta(seconds=seconds), ENGLISH) == said

"""What only the company can say is put before people when the desk does not know it."""

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.tickets import MemoryTickets
from frontdesk.domain.event import (
    ConversationOpened,
    CustomerWrote,
    HandoverStarted,
    TicketOpened,
    TurnEnded,
    TurnStarted,
)
from frontdesk.turns.dispatching import Dispatcher
from frontdesk.turns.log import Logs
from frontdesk.turns.unanswered import Unanswered
from tests.builders import FixedClock
from tests.unit.turns.desk import HERE


async def a_desk(question, *, route="unknown", then=()):
    conversations, clock, tickets = MemoryConversations(), FixedClock(), MemoryTickets()
    logs = Logs(conversations, clock)
    end = TurnEnded(1, 1, route, (2,))
    async with logs.use(HERE) as log:
        wrote = CustomerWrote("a", question)
        await log.append(ConversationOpened(), wrote, TurnStarted(1, 1, (2,)), end, *then)
        owed = list(await conversations.outbox.listed("unanswered"))
        sender = Unanswered(tickets, logs, clock)
        await Dispatcher(conversations.outbox, clock, {"unanswered": sender.send}).send_due(
            "unanswered"
        )
        for item in owed:
            await sender.send(item)  # as after a crash before it was crossed out
        opened = [each.event for each in log.events if isinstance(each.event, TicketOpened)]
    return await tickets.listed(), opened


async def test_a_price_nobody_knows_becomes_one_ticket_with_the_question():
    tickets, opened = await a_desk("How much is engraving? I am [email_1].")

    (ticket,) = tickets
    assert ticket.request.subject == "Not answered: a question about a price"
    assert ticket.request.description == "How much is engraving? I am [email_1]."
    assert ticket.request.conversation == HERE
    assert [each.ticket for each in opened] == [ticket.id]


@pytest.mark.parametrize(
    ("question", "more"),
    [
        ("Who painted this?", {}),
        ("How much is engraving?", {"route": "sent"}),
        ("How much is engraving?", {"then": [HandoverStarted("asked")]}),
    ],
    ids=["no such fact", "answered", "people have it"],
)
async def test_nothing_else_does(question, more):
    assert await a_desk(question, **more) == ([], [])

"""Canned replies are filled with what the desk is sure of, and with nothing else."""

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.canned_reply import CannedReply
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import (
    ActionStarted,
    ConversationId,
    ConversationOpened,
    CustomerBound,
    TicketId,
    TicketOpened,
)
from frontdesk.domain.user import User, UserName
from frontdesk.ports.canned_replies import Shelf
from frontdesk.turns.canned import CannedReplyOffers
from frontdesk.turns.log import Logs
from tests.builders import NOON, FixedClock, wrote

HERE = ConversationId("here")
ANA = User(UserName("ana"), "Ana")
TEXT = "{customer}/{order}/{ticket}/{person}/{desk}/{date}"


class OneShelf:
    async def shelf(self) -> Shelf:
        said = {"en": "Hello", "de": "Hallo", "": "Hi", "fr": "Salut"}
        replies = [CannedReply("hi", language, said[language], TEXT) for language in said]
        return Shelf(replies, ["x.md is not UTF-8."])


async def offered(*events, order_number="ORD-12345", locale="de-AT"):
    conversations = MemoryConversations()
    opened = [ConversationOpened(locale), *events]
    await conversations.append(HERE, opened, after=0, at=NOON)
    logs = Logs(conversations, FixedClock())
    offers = CannedReplyOffers(OneShelf(), logs, brand="Lumen", order_number=order_number)
    return await offers.offered(HERE, by=ANA)


def looked_up(order):
    return ActionStarted(1, 1, 1, "use", "look_up", {"order_id": order, "deep": True}, "read")


async def test_what_is_not_known_stays_a_blank():
    offer = await offered()
    assert offer.replies[0].text == "{customer}/{order}/{ticket}/Ana/Lumen/{date}"
    assert offer.problems == ["x.md is not UTF-8."]


async def test_the_customers_language_comes_first():
    assert [each.language for each in (await offered()).replies] == ["de", "", "en", "fr"]


@pytest.mark.parametrize(
    ("events", "order"),
    [
        ([wrote("a", "Where is ord 78432?"), wrote("b", "ORD-78432!")], "ord 78432"),
        ([looked_up("ORD-78432")], "ORD-78432"),
        ([wrote("a", "ORD-78432 and ORD-78433")], "{order}"),
        ([wrote("a", "ORD-78432"), looked_up("ORD-78433")], "{order}"),
        ([wrote("a", "I was born in 1978")], "{order}"),
    ],
)
async def test_an_order_is_filled_in_if_it_is_the_only_one(events, order):
    assert (await offered(*events)).replies[0].text.split("/")[1] == order


async def test_a_desk_without_orders_knows_none():
    offer = await offered(wrote("a", "ORD-78432"), order_number="")
    assert offer.replies[0].text.split("/")[1] == "{order}"


async def test_customer_and_ticket_are_those_of_the_conversation():
    bound = CustomerBound(CustomerId("C-1"), "verified", "Zoë {order}")
    tickets = [TicketOpened(TicketId(f"TIC-{number}"), "k") for number in (1001, 1002)]
    one = await offered(bound, tickets[0])
    assert one.replies[0].text == "Zoë {order}/{order}/TIC-1001/Ana/Lumen/{date}"
    assert "{ticket}" in (await offered(*tickets)).replies[0].text

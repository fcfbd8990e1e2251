"""What the desk holds of one customer, be it known by an id or by what the customer wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.domain.conversation import Conversation, fold
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, CustomerBound, Recorded
from frontdesk.domain.ticket import Ticket
from frontdesk.errors import CustomerNotFound
from frontdesk.guards.contacts import same_contact
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.ledger import Entry, Ledger
from frontdesk.ports.tickets import Tickets
from frontdesk.ports.vault import Vault


@dataclass(frozen=True, slots=True)
class HeldConversation:
    id: ConversationId
    recorded: Sequence[Recorded]
    state: Conversation
    entries: Sequence[Entry]
    """Of the ledger, for the cards of this conversation."""


@dataclass(frozen=True, slots=True)
class Holdings:
    customer: CustomerId | None
    """None where it was found by a contact detail alone."""
    conversations: Sequence[HeldConversation]
    tickets: Sequence[Ticket]

    @property
    def others(self) -> Sequence[CustomerId]:
        """Customers to whom conversations found by a contact detail belong."""
        bound = (each.state.customer for each in self.conversations)
        return sorted({id for id in bound if id and id != self.customer})


@dataclass(frozen=True, slots=True)
class Keepers:
    conversations: Conversations
    vault: Vault
    tickets: Tickets
    ledger: Ledger


async def holdings_of(keepers: Keepers, who: str) -> Holdings:
    """Conversations bound to this customer, or in which this address or number stands.

    A contact detail finds the conversations that hold it and no others: it may have been written
    by somebody else than the customer whose it is. Raises CustomerNotFound, StorageFailed.
    """
    who = who.strip()
    found = [await _held(keepers, id) for id in await keepers.conversations.listed(CustomerBound)]
    bound = {each.id: each for each in found if each.state.customer == who}
    if "@" in who or not bound:  # the digits of an id may be those of somebody's phone number
        holding = await keepers.vault.holding(lambda name, value: same_contact(name, value, who))
        bound |= {id: await _held(keepers, id) for id in holding if id not in bound}
    held, customer = list(bound.values()), CustomerId(who)
    tickets = {
        ticket.id: ticket
        for id in [*(each.id for each in held), ConversationId("")]
        for ticket in await keepers.tickets.of(customer=customer, conversation=id)
    }
    if not held and not tickets:
        raise CustomerNotFound
    owners = {each.state.customer for each in held}
    owners |= {each.request.customer for each in tickets.values()}
    return Holdings(customer if customer in owners else None, held, list(tickets.values()))


async def _held(keepers: Keepers, id: ConversationId) -> HeldConversation:
    recorded = await keepers.conversations.read(id)
    state = fold(recorded)
    cards = [known.offer.id for known in state.acting.confirmations]
    entries = [await keepers.ledger.entry(card) for card in cards]
    return HeldConversation(id, recorded, state, [each for each in entries if each])

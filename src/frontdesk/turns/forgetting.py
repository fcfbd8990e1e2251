"""Forget a customer: words and values go, numbers stay.

Nothing is done while a turn, an effect or a refund of the customer's is under way; a conversation
that is open otherwise is closed with it. Each conversation goes in one transaction, so a command
that was interrupted is simply given again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from frontdesk.domain.event import Closed, ConversationId
from frontdesk.errors import CustomerBusy
from frontdesk.ports.clock import Clock
from frontdesk.turns.holdings import HeldConversation, Holdings, Keepers

NOWHERE = ConversationId("")
CLOSED = "The customer was forgotten."
UNSETTLED = frozenset({"offered", "with_person", "confirmed"})


@dataclass(frozen=True, slots=True)
class Forgotten:
    conversations: int
    events: int
    """That lost their words."""
    values: int
    """E-mail and postal addresses, phone numbers and codes."""
    tickets: int


async def forget(keepers: Keepers, clock: Clock, held: Holdings) -> Forgotten:
    """Raises CustomerBusy, with nothing done; Outrun where somebody wrote meanwhile."""
    if reasons := list(under_way(held, clock)):
        raise CustomerBusy(" ".join(reasons))
    values = [await keepers.vault.values(each.id) for each in held.conversations]
    for id in {each.request.conversation or NOWHERE for each in held.tickets}:
        await keepers.tickets.redact(customer=held.customer, conversation=id)
    events = [await _redact(keepers, clock, each) for each in held.conversations]
    return Forgotten(
        conversations=len(held.conversations),
        events=sum(events),
        values=sum(bool(value) for each in values for value in each.values()),
        tickets=len(held.tickets),
    )


def under_way(held: Holdings, clock: Clock) -> Iterator[str]:
    """Why it cannot be forgotten now, in sentences."""
    for each in held.conversations:
        turn = each.state.turn
        if each.state.owes_work or (turn and not turn.is_superseded):
            yield f"Conversation {each.id} is being answered."
        for entry in each.entries:
            lapsed = entry.state == "offered" and entry.expires <= clock.now()
            if entry.state in UNSETTLED and not lapsed:
                yield f"Refund {entry.confirmation} of {entry.amount} is not settled."


async def _redact(keepers: Keepers, clock: Clock, each: HeldConversation) -> int:
    then = [] if each.state.holder == "closed" else [Closed(CLOSED)]
    at, after = clock.now(), each.state.last
    return await keepers.conversations.redact(each.id, after=after, at=at, then=then)

"""Canned replies for one conversation, filled with what is known of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.domain.canned_reply import CannedReply, blanks, filled
from frontdesk.domain.event import (
    ActionStarted,
    ConfirmationOffered,
    ConversationId,
    CustomerWrote,
    PersonWrote,
    Recorded,
    TicketOpened,
)
from frontdesk.domain.user import User
from frontdesk.guards.naming import numbers_like
from frontdesk.ports.canned_replies import CannedReplies
from frontdesk.turns.log import Logs


@dataclass(frozen=True, slots=True)
class Offered:
    replies: Sequence[CannedReply]
    """Those in the customer's language first; what is known stands in their blanks."""
    blanks: Sequence[str]
    """The names of all that they ever leave: a text that still holds one is not ready."""
    problems: Sequence[str]


class CannedReplyOffers:
    def __init__(
        self, kept: CannedReplies, logs: Logs, *, brand: str, order_number: str = ""
    ) -> None:
        """`order_number`: what one looks like; empty: the desk has no orders."""
        self._kept = kept
        self._logs = logs
        self._brand = brand
        self._order_number = order_number

    async def offered(self, id: ConversationId, *, by: User) -> Offered:
        """Raises StorageFailed."""
        shelf = await self._kept.shelf()
        async with self._logs.use(id) as log:
            events, name = tuple(log.events), log.state.customer_name
            language = log.listing.language or log.listing.locale
        values = {
            "customer": name,
            "person": by.shown,
            "desk": self._brand,
            **_numbers(events, self._order_number),
        }
        known = language.partition("-")[0].lower()
        replies = [_filled(reply, values) for reply in shelf.replies]
        replies.sort(key=lambda reply: _place(reply.language, known))
        left = dict.fromkeys(blank for reply in shelf.replies for blank in blanks(reply.text))
        return Offered(replies, tuple(left), shelf.problems)


def _place(language: str, known: str) -> tuple[bool, bool, str]:
    """The customer's language, then what is for all, then the others one by one."""
    return language not in {"", known}, language != known, language


def _filled(reply: CannedReply, values: Mapping[str, str]) -> CannedReply:
    return CannedReply(reply.name, reply.language, reply.title, filled(reply.text, values))


def _numbers(events: Sequence[Recorded], order_number: str) -> dict[str, str]:
    """What the conversation is about, as far as it is only one: a wrong number is worse than none.

    Of orders only those count that the customer, a person or the bot's own calls named.
    """
    orders = numbers_like(order_number, _named(events)) if order_number else ()
    tickets = {each.event.ticket for each in events if isinstance(each.event, TicketOpened)}
    return {
        "order": orders[0] if len(orders) == 1 else "",
        "ticket": tickets.pop() if len(tickets) == 1 else "",
    }


def _named(events: Sequence[Recorded]) -> Iterator[str]:
    for record in events:
        match record.event:
            case CustomerWrote(text=text) | PersonWrote(text=text):
                yield text
            case ConfirmationOffered(order=order):
                yield order
            case ActionStarted(arguments=arguments):
                yield from (value for value in arguments.values() if isinstance(value, str))
            case _:
                pass

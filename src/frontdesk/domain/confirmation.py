"""What was done in a conversation, and which cards are open: the part of its fold about actions."""

from dataclasses import dataclass, replace
from typing import Literal

from frontdesk.domain.event.acting import (
    ActingEvent,
    ActionFinished,
    ActionStarted,
    ConfirmationOffered,
    CustomerConfirmed,
    CustomerDeclined,
    ReceiptSent,
    TicketOpened,
)
from frontdesk.domain.passage import all_trusted

Standing = Literal["open", "confirmed", "declined", "expired", "refused", "with_person"]

Use = tuple[int | None, int, str]
"""Turn, model call and its id of a tool call: an action is started once and finished once."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    offer: ConfirmationOffered
    standing: Standing = "open"


@dataclass(frozen=True, slots=True)
class Acting:
    confirmations: tuple[Confirmation, ...] = ()
    started: tuple[ActionStarted, ...] = ()
    """Those that have not finished."""
    seen: frozenset[Use] = frozenset()
    """All that were started."""
    finished: frozenset[Use] = frozenset()
    unclear: frozenset[Use] = frozenset()
    """Payments of which nobody knows yet what became; what did is still asked for."""
    outcomes: tuple[ActionFinished, ...] = ()
    """Of writes, by which an identical one is answered without being sent again."""
    receipts: frozenset[str] = frozenset()
    tickets: frozenset[str] = frozenset()
    """Keys of the tickets opened here."""
    is_tainted: bool = False
    """The model has read words of others, which must not lead to effects."""

    def confirmation(self, id: str) -> Confirmation | None:
        return next((known for known in self.confirmations if known.offer.id == id), None)

    @property
    def open_confirmations(self) -> tuple[Confirmation, ...]:
        return tuple(known for known in self.confirmations if known.standing == "open")

    @property
    def waiting_confirmations(self) -> tuple[Confirmation, ...]:
        """Those that a person has yet to decide."""
        decided = {use for _, _, use in self.seen | self.finished}
        pressed = (known for known in self.confirmations if known.standing == "with_person")
        return tuple(known for known in pressed if known.offer.id not in decided)

    def has_settled(self, id: str) -> bool:
        """Whether the effect of this confirmation was carried out or given up."""
        return (None, 0, id) in self.finished


NOTHING_DONE = Acting()


def use_of(event: ActionStarted | ActionFinished) -> Use:
    return event.turn, event.call, event.use


def stays_open(event: ActionFinished) -> bool:
    """Whether a later outcome may follow: a payment that is unclear now becomes clear one day."""
    return event.turn is None and event.status == "unknown"


def acted(
    acting: Acting,
    event: ActingEvent,
) -> Acting:
    match event:
        case ConfirmationOffered():
            offered = (*acting.confirmations, Confirmation(event))
            return replace(acting, confirmations=offered)
        case CustomerConfirmed() | CustomerDeclined():
            confirmations = tuple(
                replace(known, standing=event.outcome) if known.offer.id == event.id else known
                for known in acting.confirmations
            )
            return replace(acting, confirmations=confirmations)
        case ActionStarted():
            return replace(
                acting, started=(*acting.started, event), seen=acting.seen | {use_of(event)}
            )
        case ActionFinished():
            return _finished(acting, event)
        case ReceiptSent():
            return replace(acting, receipts=acting.receipts | {event.id})
        case TicketOpened():
            return replace(acting, tickets=acting.tickets | {event.key})


def _finished(acting: Acting, event: ActionFinished) -> Acting:
    use = use_of(event)
    if stays_open(event):
        return replace(acting, unclear=acting.unclear | {use})
    return replace(
        acting,
        unclear=acting.unclear - {use},
        started=tuple(started for started in acting.started if use_of(started) != use),
        finished=acting.finished | {use},
        outcomes=(*acting.outcomes, event) if event.key else acting.outcomes,
        is_tainted=acting.is_tainted or event.taints or not all_trusted(event.passages),
    )

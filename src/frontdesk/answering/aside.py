"""What the model is told of things said and done without it."""

from collections.abc import Mapping
from dataclasses import dataclass

from frontdesk.answering.fences import Fences
from frontdesk.domain.event import (
    ConfirmationOffered,
    CustomerBound,
    CustomerConfirmed,
    CustomerDeclined,
    Event,
    NoticeSent,
    PersonWrote,
    ReceiptSent,
)


@dataclass(frozen=True, slots=True)
class Aside:
    told: str
    """By the desk."""
    words: str = ""
    """Of somebody else, whom it quotes."""

    def text(self, fences: Fences) -> str:
        told = fences.said(self.told)
        return f"{told}\n{fences.quoted(self.words)}" if self.words else told


SETTLED = {
    "confirmed": "The customer confirmed this card; it is being carried out",
    "with_person": "The customer confirmed this card; a member of staff has to approve it first",
    "refused": "The customer confirmed this card, but the policy no longer allows it",
    "declined": "The customer declined this card; nothing was done",
    "expired": "This card expired before the customer pressed it; nothing was done",
}


def aside(event: Event, offers: Mapping[str, ConfirmationOffered]) -> Aside | None:
    """For the model; None for what it need not know.

    `offers`: the cards offered so far, by their id.
    """
    match event:
        case PersonWrote():
            return Aside("A member of staff wrote:", event.text)
        case NoticeSent() | ReceiptSent():
            return Aside(f"The customer was shown this fixed text:\n{event.text}")
        case CustomerConfirmed() | CustomerDeclined():
            offer = offers[event.id]
            return Aside(f"{SETTLED[event.outcome]}: {offer.title}, {offer.amount}.")
        case CustomerBound():
            return Aside("The customer is identified now: actions see this customer's own orders.")
        case _:
            return None

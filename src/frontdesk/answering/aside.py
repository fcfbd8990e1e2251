"""What the model is told of things said and done without it."""

from collections.abc import Mapping

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

SETTLED = {
    "confirmed": "The customer confirmed this card; it is being carried out",
    "with_person": "The customer confirmed this card; a member of staff has to approve it first",
    "refused": "The customer confirmed this card, but the policy no longer allows it",
    "declined": "The customer declined this card; nothing was done",
    "expired": "This card expired before the customer pressed it; nothing was done",
}


def aside(event: Event, offers: Mapping[str, ConfirmationOffered]) -> str:
    """In words for the model; empty for what it need not know.

    `offers`: the cards offered so far, by their id.
    """
    match event:
        case PersonWrote():
            return f"A member of staff wrote:\n{event.text}"
        case NoticeSent() | ReceiptSent():
            return f"The customer was shown this fixed text:\n{event.text}"
        case CustomerConfirmed() | CustomerDeclined():
            offer = offers[event.id]
            return f"{SETTLED[event.outcome]}: {offer.title}, {offer.amount}."
        case CustomerBound():
            return "The customer is identified now: actions see this customer's own orders."
        case _:
            return ""

"""What was done for the customer: actions, tickets, cards and money."""

from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ChoicesOffered,
    ConfirmationOffered,
    CustomerConfirmed,
    CustomerDeclined,
    Event,
    ReceiptSent,
    TicketOpened,
)
from frontdesk.turns.tracing.telling.who import Who, suspected


def told_of_effects(event: Event) -> tuple[Who, str] | None:
    match event:
        case ActionStarted():
            by = f", let happen by {event.by}" if event.by else ""
            return "action", f"{event.name} begun ({event.risk}){by}"
        case ActionFinished():
            taints = "; holds words of others" if event.taints else ""
            return "action", f"{event.name}: {event.status}{taints}{suspected(event.suspicion)}"
        case TicketOpened():
            return "action", f"ticket {event.ticket} opened"
        case ConfirmationOffered():
            return "money", f"card offered: {event.title}, {event.amount}"
        case CustomerConfirmed() | CustomerDeclined():
            return "money", f"Card settled: {event.outcome}"
        case ReceiptSent():
            return "money", f"receipt {event.reference}: {event.amount}"
        case ChoicesOffered():
            labels = " / ".join(choice.label for choice in event.choices)
            return "action", f"choices offered: {event.title} {labels}"
        case _:
            return None

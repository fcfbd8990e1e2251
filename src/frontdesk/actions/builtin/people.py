"""Handing a conversation to a person."""

from collections.abc import Mapping
from typing import Literal

from frontdesk.actions.builtin.tickets import MAX_DESCRIPTION, MAX_SUBJECT
from frontdesk.actions.context import Context
from frontdesk.actions.declaring import action
from frontdesk.actions.done import Done
from frontdesk.actions.fitting import told
from frontdesk.domain.action import Outcome
from frontdesk.domain.event import HandoverStarted, TicketOpened
from frontdesk.domain.ticket import Priority, TicketRequest

Urgency = Literal["normal", "high", "urgent"]
PRIORITIES: Mapping[Urgency, Priority] = {"normal": "medium", "high": "high", "urgent": "urgent"}


@action(risk="keyed_write", level="visitor", per="turn", only_to_people=True)
async def escalate_to_human(
    reason: str,
    context: Context,
    priority: Urgency = "normal",
    conversation_summary: str = "",
) -> Done:
    """Hands the conversation to a human, a member of the company's staff. Use it when the
    customer asks to talk to a person, when the matter is a complaint, a dispute or an exception
    that cannot be decided here, or when the same problem is still unsolved after two attempts.
    Do not use it for what another action can do, and do not hold back a customer who wants it.
    The person gets the whole conversation; returns the number under which it is kept, which the
    customer should be told.

    Args:
        reason: Why a person is needed, in one sentence.
        priority: How soon; urgent only for a danger, a threat, or if waiting does harm.
        conversation_summary: The problem, what was done and where it stands, in two to four
            sentences.
    """
    parts = (conversation_summary, context.summary)
    request = TicketRequest(
        subject=f"Handover: {reason}"[:MAX_SUBJECT],
        description="\n\n".join(part for part in parts if part)[:MAX_DESCRIPTION],
        priority=PRIORITIES[priority],
        customer=context.customer.id if context.customer else None,
        conversation=context.conversation,
    )
    ticket = await context.tickets.open(request, key=context.key, at=context.now)
    text = told({"handed_over": "a person takes over", "ticket_id": ticket.id})
    events = (
        TicketOpened(ticket.id, context.key),
        HandoverStarted(reason[:MAX_SUBJECT], priority, "assistant"),
    )
    return Done(Outcome("done", text), events)

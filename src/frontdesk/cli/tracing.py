"""A conversation for the people at the desk: a line in a list, and what happened in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from frontdesk.cli.plain import plain
from frontdesk.domain.conversation import Holder, fold
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ConversationId,
    ConversationOpened,
    Event,
    HandoverStarted,
    ModelAnswered,
    ModelAsked,
    PrefixRestarted,
    ReceiptSent,
    Recorded,
    ReplyPartSent,
    Resolution,
    Summarized,
    TurnStarted,
)
from frontdesk.domain.listing import Listing, listing_after
from frontdesk.handover.targets import Due, Targets
from frontdesk.turns.tracing import told

SHORT_ID = 10
NO_TARGETS = Targets()
SHORT_TEXT = 60
INNER = ConversationOpened | TurnStarted | ModelAsked | ModelAnswered | PrefixRestarted | Summarized
"""How the desk works, not what happened to the customer: the trace page shows these too."""


@dataclass(frozen=True, slots=True)
class Summary:
    id: ConversationId
    holder: Holder
    last_at: datetime
    messages: int
    reason: str
    """Why people were asked for; empty if they were not."""
    last_text: str
    """The customer's."""
    resolved: Resolution = ""
    """Of one that is closed."""
    due: Due | None = None
    """What people have to do first, and by when."""

    def line(self) -> str:
        at = self.last_at.astimezone().strftime("%d %b %H:%M")
        text = " ".join(plain(self.last_text).split())
        text = text if len(text) <= SHORT_TEXT else text[: SHORT_TEXT - 1] + "…"
        reason = f"  ({plain(self.reason)})" if self.reason and self.holder == "queue" else ""
        reason = f"  ({self.resolved})" if self.resolved else reason
        due = f"  [{_left(self.due, datetime.now(UTC))}]" if self.due else ""
        return f"{self.id[:SHORT_ID]}  {self.holder:6}  {at}  {text}{reason}{due}"


def summarize(
    id: ConversationId, records: Sequence[Recorded], targets: Targets = NO_TARGETS
) -> Summary:
    """Of a conversation that exists."""
    state = fold(records)
    reasons = [each.event.reason for each in records if isinstance(each.event, HandoverStarted)]
    return Summary(
        id=id,
        holder=state.holder,
        last_at=records[-1].at,
        messages=len(state.messages),
        reason=reasons[-1] if reasons else "",
        last_text=state.messages[-1][2] if state.messages else "",
        resolved=state.resolved,
        due=targets.due(listing_after(Listing(), records)),
    )


def _left(due: Due, now: datetime) -> str:
    """`first reply in 12 min`, `resolution 2 h late`."""
    minutes = int(abs(due.at - now).total_seconds() // 60)
    time = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
    what = due.target.replace("_", " ")
    return f"{what} in {time}" if due.at > now else f"{what} {time} late"


def trace(records: Sequence[Recorded]) -> Iterator[str]:
    """What was said and done, in order; the parts of a reply together."""
    said = ""
    for record in records:
        event = record.event
        if isinstance(event, ReplyPartSent):
            said += event.text
        elif not isinstance(event, INNER):
            if said:
                yield _line(record, "reply", said)
                said = ""
            who, text = told(event)
            yield _line(record, who, f"{text}. {_more(event)}" if _more(event) else text)
    if said:
        yield _line(records[-1], "reply", said)


def _line(record: Recorded, who: str, text: str) -> str:
    at = record.at.astimezone().strftime("%H:%M:%S")
    indented = plain(text).strip().replace("\n", "\n" + " " * 22)
    return f"{at}  {who:10}  {indented}"


def _more(event: Event) -> str:
    match event:
        case ActionStarted():
            return str(event.arguments)
        case ActionFinished() | ReceiptSent():
            return event.text
        case _:
            return ""

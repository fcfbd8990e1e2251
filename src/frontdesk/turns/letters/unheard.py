"""What a customer who left has not read: the same for what is owed and for what is written."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdesk.domain.event import (
    CustomerConfirmed,
    CustomerDeclined,
    CustomerWrote,
    Event,
    NoticeSent,
    PersonWrote,
    Rated,
    ReceiptSent,
    Recorded,
    ReplyMailed,
    ReplyPartSent,
    Route,
    TurnEnded,
    TurnRated,
)

LATE = timedelta(minutes=1)
"""An answer of the bot's that took longer may find nobody there any more."""
SAYING: frozenset[Route] = frozenset({"sent", "footer", "unknown", "refused"})
TOLD = frozenset({"refund_refused", "refund_unclear"})
"""Codes of notices that may come long after the customer's press."""
OWN = CustomerWrote | Rated | TurnRated | CustomerConfirmed | CustomerDeclined
"""Whoever does this has read what stands before it."""


@dataclass(frozen=True, slots=True)
class Said:
    number: int
    at: datetime
    by: str
    """The person's name; empty for the desk itself."""
    text: str
    """With its placeholders and marks."""


def belongs_into_letter(event: Event, at: datetime, before: Sequence[Recorded]) -> bool:
    """Whether a customer who is not there should get it. `before`: the log, up to it at least."""
    match event:
        case PersonWrote() | ReceiptSent():
            return True
        case NoticeSent(code=code, turn=None):
            return code in TOLD
        case TurnEnded(route=route, answers=answers) if route in SAYING:
            asked = [before[number - 1].at for number in answers if number <= len(before)]
            return bool(asked) and at - min(asked) >= LATE
        case _:
            return False


def sayings(recorded: Sequence[Recorded]) -> Iterator[Said]:
    """All of a log that belongs into letters, in order."""
    replies: defaultdict[int, str] = defaultdict(str)
    for record in recorded:
        event = record.event
        if isinstance(event, ReplyPartSent):
            replies[event.turn] += event.text
        if not belongs_into_letter(event, record.at, recorded):
            continue
        match event:
            case PersonWrote(name=name, text=text):
                yield Said(record.number, record.at, name, text)
            case ReceiptSent(text=text) | NoticeSent(text=text):
                yield Said(record.number, record.at, "", text)
            case TurnEnded(turn=turn):
                yield Said(record.number, record.at, "", replies[turn])
            case _:
                raise TypeError(type(event))


def unheard(recorded: Sequence[Recorded]) -> Sequence[Said]:
    """What was said since the customer did anything, and that no letter told of."""
    heard = 0
    for record in recorded:
        if isinstance(record.event, OWN):
            heard = record.number
        elif isinstance(record.event, ReplyMailed):
            heard = max(heard, record.event.through)
    return [said for said in sayings(recorded) if said.number > heard]

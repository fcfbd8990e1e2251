"""How a customer takes the conversation: the part of its fold that escalation looks at.

Everything counts from when people last had the conversation, so that what they have dealt with
calls them no second time; only insults count through the whole of it (R44).
"""

from dataclasses import dataclass, replace
from typing import Literal

from frontdesk.domain.event.acting import CustomerConfirmed
from frontdesk.domain.event.model import NOTHING_USED
from frontdesk.domain.event.people import Closed, HandedBack, PersonJoined, Reopened
from frontdesk.domain.event.rating import TurnRated
from frontdesk.domain.event.reading import MessageRead
from frontdesk.domain.event.turn import Decided, NoticeSent, TurnEnded, TurnStarted

Trend = Literal["stable", "improving", "deteriorating"]
Telling = (
    MessageRead
    | Decided
    | TurnStarted
    | TurnEnded
    | TurnRated
    | NoticeSent
    | CustomerConfirmed
    | PersonJoined
    | HandedBack
    | Closed
    | Reopened
)
"""The events that change a mood."""

WARNING = "warning"
LAST_WARNING = "last_warning"
OFFER = "offer_person"
"""Codes of notices: an insult was answered, the second time with the offer of a supervisor (R44),
or a person was offered (R43)."""

TREND_OVER = 3  # messages (R42)
DETERIORATING_BELOW = -0.3
IMPROVING_BY = 0.3  # the lowest of these messages to the last one


@dataclass(frozen=True, slots=True)
class Mood:
    readings: tuple[MessageRead, ...] = ()
    undecided: tuple[MessageRead, ...] = ()
    """Those that came after the newest turn was decided on."""
    read: frozenset[tuple[int, bool]] = frozenset()
    """Keys of all readings: facts are taken once."""
    insults: frozenset[int] = frozenset()
    """Messages with one, through the whole conversation."""
    warned_of: int = 0
    """How many insults there were at the last warning."""
    unknown: int = 0
    """Questions that could not be answered."""
    unresolved: frozenset[int] = frozenset()
    """Turns that did not help, since one did."""
    last_turn: int = 0
    """The newest that ended."""
    offers_person: bool = False
    """Whether the desk's last words asked if the customer wants one."""
    has_offered: bool = False
    """Whether it ever asked that."""
    refund_asked: bool = False
    """Whether a refund that only a person can let happen was confirmed."""
    began: int = 0
    """Number of the event from which on this counts: messages before it were dealt with."""

    @property
    def scores(self) -> tuple[float, ...]:
        """The sentiment of each message that has one, oldest first; the model's word counts."""
        by_message: dict[int, float] = {}
        for reading in sorted(self.readings, key=lambda each: each.by == "model"):
            if reading.sentiment is not None:
                by_message[reading.message] = reading.sentiment
        return tuple(score for _, score in sorted(by_message.items()))

    @property
    def trend(self) -> Trend:
        """R37, R42; stable while there is too little to say more."""
        last = self.scores[-TREND_OVER:]
        if len(last) < TREND_OVER:
            return "stable"
        if all(score < DETERIORATING_BELOW for score in last):
            return "deteriorating"
        return "improving" if last[-1] - min(last) >= IMPROVING_BY else "stable"


CALM = Mood()


def felt(  # noqa: C901 (a line a case)
    mood: Mood, event: Telling, number: int = 0
) -> Mood:
    """The mood after this event. `number`: of the event in its log."""
    match event:
        case MessageRead():
            return _read(mood, event)
        case TurnStarted():
            return replace(mood, offers_person=False)
        case Decided(decision="warn"):
            return replace(_warned(mood), undecided=(), offers_person=True, has_offered=True)
        case Decided():
            return replace(mood, undecided=())
        case NoticeSent(code=code) if code == WARNING:
            return _warned(mood)
        case NoticeSent(code=code) if code == LAST_WARNING:
            return replace(_warned(mood), offers_person=True, has_offered=True)
        case NoticeSent(code=code) if code == OFFER:
            return replace(mood, offers_person=True, has_offered=True)
        case NoticeSent():
            return mood
        case TurnEnded(turn=turn, route="unknown"):
            left = mood.unresolved | {turn}
            return replace(mood, last_turn=turn, unknown=mood.unknown + 1, unresolved=left)
        case TurnEnded(turn=turn):
            return replace(mood, last_turn=turn)
        case TurnRated(turn=turn, helpful=helpful):
            others = mood.unresolved - {turn}
            return replace(mood, unresolved=others if helpful else others | {turn})
        case CustomerConfirmed(outcome=outcome):
            return replace(mood, refund_asked=mood.refund_asked or outcome == "with_person")
        case PersonJoined() | HandedBack() | Closed() | Reopened():
            kept = Mood(read=mood.read, insults=mood.insults, warned_of=mood.warned_of)
            return replace(kept, began=number)


def _read(mood: Mood, reading: MessageRead) -> Mood:
    insults = mood.insults | ({reading.message} if reading.shows("insult") else set[int]())
    mood = replace(mood, read=mood.read | {reading.key}, insults=insults)
    if reading.message < mood.began:  # it comes late: what it tells of was dealt with
        return mood
    unresolved = mood.unresolved
    if reading.shows("resolved"):
        unresolved = frozenset[int]()
    elif reading.shows("unresolved") and mood.last_turn:
        unresolved |= {mood.last_turn}
    kept = replace(reading, model="", message_id="", stop_reason="", usage=NOTHING_USED)
    return replace(
        mood,
        readings=(*mood.readings, kept),
        undecided=(*mood.undecided, kept),
        unresolved=unresolved,
    )


def _warned(mood: Mood) -> Mood:
    return replace(mood, warned_of=len(mood.insults))

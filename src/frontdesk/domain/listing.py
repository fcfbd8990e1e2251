"""A conversation as a line in the lists of the people at the desk: a projection of its log."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from frontdesk.domain.conversation import Holder
from frontdesk.domain.customer import Level
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    Assigned,
    CameBack,
    Closed,
    ConversationOpened,
    CustomerBound,
    CustomerConfirmed,
    CustomerWrote,
    Decided,
    DraftDiscarded,
    Event,
    HandedBack,
    HandoverStarted,
    PassingEvent,
    PersonJoined,
    PersonWrote,
    Priority,
    Rated,
    Recorded,
    Redacted,
    Reopened,
    ReplyScored,
    Resolution,
    Snoozed,
    Target,
    TargetMissed,
    Transferred,
)
from frontdesk.domain.user import NOBODY, UserName

SHOWN = 200  # characters of what was said last

By = Literal["", "customer", "person"]


@dataclass(frozen=True, slots=True)
class Mark:
    """That a waiting conversation is somebody's to take."""

    user: UserName
    name: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """Changes only with what people see in a list, so that most appends leave it alone."""

    holder: Holder = "bot"
    since: datetime | None = None
    """When its holder got it."""
    person: str = ""
    user: UserName = NOBODY
    assigned: Mark | None = None
    customer: str = ""
    """The customer's id in the order system; empty for a visitor."""
    name: str = ""
    level: Level = "visitor"
    locale: str = ""
    language: str = ""
    topic: str = ""
    reason: str = ""
    """Why people were asked for."""
    priority: Priority = "normal"
    text: str = ""
    """What the customer or a person said last, cut short; placeholders stay."""
    by: By = ""
    at: datetime | None = None
    """When that was said."""
    awaits: datetime | None = None
    """Since when the customer waits for a person's word; None if nobody does."""
    with_people: datetime | None = None
    """Since when people have to see to it; None while they have not."""
    has_replied: bool = False
    """Whether a person wrote since."""
    missed: tuple[tuple[Target, datetime], ...] = ()
    """Targets missed since, with when each began to run."""
    snoozed: datetime | None = None
    refunds: tuple[str, ...] = ()
    """Confirmations that wait for a person."""
    has_draft: bool = False
    """What the bot would have said waits for a person."""
    score: int = 0
    """The customer's rating; 0 for none."""
    resolved: Resolution = ""
    """Of one that is closed."""


def listing_after(listing: Listing, recorded: Iterable[Recorded]) -> Listing:
    for record in recorded:
        listing = _after(listing, record.event, record.at)
    return listing


def _after(  # noqa: C901 (a line a case)
    listing: Listing, event: Event, at: datetime
) -> Listing:
    match event:
        case ConversationOpened():
            return replace(listing, since=at, locale=event.locale)
        case CustomerBound():
            return replace(
                listing, customer=event.customer, name=event.name or listing.name, level=event.level
            )
        case CameBack():
            return replace(listing, level="visitor")
        case Decided():
            return replace(
                listing,
                language=event.language or listing.language,
                topic=event.topic or listing.topic,
            )
        case Redacted():
            return replace(listing, customer="", name="", level="visitor")
        case CustomerWrote() | PersonWrote():
            return _said(listing, event, at)
        case Snoozed():
            return replace(listing, snoozed=event.until)
        case TargetMissed(target=target, since=since):
            return replace(listing, missed=(*listing.missed, (target, since)))
        case Assigned(user=user, name=name, reason=reason):
            return replace(listing, assigned=Mark(user, name, reason, at) if user else None)
        case CustomerConfirmed() | ActionStarted() | ActionFinished():
            return _refunds(listing, event)
        case ReplyScored():
            return replace(listing, has_draft=bool(event.draft))
        case DraftDiscarded():
            return replace(listing, has_draft=False)
        case Rated():
            return replace(listing, score=event.score)
        case _:
            return _passed(listing, event, at)


def _said(listing: Listing, event: CustomerWrote | PersonWrote, at: datetime) -> Listing:
    """What the bot says is left out: it would write a line more for every reply."""
    match event:
        case CustomerWrote():
            with_people = listing.holder in {"queue", "person"}
            awaits = (listing.awaits or at) if with_people else None
            listing = replace(listing, awaits=awaits, snoozed=None)
            return replace(listing, text=event.text[:SHOWN], by="customer", at=at)
        case PersonWrote():
            listing = replace(listing, awaits=None, has_draft=False, has_replied=True)
            return replace(listing, text=event.text[:SHOWN], by="person", at=at)


def _passed(listing: Listing, event: Event, at: datetime) -> Listing:
    if isinstance(event, PassingEvent):
        listing = replace(listing, assigned=None)
    match event:
        case HandoverStarted():
            listing = replace(listing, with_people=at, has_replied=False, missed=())
            held = replace(listing, holder="queue", since=at, awaits=at, reason=event.reason)
            return replace(held, priority=event.priority, snoozed=None)
        case Transferred(name=""):
            held = replace(listing, holder="queue", since=at, snoozed=None)
            return replace(held, person="", user=NOBODY)
        case PersonJoined() | Transferred():
            held = replace(listing, holder="person", since=at, snoozed=None)
            held = replace(held, with_people=listing.with_people or at)
            return replace(held, person=event.name, user=event.user)
        case HandedBack() | Reopened():
            return _left(listing, "bot", at)
        case Closed():
            return replace(_left(listing, "closed", at), resolved=event.resolved)
        case _:
            return listing


def _left(listing: Listing, holder: Holder, at: datetime) -> Listing:
    """Nobody has it any more."""
    left = replace(listing, holder=holder, since=at, person="", user=NOBODY, priority="normal")
    left = replace(left, with_people=None, has_replied=False, missed=())
    return replace(left, awaits=None, snoozed=None, has_draft=False, resolved="")


def _refunds(
    listing: Listing, event: CustomerConfirmed | ActionStarted | ActionFinished
) -> Listing:
    """A refund waits from the customer's press until it is let happen, or refused."""
    match event:
        case CustomerConfirmed(outcome="with_person"):
            return replace(listing, refunds=(*listing.refunds, event.id))
        case ActionStarted(use=use) | ActionFinished(use=use) if use in listing.refunds:
            return replace(listing, refunds=tuple(id for id in listing.refunds if id != use))
        case _:
            return listing

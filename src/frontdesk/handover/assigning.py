"""Whom a waiting conversation is assigned to: pure choices over who is there and what they have."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from frontdesk.domain.event import ConversationId, Priority
from frontdesk.domain.user import User

Assign = Literal["none", "round_robin", "least_loaded"]
"""`round_robin`: whoever was given one longest ago; `least_loaded`: whoever has the fewest."""

URGENCY: Mapping[Priority, int] = {"urgent": 0, "high": 1, "normal": 2}
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Waiting:
    conversation: ConversationId
    priority: Priority
    since: datetime
    language: str = ""
    """As ISO 639; empty while it is not clear."""


@dataclass(frozen=True, slots=True)
class Working:
    """Somebody who is there."""

    user: User
    capacity: int
    open: int = 0
    """Conversations they have or are to take; what they put off does not count."""
    given: datetime = LONG_AGO
    """When they were assigned one last."""

    @property
    def has_room(self) -> bool:
        return self.open < self.capacity


@dataclass(frozen=True, slots=True)
class Assignment:
    conversation: ConversationId
    user: User
    reason: str
    """For them and their colleagues."""
    at: datetime


def assignments(
    waiting: Iterable[Waiting], working: Iterable[Working], how: Assign, *, at: datetime
) -> Iterator[Assignment]:
    """Who gets what now, the most urgent first, then whoever waits longest.

    What nobody with room for it could answer in its language stays with everybody.
    """
    there = {each.user.name: each for each in working}
    for each in sorted(waiting, key=lambda one: (URGENCY[one.priority], one.since)):
        chosen = _chosen(each, there.values(), how)
        if chosen:
            at += timedelta.resolution  # so that what is given in one go has an order too
            there[chosen.user.name] = replace(chosen, open=chosen.open + 1, given=at)
            yield Assignment(each.conversation, chosen.user, _reason(each, chosen, how), at)


def _chosen(waiting: Waiting, there: Iterable[Working], how: Assign) -> Working | None:
    able = [each for each in there if each.has_room and _may_speak(each, waiting.language)]
    speaking = [each for each in able if waiting.language in each.user.languages]

    def order(one: Working) -> tuple[int, datetime, str]:
        load = one.open if how == "least_loaded" else 0
        return load, one.given, one.user.name

    return min(speaking or able, key=order, default=None)


def _may_speak(working: Working, language: str) -> bool:
    known = working.user.languages
    return not (known and language) or language in known


def _reason(waiting: Waiting, chosen: Working, how: Assign) -> str:
    name = chosen.user.shown
    why = (
        f"By turns: {name} was longest without a new one."
        if how == "round_robin"
        else f"{name} has the fewest open conversations: {chosen.open} of {chosen.capacity}."
    )
    if waiting.language and waiting.language in chosen.user.languages:
        return f"{why} The customer writes {waiting.language.upper()}, which {name} answers in."
    return why

"""Who talks: the customer by name, and the people at the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from frontdesk.domain.customer import CustomerId, Level
from frontdesk.domain.event.reading import Priority


@dataclass(frozen=True, slots=True)
class CustomerBound:
    """From here on the conversation is this customer's, and nobody else's."""

    customer: CustomerId
    level: Level
    name: str = ""


@dataclass(frozen=True, slots=True)
class IdentityRefused:
    """A try to be taken for a customer that failed; only so many are allowed."""

    reason: str
    how: Literal["claim", "code", "token"] = "claim"
    """By an order and its contact, by a code from a mail, or by the site's token."""


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A code went to the e-mail address of this customer's account; the newest one counts."""

    customer: CustomerId
    number: int
    """Counts those of the conversation, from 1; the code itself is kept nowhere."""
    expires: datetime


@dataclass(frozen=True, slots=True)
class HandoverStarted:
    reason: str
    """For the person who takes over; what the customer gave as theirs where no rule is named."""
    priority: Priority = "normal"
    rule: str = ""
    """Of the escalation policy; empty where somebody asked for it."""


@dataclass(frozen=True, slots=True)
class PersonJoined:
    name: str


@dataclass(frozen=True, slots=True)
class PersonWrote:
    client_id: str
    text: str
    name: str = ""
    """Who wrote; empty for whoever joined last."""


@dataclass(frozen=True, slots=True)
class HandedBack:
    pass


@dataclass(frozen=True, slots=True)
class Closed:
    reason: str


@dataclass(frozen=True, slots=True)
class Reopened:
    pass

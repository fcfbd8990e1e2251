"""Who talks: the customer by name, and the people at the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from frontdesk.domain.customer import CustomerId, Level
from frontdesk.domain.event.reading import Priority
from frontdesk.domain.user import NOBODY, UserName

Resolution = Literal["", "confirmed", "assumed", "unresolved"]
"""Of what is closed: the customer called it solved; stayed silent after an answer; stayed silent
where none had helped. Empty: a person closed it, who need not know."""


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
class Assigned:
    """While it waits: whose it is to take. The customer does not hear of it."""

    user: UserName
    """Nobody's: whoever is free takes it."""
    name: str
    reason: str
    """Why they, for them and their colleagues."""
    had: UserName = NOBODY
    """Whose it was: two who assign at once do not undo each other."""


@dataclass(frozen=True, slots=True)
class PersonJoined:
    name: str
    """As the customer reads it."""
    user: UserName = NOBODY


@dataclass(frozen=True, slots=True)
class Transferred:
    """From whoever had it to a colleague, or back to the queue."""

    by: str
    """Who passed it on, as colleagues read it."""
    had: UserName
    """Whose it was: two who pass it on at once do not undo each other."""
    name: str = ""
    """Who has it now; empty for the queue."""
    user: UserName = NOBODY
    reason: str = ""
    """Where the desk passed it on by itself."""


@dataclass(frozen=True, slots=True)
class PersonWrote:
    client_id: str
    text: str
    name: str = ""
    """Who wrote; empty for whoever joined last."""
    user: UserName = NOBODY
    """Only whoever has the conversation may write; a command beside the desk names nobody."""
    draft: Literal["", "sent", "edited"] = ""
    """What became of the bot's draft, if there was one: sent as it stood, or changed."""
    suspicion: str = ""
    """Why it reads like an order to a machine, as a pasted mail may; empty if it does not."""


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """Among colleagues: neither the customer nor the model ever reads it."""

    client_id: str
    text: str
    name: str
    user: UserName = NOBODY


@dataclass(frozen=True, slots=True)
class DraftDiscarded:
    """A person did not want what the bot would have said in this turn."""

    turn: int
    name: str
    user: UserName = NOBODY


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Out of sight until then, or until the customer writes; None brings it back."""

    until: datetime | None
    name: str
    user: UserName = NOBODY


Target = Literal["first_reply", "next_reply", "resolution"]


@dataclass(frozen=True, slots=True)
class TargetMissed:
    """People were not in time: a fact, kept once for each time that ran."""

    target: Target
    since: datetime
    """When its time began to run."""
    due: datetime


@dataclass(frozen=True, slots=True)
class HandedBack:
    guidance: str = ""
    """What the model should know or do from here on; the customer does not read it."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    reason: str
    name: str = ""
    """The person's; empty where the desk itself closed it."""
    resolved: Resolution = ""


@dataclass(frozen=True, slots=True)
class Redacted:
    """The customer was forgotten: nothing before this holds words of theirs any more."""

    events: int
    """How many lost something."""


@dataclass(frozen=True, slots=True)
class Reopened:
    name: str = ""


PassingEvent = HandoverStarted | PersonJoined | Transferred | HandedBack | Closed | Reopened
"""They pass the conversation from one holder to another."""

"""The customer who left the page: where answers reach them, and how they come back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddressGiven:
    """The customer left an e-mail address while people had the conversation, to be answered at."""

    address: str
    """Its placeholder; the newest counts."""


@dataclass(frozen=True, slots=True)
class ReplyMailed:
    """What was said since the customer left goes out as one letter; kept before it is sent."""

    item: int
    """Number of the event for which this letter was owed: nothing else sends it."""
    first: int
    """Number of the first event that it tells of; letters before told of none from here on."""
    through: int


@dataclass(frozen=True, slots=True)
class CameBack:
    """Somebody writes who came by a letter's link, which shows only whose mailbox it reached: from
    here on the desk knows nobody in particular.
    """


LeavingEvent = AddressGiven | ReplyMailed | CameBack

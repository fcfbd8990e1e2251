"""Mail from the desk to a customer."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    to: str = field(repr=False)
    """An e-mail address."""
    subject: str
    text: str = field(repr=False)
    id: str = ""
    """The same when it is sent again, so that the mail system may know it; empty: it never is."""


class Mail(Protocol):
    async def send(self, letter: Letter) -> None:
        """Handed over to the mail system once this returns; whether it arrives, nobody says.

        Raises MailFailed otherwise; where a connection broke off, it may have gone out after all.
        """
        ...

"""The key of the operators' pages: made at each start, told on the terminal, kept in a cookie.

It stands behind the `#` of the printed address, which no browser sends and no log shows.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class OperatorKey:
    value: str = field(repr=False)
    """Empty: nobody can get in."""

    @classmethod
    def new(cls) -> Self:
        return cls(secrets.token_urlsafe(24))

    @property
    def entrance(self) -> str:
        """The path that signs in whoever opens it."""
        return f"/trace#key={self.value}"

    def fits(self, given: str) -> bool:
        """In a time that tells nothing of the key."""
        return bool(self.value) and hmac.compare_digest(given.encode(), self.value.encode())


NO_KEY = OperatorKey("")

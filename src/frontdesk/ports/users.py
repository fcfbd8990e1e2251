"""Who works at the desk, and the keys that let them in: sessions and links that open one.

A key itself is kept nowhere, only its digest.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, Protocol

from frontdesk.domain.user import User, UserName

KeyKind = Literal["session", "link"]


class Users(Protocol):
    """All raise StorageFailed."""

    async def user(self, name: UserName) -> User | None: ...

    async def listed(self) -> Sequence[User]:
        """By name."""
        ...

    async def put(self, user: User) -> None:
        """Add or change; a password stays as it was."""
        ...

    async def remove(self, name: UserName) -> bool:
        """With password and keys; whether there was one."""
        ...

    async def password(self, name: UserName) -> str:
        """The hash; empty where none was chosen."""
        ...

    async def set_password(self, name: UserName, password: str) -> None:
        """A hash. All keys of the user are revoked. Does nothing for who does not exist."""
        ...


class UserKeys(Protocol):
    """All raise StorageFailed. `digest`: of the key."""

    async def issue(
        self, digest: str, user: UserName, kind: KeyKind, *, expires: datetime
    ) -> None: ...

    async def holder(
        self, digest: str, kind: KeyKind, *, at: datetime
    ) -> tuple[UserName, datetime] | None:
        """Whose it is and when it expires; None if it is not known or over at `at`."""
        ...

    async def renew(self, digest: str, *, expires: datetime) -> None:
        """It is over later than it was; a key that was revoked stays so."""
        ...

    async def redeem(self, digest: str, *, at: datetime) -> UserName | None:
        """Whose link it is: once, whoever asks again or at the same time."""
        ...

    async def revoke(self, digest: str) -> None: ...


class Passwords(Protocol):
    async def hashed(self, password: str) -> str:
        """A hash that tells nothing of it; another one each time."""
        ...

    async def fits(self, password: str, hashed: str) -> bool:
        """Takes as long for an empty hash, which nothing fits."""
        ...

"""The accounts of the people at the desk: how they come in, and how long they stay.

There is no default password: a link, made by a command or at the first start, lets its user in
once; then they choose a password.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from frontdesk.domain.ticket import NOT_STAFF
from frontdesk.domain.user import Role, User, UserName
from frontdesk.errors import (
    LinkUsed,
    NotSignedIn,
    PasswordTooWeak,
    PasswordWrong,
    UserNameWrong,
    UserNotFound,
)
from frontdesk.ports.clock import Clock
from frontdesk.ports.users import KeyKind, Passwords, UserKeys, Users

LINK_LASTS = timedelta(hours=24)
SESSION_LASTS = timedelta(hours=12)  # since it was last used
RENEWED_BELOW = timedelta(hours=11, minutes=45)  # so that not every call writes
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
LONGEST_NAME = 60
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
FIRST = UserName("admin")


class Accounts:
    """All raise StorageFailed. Keys are 192 bits by chance; the desk keeps only their digest."""

    def __init__(self, users: Users, keys: UserKeys, passwords: Passwords, clock: Clock) -> None:
        self._users = users
        self._keys = keys
        self._passwords = passwords
        self._clock = clock

    async def put(
        self,
        name: str,
        *,
        shown: str = "",
        role: Role | None = None,
        capacity: int | None = None,
        languages: Sequence[str] | None = None,
    ) -> User:
        """Add somebody, an agent if nothing is said, or change them. Raises UserNameWrong."""
        checked = _checked_name(name)
        known = await self._users.user(checked) or User(checked, name.strip())
        user = replace(
            known,
            shown=_checked_shown(shown or known.shown),
            role=role or known.role,
            capacity=known.capacity if capacity is None else capacity,
            languages=known.languages if languages is None else tuple(languages),
        )
        await self._users.put(user)
        return user

    async def link(self, name: str) -> str:
        """A key that lets this user in once, within a day. Raises UserNotFound."""
        user = await self.user(UserName(name.casefold()))
        return await self._issued(user.name, "link", LINK_LASTS)

    async def first_link(self) -> str:
        """The first admin's, as long as nobody has chosen a password; then empty."""
        known = await self._users.listed()
        for user in known:
            if await self._users.password(user.name):
                return ""
        admins = [user for user in known if user.role == "admin"]
        user = admins[0] if admins else await self.put(FIRST, shown="Admin", role="admin")
        return await self.link(user.name)

    async def user(self, name: UserName) -> User:
        """Raises UserNotFound."""
        user = await self._users.user(name)
        if user is None:
            raise UserNotFound(f"Nobody called {name!r} works at this desk.")
        return user

    async def enter_by_link(self, key: str) -> tuple[User, str]:
        """Who it is, and the key of their session. Raises LinkUsed."""
        name = await self._keys.redeem(_digest(key), at=self._clock.now())
        user = await self._users.user(name) if name else None
        if user is None:
            raise LinkUsed
        return user, await self._issued(user.name, "session", SESSION_LASTS)

    async def enter(self, name: str, password: str) -> tuple[User, str]:
        """The same by a password. Raises PasswordWrong, which says not what was wrong."""
        known = UserName(name.strip().casefold())
        hashed = await self._users.password(known)
        user = await self._users.user(known)
        if not await self._passwords.fits(password[:LONGEST_PASSWORD], hashed) or user is None:
            raise PasswordWrong
        return user, await self._issued(user.name, "session", SESSION_LASTS)

    async def signed_in(self, session: str) -> User:
        """Whose session it is; it lasts longer by that. Raises NotSignedIn."""
        now, digest = self._clock.now(), _digest(session)
        found = await self._keys.holder(digest, "session", at=now) if session else None
        user = await self._users.user(found[0]) if found else None
        if found is None or user is None:
            raise NotSignedIn
        if found[1] - now < RENEWED_BELOW:
            await self._keys.renew(digest, expires=now + SESSION_LASTS)
        return user

    async def leave(self, session: str) -> None:
        await self._keys.revoke(_digest(session))

    async def has_password(self, user: User) -> bool:
        return bool(await self._users.password(user.name))

    async def choose_password(self, user: User, new: str, *, old: str) -> str:
        """Every other session of theirs ends; the key of the new one.

        Raises PasswordTooWeak, and PasswordWrong where one was chosen before that `old` is not.
        """
        if len(new) < SHORTEST_PASSWORD:
            raise PasswordTooWeak
        if len(new) > LONGEST_PASSWORD:
            raise PasswordTooWeak(
                "The password is too long.",
                next_step=f"Choose one of at most {LONGEST_PASSWORD} characters.",
            )
        before = await self._users.password(user.name)
        if before and not await self._passwords.fits(old, before):
            raise PasswordWrong("This is not your password so far.")
        await self._users.set_password(user.name, await self._passwords.hashed(new))
        return await self._issued(user.name, "session", SESSION_LASTS)

    async def change(self, user: User, *, shown: str | None, is_away: bool | None) -> User:
        """Raises UserNameWrong."""
        changed = replace(
            user,
            shown=user.shown if shown is None else _checked_shown(shown),
            is_away=user.is_away if is_away is None else is_away,
        )
        await self._users.put(changed)
        return changed

    async def remove(self, name: str) -> None:
        """They are signed out everywhere. Raises UserNotFound."""
        if not await self._users.remove(UserName(name.casefold())):
            raise UserNotFound(f"Nobody called {name!r} works at this desk.")

    async def _issued(self, user: UserName, kind: KeyKind, lasts: timedelta) -> str:
        key = secrets.token_urlsafe(24)
        await self._keys.issue(_digest(key), user, kind, expires=self._clock.now() + lasts)
        return key


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _checked_name(name: str) -> UserName:
    name = name.strip().casefold()
    if not NAME.fullmatch(name) or name in NOT_STAFF:
        raise UserNameWrong(f"{name!r} cannot be the name of a user.")
    return UserName(name)


def _checked_shown(shown: str) -> str:
    """What customers read: one line, and nobody else's word in the log."""
    shown = " ".join(shown.split())
    if not shown or len(shown) > LONGEST_NAME or not shown.isprintable():
        raise UserNameWrong(
            "This cannot be shown to customers as a name.",
            next_step=f"Use 1 to {LONGEST_NAME} characters on one line.",
        )
    if shown.casefold() in NOT_STAFF:
        raise UserNameWrong(f"{shown!r} would be taken for somebody else.")
    return shown

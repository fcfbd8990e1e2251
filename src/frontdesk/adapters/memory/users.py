"""Who works at the desk, in this process's memory."""

from collections.abc import Sequence
from datetime import datetime

from frontdesk.domain.user import User, UserName
from frontdesk.ports.users import KeyKind


class MemoryUsers:
    def __init__(self) -> None:
        self.keys = MemoryUserKeys()
        self._users: dict[UserName, User] = {}
        self._passwords: dict[UserName, str] = {}

    async def user(self, name: UserName) -> User | None:
        return self._users.get(name)

    async def listed(self) -> Sequence[User]:
        return sorted(self._users.values(), key=lambda user: user.name)

    async def put(self, user: User) -> None:
        self._users[user.name] = user

    async def remove(self, name: UserName) -> bool:
        self._passwords.pop(name, None)
        self.keys.revoke_all(name)
        return self._users.pop(name, None) is not None

    async def password(self, name: UserName) -> str:
        return self._passwords.get(name, "")

    async def set_password(self, name: UserName, password: str) -> None:
        if name in self._users:
            self._passwords[name] = password
            self.keys.revoke_all(name)


class MemoryUserKeys:
    def __init__(self) -> None:
        self._keys: dict[str, tuple[UserName, KeyKind, datetime]] = {}

    async def issue(self, digest: str, user: UserName, kind: KeyKind, *, expires: datetime) -> None:
        self._keys[digest] = user, kind, expires

    async def holder(
        self, digest: str, kind: KeyKind, *, at: datetime
    ) -> tuple[UserName, datetime] | None:
        known = self._keys.get(digest)
        if known is None or known[1] != kind or known[2] <= at:
            return None
        return known[0], known[2]

    async def renew(self, digest: str, *, expires: datetime) -> None:
        if digest in self._keys:
            user, kind, _ = self._keys[digest]
            self._keys[digest] = user, kind, expires

    async def redeem(self, digest: str, *, at: datetime) -> UserName | None:
        known = await self.holder(digest, "link", at=at)
        if known is None:
            return None
        del self._keys[digest]
        return known[0]

    async def revoke(self, digest: str) -> None:
        self._keys.pop(digest, None)

    def revoke_all(self, user: UserName) -> None:
        self._keys = {digest: key for digest, key in self._keys.items() if key[0] != user}

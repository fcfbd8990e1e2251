"""Who works at the desk, in SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.instant import instant, stored
from frontdesk.adapters.sql.tables_people import key_table, user_table
from frontdesk.domain.user import User, UserName
from frontdesk.ports.users import KeyKind

_users = select(user_table).order_by(user_table.c.name)
_user = select(user_table).where(user_table.c.name == bindparam("user"))
_insert = insert(user_table)
_put = _insert.on_conflict_do_update(
    index_elements=["name"],
    set_={
        name: _insert.excluded[name]
        for name in ("shown", "role", "is_away", "capacity", "languages")
    },
)
_remove = delete(user_table).where(user_table.c.name == bindparam("user"))
_set_password = update(user_table).where(user_table.c.name == bindparam("user"))
_revoke_all = delete(key_table).where(key_table.c.user == bindparam("user"))
_key = select(key_table.c.user, key_table.c.expires).where(
    key_table.c.digest == bindparam("key"),
    key_table.c.kind == bindparam("of"),
    key_table.c.expires > bindparam("at"),
)
_over = delete(key_table).where(key_table.c.expires <= bindparam("at"))
_revoke = delete(key_table).where(key_table.c.digest == bindparam("key"))
_renew = update(key_table).where(key_table.c.digest == bindparam("key"))


class SqlUsers:
    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def user(self, name: UserName) -> User | None:
        def work(connection: Connection) -> User | None:
            row = connection.execute(_user, {"user": name}).one_or_none()
            return None if row is None else _read(row)

        return await self._database.read(work)

    async def listed(self) -> Sequence[User]:
        def work(connection: Connection) -> Sequence[User]:
            return [_read(row) for row in connection.execute(_users)]

        return await self._database.read(work)

    async def put(self, user: User) -> None:
        row = {
            "name": user.name,
            "shown": user.shown,
            "role": user.role,
            "is_away": user.is_away,
            "capacity": user.capacity,
            "languages": " ".join(user.languages),
        }
        await self._database.write(lambda connection: connection.execute(_put, row))

    async def remove(self, name: UserName) -> bool:
        def work(connection: Connection) -> bool:
            connection.execute(_revoke_all, {"user": name})
            return connection.execute(_remove, {"user": name}).rowcount == 1

        return await self._database.write(work)

    async def password(self, name: UserName) -> str:
        def work(connection: Connection) -> str:
            row = connection.execute(_user, {"user": name}).one_or_none()
            return "" if row is None else row.password

        return await self._database.read(work)

    async def set_password(self, name: UserName, password: str) -> None:
        def work(connection: Connection) -> None:
            connection.execute(_set_password.values(password=password), {"user": name})
            connection.execute(_revoke_all, {"user": name})

        await self._database.write(work)


class SqlUserKeys:
    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def issue(self, digest: str, user: UserName, kind: KeyKind, *, expires: datetime) -> None:
        row = {"digest": digest, "user": user, "kind": kind, "expires": stored(expires)}
        await self._database.write(lambda connection: connection.execute(insert(key_table), row))

    async def holder(
        self, digest: str, kind: KeyKind, *, at: datetime
    ) -> tuple[UserName, datetime] | None:
        def work(connection: Connection) -> tuple[UserName, datetime] | None:
            return _holder(connection, digest, kind, at)

        return await self._database.read(work)

    async def renew(self, digest: str, *, expires: datetime) -> None:
        def work(connection: Connection) -> None:
            connection.execute(_renew.values(expires=stored(expires)), {"key": digest})

        await self._database.write(work)

    async def redeem(self, digest: str, *, at: datetime) -> UserName | None:
        def work(connection: Connection) -> UserName | None:
            connection.execute(_over, {"at": stored(at)})
            found = _holder(connection, digest, "link", at)
            if found is None:
                return None
            connection.execute(_revoke, {"key": digest})
            return found[0]

        return await self._database.write(work)

    async def revoke(self, digest: str) -> None:
        await self._database.write(lambda connection: connection.execute(_revoke, {"key": digest}))


def _holder(
    connection: Connection, digest: str, kind: KeyKind, at: datetime
) -> tuple[UserName, datetime] | None:
    found = connection.execute(_key, {"key": digest, "of": kind, "at": stored(at)}).one_or_none()
    return None if found is None else (UserName(found.user), instant(found.expires))


def _read(row: Row[Any]) -> User:
    return User(
        UserName(row.name),
        row.shown,
        row.role,
        row.is_away,
        row.capacity,
        tuple(row.languages.split()),
    )

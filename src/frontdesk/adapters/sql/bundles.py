"""Bundles in SQL."""

import json

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.tables_bundles import bundle_table
from frontdesk.domain.json import JsonObject

_keep = insert(bundle_table).on_conflict_do_nothing()
_read = select(bundle_table.c.content).where(bundle_table.c.hash == bindparam("id"))


class SqlBundles:
    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def keep(self, hash: str, content: JsonObject) -> None:
        row = {"hash": hash, "content": json.dumps(content, ensure_ascii=False)}

        def work(connection: Connection) -> None:
            connection.execute(_keep, row)

        if await self.read(hash) is None:
            await self._database.write(work)

    async def read(self, hash: str) -> JsonObject | None:
        def work(connection: Connection) -> str | None:
            return connection.scalar(_read, {"id": hash})

        content = await self._database.read(work)
        return None if content is None else json.loads(content)

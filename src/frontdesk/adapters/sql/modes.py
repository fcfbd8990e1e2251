"""The desk's switch, in SQL."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, bindparam, insert, select

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.instant import instant, stored
from frontdesk.adapters.sql.tables_people import mode_table
from frontdesk.domain.mode import ModeChange

_newest = (
    select(mode_table.c.mode, mode_table.c.by, mode_table.c.at)
    .order_by(mode_table.c.number.desc())
    .limit(bindparam("most"))
)


class SqlModes:
    def __init__(self, database: SqliteDatabase, kept: Callable[[], None]) -> None:
        """`kept`: called once a change is kept by this process."""
        self._database = database
        self._kept = kept

    async def newest(self) -> ModeChange | None:
        return next(iter(await self.listed(1)), None)

    async def keep(self, change: ModeChange) -> None:
        row = {"mode": change.mode, "by": change.by, "at": stored(change.at)}
        await self._database.write(
            lambda connection: connection.execute(insert(mode_table), row), then=self._kept
        )

    async def listed(self, limit: int) -> Sequence[ModeChange]:
        def work(connection: Connection) -> Sequence[ModeChange]:
            rows = connection.execute(_newest, {"most": limit})
            return [ModeChange(row.mode, row.by, instant(row.at)) for row in rows]

        return await self._database.read(work)

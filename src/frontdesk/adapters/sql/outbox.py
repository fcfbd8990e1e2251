"""What is owed to others, in SQL."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.instant import instant, stored
from frontdesk.adapters.sql.tables_outbox import outbox_table
from frontdesk.domain.event import ConversationId
from frontdesk.ports.outbox import Kind, OutboxItem, Outgoing

_listed = (
    select(outbox_table)
    .where(outbox_table.c.kind == bindparam("kind"))
    .order_by(outbox_table.c.since, outbox_table.c.conversation, outbox_table.c.number)
)
_due = (
    select(outbox_table)
    .where(outbox_table.c.kind == bindparam("kind"), outbox_table.c.due <= bindparam("at"))
    .order_by(outbox_table.c.due)
    .limit(bindparam("most"))
)
_this = outbox_table.c.id == bindparam("this")
_done = delete(outbox_table).where(_this)
_failed = (
    update(outbox_table)
    .where(_this)
    .values(
        due=bindparam("again"),
        tries=outbox_table.c.tries + 1,
        problem=bindparam("why"),
        reached=bindparam("by"),
    )
)
_postponed = update(outbox_table).where(_this).values(due=bindparam("again"))
_retry = update(outbox_table).where(_this).values(due=bindparam("again"), tries=0)


class SqlOutbox:
    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def due(self, kind: Kind, at: datetime, *, most: int) -> Sequence[Outgoing]:
        return await self._read(_due, {"kind": kind, "at": stored(at), "most": most})

    async def listed(self, kind: Kind) -> Sequence[Outgoing]:
        return await self._read(_listed, {"kind": kind})

    async def done(self, id: str) -> None:
        def work(connection: Connection) -> None:
            connection.execute(_done, {"this": id})

        await self._database.write(work)

    async def failed(
        self, id: str, problem: str, *, again: datetime | None, reached: Sequence[str] = ()
    ) -> None:
        values = {
            "this": id,
            "why": problem,
            "again": stored(again) if again else None,
            "by": json.dumps([*reached]),
        }

        def work(connection: Connection) -> None:
            connection.execute(_failed, values)

        await self._database.write(work)

    async def postponed(self, id: str, until: datetime) -> None:
        def work(connection: Connection) -> None:
            connection.execute(_postponed, {"this": id, "again": stored(until)})

        await self._database.write(work)

    async def retry(self, id: str, at: datetime) -> bool:
        def work(connection: Connection) -> bool:
            return connection.execute(_retry, {"this": id, "again": stored(at)}).rowcount == 1

        return await self._database.write(work)

    async def _read(self, query: Select[Any], values: dict[str, object]) -> Sequence[Outgoing]:
        def work(connection: Connection) -> Sequence[Outgoing]:
            return [_outgoing(row) for row in connection.execute(query, values)]

        return await self._database.read(work)


def keep_in_outbox(
    connection: Connection, id: ConversationId, item: OutboxItem, at: datetime
) -> None:
    row = {
        "id": item.id(id),
        "kind": item.kind,
        "conversation": id,
        "number": item.number,
        "event": item.event,
        "since": stored(at),
        "due": stored(at),
    }
    connection.execute(insert(outbox_table), row)


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(
        row.id,
        ConversationId(row.conversation),
        OutboxItem(row.kind, row.event, row.number),
        since=instant(row.since),
        due=instant(row.due) if row.due is not None else None,
        tries=row.tries,
        problem=row.problem,
        reached=tuple(json.loads(row.reached)),
    )

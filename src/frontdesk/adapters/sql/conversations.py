"""Conversation logs in SQL."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select, update

from frontdesk.adapters.sql.codec import VERSION, decode, encode
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.instant import instant, stored
from frontdesk.adapters.sql.listings import SqlListings, keep_listing
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.adapters.sql.tables import event, turn_owed
from frontdesk.adapters.sql.tables_people import listing_table
from frontdesk.adapters.sql.together import keep_together
from frontdesk.adapters.sql.transcripts import SqlTranscripts, make_lines_again
from frontdesk.adapters.sql.vault import drop_values
from frontdesk.domain.event import ConversationId, Event, Recorded, Redacted
from frontdesk.domain.listing import Listing, listing_after
from frontdesk.domain.redacting import redacted
from frontdesk.errors import Outrun, StorageFailed
from frontdesk.ports.conversations import Notify, Together

WATCH_SECONDS = 0.5  # A person's reply from another process is seen this soon.

_last = select(func.max(event.c.number)).where(event.c.conversation == bindparam("id"))
_above = (
    select(event.c.number, event.c.at, event.c.name, event.c.data)
    .where(event.c.conversation == bindparam("id"), event.c.number > bindparam("after"))
    .order_by(event.c.number)
)
_rewrite = (
    update(event)
    .where(event.c.conversation == bindparam("of"), event.c.number == bindparam("at_number"))
    .values(data=bindparam("text"))
)
_owed = select(turn_owed.c.conversation)
_claim = (
    update(turn_owed)
    .where(turn_owed.c.conversation == bindparam("id"))
    .where(or_(turn_owed.c.worker == bindparam("by"), turn_owed.c.until <= bindparam("at")))
    .values(worker=bindparam("by"), until=bindparam("ends"))
)
_listed = (
    select(event.c.conversation)
    .group_by(event.c.conversation)
    .order_by(func.max(event.c.at).desc())
)
_ends = select(func.max(event.c.number)).where(event.c.conversation == listing_table.c.conversation)
_silent = (
    select(listing_table.c.conversation)
    .join(
        event,
        and_(
            event.c.conversation == listing_table.c.conversation,
            event.c.number == _ends.correlate(listing_table).scalar_subquery(),
        ),
    )
    .where(listing_table.c.holder.in_(("bot", "person")))
    .where(event.c.at > bindparam("after"), event.c.at <= bindparam("until"))
    .order_by(event.c.at)
)


class SqlConversations:
    def __init__(self, database: SqliteDatabase, sealing: Sealing) -> None:
        self.listings = SqlListings(database)
        self.transcripts = SqlTranscripts(database)
        self._database = database
        self._sealing = sealing
        self._subscribers: dict[ConversationId, list[Notify]] = {}

    async def append(
        self,
        id: ConversationId,
        events: Sequence[Event],
        *,
        after: int,
        at: datetime,
        together: Sequence[Together] = (),
    ) -> Sequence[Recorded]:
        if not events:
            raise ValueError("an append holds one event at least")
        recorded = [Recorded(after + n, at, event) for n, event in enumerate(events, start=1)]
        rows = [_row(id, record) for record in recorded]

        def work(connection: Connection) -> None:
            if (connection.scalar(_last, {"id": id}) or 0) != after:
                raise Outrun
            connection.execute(insert(event), rows)
            for row in together:
                keep_together(connection, id, row, at, self._sealing)

        await self._database.write(work, then=lambda: self._announce(id, recorded))
        return recorded

    async def redact(
        self, id: ConversationId, *, after: int, at: datetime, then: Sequence[Event]
    ) -> int:
        def work(connection: Connection) -> int:
            if (connection.scalar(_last, {"id": id}) or 0) != after:
                raise Outrun
            changed = _write_over(connection, id)
            new = [Redacted(changed), *then]
            rows = [_row(id, Recorded(after + n, at, each)) for n, each in enumerate(new, start=1)]
            connection.execute(insert(event), rows)
            drop_values(connection, id)
            log = _records(connection, id)
            keep_listing(connection, id, listing_after(Listing(), log))
            make_lines_again(connection, id, log)
            return changed

        return await self._database.write(work, then=lambda: self._announce(id, ()))

    def _announce(self, id: ConversationId, recorded: Sequence[Recorded]) -> None:
        for notify in tuple(self._subscribers.get(id, ())):
            notify(recorded)
        self.listings.tell()

    async def read(self, id: ConversationId, after: int = 0) -> Sequence[Recorded]:
        def work(connection: Connection) -> Sequence[Recorded]:
            return _records(connection, id, after)

        return await self._database.read(work)

    @contextmanager
    def subscribe(self, id: ConversationId, notify: Notify) -> Generator[None]:
        subscribers = self._subscribers.setdefault(id, [])
        subscribers.append(notify)
        try:
            yield
        finally:
            subscribers.remove(notify)
            if not subscribers:
                self._subscribers.pop(id, None)

    async def listed(self, having: type[Event] | None = None) -> Sequence[ConversationId]:
        some = _listed
        if having is not None:
            named = select(event.c.conversation).where(event.c.name == having.__name__)
            some = _listed.where(event.c.conversation.in_(named))

        def work(connection: Connection) -> Sequence[ConversationId]:
            return [ConversationId(id) for id in connection.scalars(some)]

        return await self._database.read(work)

    @asynccontextmanager
    async def watching(
        self, heard: Callable[[], Awaitable[None]], *, seconds: float = WATCH_SECONDS
    ) -> AsyncGenerator[None]:
        """While open, notice what other processes write: subscribers are told, `heard` is called.

        Subscribers are told that something may have come, not what.
        """
        before = await self._database.foreign_writes()

        async def watch() -> None:
            nonlocal before
            while True:
                await asyncio.sleep(seconds)
                with suppress(StorageFailed):  # looked at again soon
                    now = await self._database.foreign_writes()
                    if now != before:
                        for id in tuple(self._subscribers):
                            self._announce(id, ())
                        self.listings.tell()
                        await heard()
                        before = now

        watcher = asyncio.create_task(watch(), name="writes of other processes")
        try:
            yield
        finally:
            watcher.cancel()
            await asyncio.gather(watcher, return_exceptions=True)

    async def silent(self, after: datetime, until: datetime) -> Sequence[ConversationId]:
        window = {"after": stored(after), "until": stored(until)}

        def work(connection: Connection) -> Sequence[ConversationId]:
            return [ConversationId(id) for id in connection.scalars(_silent, window)]

        return await self._database.read(work)

    async def owed(self) -> Sequence[ConversationId]:
        def work(connection: Connection) -> Sequence[ConversationId]:
            return [ConversationId(id) for id in connection.scalars(_owed)]

        return await self._database.read(work)

    async def claim(
        self, id: ConversationId, worker: str, *, at: datetime, until: datetime
    ) -> bool:
        values = {"id": id, "by": worker, "at": stored(at), "ends": stored(until)}

        def work(connection: Connection) -> bool:
            return connection.execute(_claim, values).rowcount == 1

        return await self._database.write(work)


def _records(connection: Connection, id: ConversationId, after: int = 0) -> Sequence[Recorded]:
    rows = connection.execute(_above, {"id": id, "after": after})
    return [Recorded(number, instant(at), decode(name, data)) for number, at, name, data in rows]


def _write_over(connection: Connection, id: ConversationId) -> int:
    """Every event without words; how many changed."""
    rows = connection.execute(_above, {"id": id, "after": 0}).all()
    new: list[dict[str, object]] = []
    for number, _, name, data in rows:
        before = decode(name, data)
        if (now := redacted(before)) != before:
            new.append({"of": id, "at_number": number, "text": encode(now)[1]})
    if new:
        connection.execute(_rewrite, new)
    return len(new)


def _row(id: ConversationId, record: Recorded) -> dict[str, object]:
    name, data = encode(record.event)
    return {
        "conversation": id,
        "number": record.number,
        "at": stored(record.at),
        "name": name,
        "version": VERSION,
        "data": data,
    }

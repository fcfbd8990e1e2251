"""The lists of the people at the desk, in SQL."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Executable, Row, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.tables import event
from frontdesk.adapters.sql.tables_people import listing_table
from frontdesk.domain.conversation import Holder
from frontdesk.domain.event import ConversationId
from frontdesk.domain.listing import Listing
from frontdesk.ports.listings import Listed

_json = TypeAdapter(Listing)
_columns = (listing_table.c.conversation, listing_table.c.revision, listing_table.c.data)
_lines = select(*_columns)
_changed = (
    _lines.where(listing_table.c.revision > bindparam("after"))
    .order_by(listing_table.c.revision)
    .limit(bindparam("most"))
)
_newest = (
    _lines.where(listing_table.c.holder == bindparam("holder"))
    .order_by(listing_table.c.revision.desc())
    .limit(bindparam("most"))
)
_one = _lines.where(listing_table.c.conversation == bindparam("id"))
_unlisted = (
    select(event.c.conversation)
    .where(event.c.number == 1)
    .where(event.c.conversation.not_in(select(listing_table.c.conversation)))
)
_last = select(func.max(event.c.number)).where(event.c.conversation == bindparam("id"))
_revision = select(func.coalesce(func.max(listing_table.c.revision), 0))
_insert = insert(listing_table)
_upsert = _insert.on_conflict_do_update(
    index_elements=["conversation"],
    set_={name: _insert.excluded[name] for name in ("revision", "holder", "data")},
)


class SqlListings:
    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._subscribers: list[Callable[[], None]] = []

    async def changed(self, after: int, limit: int) -> Sequence[Listed]:
        return await self._read(_changed, after=after, most=limit)

    async def newest(self, holder: Holder, limit: int) -> Sequence[Listed]:
        return await self._read(_newest, holder=holder, most=limit)

    async def listed(self, id: ConversationId) -> Listed | None:
        return next(iter(await self._read(_one, id=id)), None)

    async def unlisted(self) -> Sequence[ConversationId]:
        def work(connection: Connection) -> Sequence[ConversationId]:
            return [ConversationId(id) for id in connection.scalars(_unlisted)]

        return await self._database.read(work)

    async def keep(self, id: ConversationId, listing: Listing, *, last: int) -> bool:
        def work(connection: Connection) -> bool:
            if (connection.scalar(_last, {"id": id}) or 0) != last:
                return False
            keep_listing(connection, id, listing)
            return True

        return await self._database.write(work, then=self.tell)

    @contextmanager
    def subscribe(self, notify: Callable[[], None]) -> Generator[None]:
        self._subscribers.append(notify)
        try:
            yield
        finally:
            self._subscribers.remove(notify)

    def tell(self) -> None:
        """Something was appended, here or by another process."""
        for notify in tuple(self._subscribers):
            notify()

    async def _read(self, query: Executable, **values: object) -> Sequence[Listed]:
        def work(connection: Connection) -> Sequence[Listed]:
            return [_listed(row) for row in connection.execute(query, values)]

        return await self._database.read(work)


def keep_listing(connection: Connection, id: ConversationId, listing: Listing) -> None:
    """Writers come one after another, so the highest revision is the newest."""
    row = {
        "conversation": id,
        "revision": connection.execute(_revision).scalar_one() + 1,
        "holder": listing.holder,
        "data": _json.dump_json(listing, exclude_defaults=True).decode(),
    }
    connection.execute(_upsert, row)


def _listed(row: Row[Any]) -> Listed:
    return Listed(row.conversation, row.revision, _json.validate_json(row.data))

"""What the model's calls used, out of the log in SQL."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, bindparam, select, tuple_

from frontdesk.adapters.sql.codec import decode
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.instant import EPOCH, MICROSECOND
from frontdesk.adapters.sql.tables import OF_CALLS, event
from frontdesk.domain.event import ConversationId, Recorded
from frontdesk.ports.usage import Told

PAGE = 1000  # rows: each page is a read of its own, so no other reader waits long

_place = tuple_(event.c.at, event.c.conversation, event.c.number)
next_page = (
    select(event.c.at, event.c.conversation, event.c.number, event.c.name, event.c.data)
    .where(OF_CALLS)
    .where(_place > tuple_(bindparam("at"), bindparam("conversation"), bindparam("number")))
    .order_by(event.c.at, event.c.conversation, event.c.number)
    .limit(bindparam("page"))
)
next_page_of = next_page.where(event.c.conversation == bindparam("only"))


class SqlUsageLog:
    def __init__(self, database: SqliteDatabase, *, page: int = PAGE) -> None:
        self._database = database
        self._page = page

    async def events(
        self, *, since: datetime | None = None, conversation: ConversationId | None = None
    ) -> AsyncGenerator[Told]:
        page = _first_page(since, conversation)
        while True:
            told = await self._database.read(partial(self._read, page))
            for each in told:
                yield each
            if len(told) < self._page:
                return
            page |= _place_of(told[-1])

    def _read(self, page: Mapping[str, object], connection: Connection) -> Sequence[Told]:
        statement = next_page_of if "only" in page else next_page
        rows = connection.execute(statement, {**page, "page": self._page})
        return [
            Told(ConversationId(id), Recorded(number, EPOCH + at * MICROSECOND, decode(name, data)))
            for at, id, number, name, data in rows
        ]


def _first_page(since: datetime | None, conversation: ConversationId | None) -> dict[str, object]:
    only = {} if conversation is None else {"only": conversation}
    at = (since - EPOCH) // MICROSECOND if since else 0
    return {"at": at, "conversation": "", "number": 0, **only}


def _place_of(told: Told) -> dict[str, object]:
    at = (told.record.at - EPOCH) // MICROSECOND
    return {"at": at, "conversation": told.conversation, "number": told.record.number}

"""Shown tokens in SQL."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.instant import stored
from frontdesk.adapters.sql.tables_sign_ins import sign_in
from frontdesk.domain.event import ConversationId

SPARE = timedelta(days=1)  # a clock that is set back brings no token back to life

_keep = insert(sign_in).on_conflict_do_nothing()
_first = select(sign_in.c.conversation).where(sign_in.c.token == bindparam("token"))
_over = delete(sign_in).where(sign_in.c.expires < bindparam("now"))


class SqlSignIns:
    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def first_shown(
        self, token: str, conversation: ConversationId, *, expires: datetime
    ) -> ConversationId:
        row = {"token": token, "conversation": conversation, "expires": stored(expires)}
        over = stored(datetime.now(UTC) - SPARE)

        def work(connection: Connection) -> ConversationId:
            connection.execute(_over, {"now": over})
            connection.execute(_keep, row)
            return ConversationId(connection.execute(_first, {"token": token}).scalar_one())

        return await self._database.write(work)

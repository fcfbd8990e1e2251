"""The words of the transcripts, in SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    column,
    delete,
    func,
    insert,
    intersect,
    literal_column,
    or_,
    select,
    table,
)

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.instant import stored
from frontdesk.adapters.sql.tables import event
from frontdesk.adapters.sql.tables_transcripts import line_table
from frontdesk.domain.event import ConversationId, Recorded
from frontdesk.domain.finding import SaidLine, id_in, lines_in, terms_of
from frontdesk.ports.transcripts import Found

NEWEST = 20_000  # lines: a word that was said in more of them is looked for in these

_line = line_table.c
_words = table("transcript_words", column("rowid"))
_matches = literal_column("transcript_words").op("MATCH")
_last = select(func.max(event.c.number)).where(event.c.conversation == bindparam("id"))
_insert = insert(line_table)
_drop = delete(line_table).where(_line.conversation == bindparam("id"))


class SqlTranscripts:
    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def found(self, search: str, limit: int) -> Sequence[Found]:
        terms = terms_of(search)
        if not terms:
            return []

        def work(connection: Connection) -> Sequence[Found]:
            rows = connection.execute(_newest(terms, limit)).all()
            conversations = [row.conversation for row in rows]
            whole = _in_one_line(connection, terms, conversations)
            return [_found(whole.get(row.conversation, row)) for row in rows]

        return await self._database.read(work)

    async def keep(self, id: ConversationId, recorded: Sequence[Recorded]) -> bool:
        def work(connection: Connection) -> bool:
            if (connection.scalar(_last, {"id": id}) or 0) != recorded[-1].number:
                return False
            make_lines_again(connection, id, recorded)
            return True

        return await self._database.write(work)


def keep_line(connection: Connection, id: ConversationId, line: SaidLine, at: datetime) -> None:
    row = {"conversation": id, "number": line.number, "at": stored(at)}
    connection.execute(_insert, row | {"by": line.by, "text": line.text})


def make_lines_again(
    connection: Connection, id: ConversationId, recorded: Sequence[Recorded]
) -> None:
    connection.execute(_drop, {"id": id})
    times = {record.number: record.at for record in recorded}
    for line in lines_in(recorded):
        keep_line(connection, id, line, times[line.number])


def _newest(terms: Sequence[str], limit: int) -> Select[Any, Any, Any, Any, Any]:
    """With `max`, SQLite takes the other columns from the row that has it."""
    holding = intersect(
        *(select(_line.conversation).where(_line.row.in_(_rows(_term(term)))) for term in terms)
    )
    said = _line.row.in_(_rows(" OR ".join(map(_term, terms))))
    of_words = and_(said, _line.conversation.in_(holding)) if len(terms) > 1 else said
    id = id_in(terms)
    begins = _line.conversation.between(id, f"{id}\U0010ffff")
    return (
        select(_line.conversation, _line.number, _line.by, _line.text, func.max(_line.at))
        .where(or_(of_words, begins) if id else of_words)
        .group_by(_line.conversation)
        .order_by(func.max(_line.at).desc(), _line.conversation)
        .limit(limit)
    )


def _in_one_line(
    connection: Connection, terms: Sequence[str], conversations: Sequence[str]
) -> dict[str, Row[Any, Any, Any, Any, Any]]:
    if len(terms) == 1:
        return {}
    whole = (
        select(_line.conversation, _line.number, _line.by, _line.text, func.max(_line.at))
        .where(_line.row.in_(_rows(" AND ".join(map(_term, terms)))))
        .where(_line.conversation.in_(conversations))
        .group_by(_line.conversation)
    )
    return {row.conversation: row for row in connection.execute(whole)}


def _rows(query: str) -> Select[tuple[int]]:
    rows = select(_words.c.rowid).where(_matches(query))
    return rows.order_by(_words.c.rowid.desc()).limit(NEWEST)


def _term(term: str) -> str:
    """As FTS5 takes plain text that may go on: nothing in it is syntax."""
    return '"' + term.replace('"', '""').replace("\0", " ") + '" *'


def _found(row: Row[Any, Any, Any, Any, Any]) -> Found:
    return Found(ConversationId(row.conversation), SaidLine(row.number, row.by, row.text))

"""Rows that commit with an append."""

from sqlalchemy import Connection, delete, insert

from frontdesk.adapters.sql.tables import turn_owed
from frontdesk.domain.event import ConversationId
from frontdesk.ports.conversations import Together


def keep_together(connection: Connection, id: ConversationId, row: Together) -> None:
    connection.execute(delete(turn_owed).where(turn_owed.c.conversation == id))
    if row.owed:
        connection.execute(insert(turn_owed), {"conversation": id})

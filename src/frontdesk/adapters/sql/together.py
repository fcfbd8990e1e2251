"""Rows that commit with an append."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert

from frontdesk.adapters.sql.ledger import keep_in_ledger
from frontdesk.adapters.sql.listings import keep_listing
from frontdesk.adapters.sql.outbox import keep_in_outbox
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.adapters.sql.tables import turn_owed
from frontdesk.adapters.sql.transcripts import keep_line
from frontdesk.adapters.sql.vault import keep_entry
from frontdesk.domain.event import ConversationId
from frontdesk.domain.finding import SaidLine
from frontdesk.domain.listing import Listing
from frontdesk.ports.conversations import Together, TurnOwed, VaultEntry
from frontdesk.ports.outbox import OutboxItem


def keep_together(
    connection: Connection, id: ConversationId, row: Together, at: datetime, sealing: Sealing
) -> None:
    match row:
        case TurnOwed():
            _keep_owed(connection, id, row)
        case VaultEntry():
            keep_entry(connection, id, row, sealing)
        case Listing():
            keep_listing(connection, id, row)
        case SaidLine():
            keep_line(connection, id, row, at)
        case OutboxItem():
            keep_in_outbox(connection, id, row, at)
        case _:
            keep_in_ledger(connection, id, row, at)


def _keep_owed(connection: Connection, id: ConversationId, row: TurnOwed) -> None:
    connection.execute(delete(turn_owed).where(turn_owed.c.conversation == id))
    if row.owed:
        connection.execute(insert(turn_owed), {"conversation": id})

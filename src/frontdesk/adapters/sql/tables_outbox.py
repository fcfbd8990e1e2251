"""The table of what is owed to others."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from frontdesk.adapters.sql.tables import metadata

outbox_table = Table(
    "outbox",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("conversation", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("event", String, nullable=False),
    Column("since", Integer, nullable=False),
    Column("due", Integer),  # null: given up
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("problem", Text, nullable=False, server_default=""),
    Column("reached", Text, nullable=False, server_default="[]"),  # JSON
    sqlite_with_rowid=False,
)
Index("outbox_due", outbox_table.c.kind, outbox_table.c.due)

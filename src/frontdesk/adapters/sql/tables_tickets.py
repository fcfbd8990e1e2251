"""The tables of the tickets."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from frontdesk.adapters.sql.tables import metadata

ticket_table = Table(
    "ticket",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("opened", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("category", String, nullable=False),
    Column("priority", String, nullable=False),
    Column("customer", String, index=True),
    Column("conversation", String, index=True),
    Column("state", String, nullable=False, index=True),
    Column("owner", String, nullable=False),
)

note_table = Table(
    "ticket_note",
    metadata,
    Column("ticket", Integer, ForeignKey("ticket.number"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("at", Integer, nullable=False),
    Column("by", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String),  # null: unchanged, as the owner's
    Column("owner", String),
    sqlite_with_rowid=False,
)

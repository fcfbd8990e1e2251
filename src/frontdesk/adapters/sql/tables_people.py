"""The tables of the people at the desk: their lists, their accounts and keys."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from frontdesk.adapters.sql.tables import metadata

listing_table = Table(
    "listing",
    metadata,
    Column("conversation", String, primary_key=True),
    Column("revision", Integer, nullable=False, unique=True),
    Column("holder", String, nullable=False),
    Column("data", Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)
Index("listing_of_holder", listing_table.c.holder, listing_table.c.revision)

user_table = Table(
    "user",
    metadata,
    Column("name", String, primary_key=True),
    Column("shown", Text, nullable=False),
    Column("role", String, nullable=False),
    Column("is_away", Boolean, nullable=False),
    Column("capacity", Integer),  # none: as many as everybody
    Column("languages", Text, nullable=False, server_default=""),  # as `de en`
    Column("password", Text, nullable=False, server_default=""),  # a hash; empty for none
    sqlite_with_rowid=False,
)

key_table = Table(
    "user_key",
    metadata,
    Column("digest", String, primary_key=True),
    Column("user", String, ForeignKey("user.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("expires", Integer, nullable=False),  # microseconds since 1970, UTC
    sqlite_with_rowid=False,
)

mode_table = Table(
    "desk_mode",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("mode", String, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Integer, nullable=False),  # microseconds since 1970, UTC
)

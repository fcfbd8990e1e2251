"""The table of the site's tokens that were shown."""

from sqlalchemy import Column, Index, Integer, String, Table

from frontdesk.adapters.sql.tables import metadata

sign_in = Table(
    "sign_in",
    metadata,
    Column("token", String, primary_key=True),
    Column("conversation", String, nullable=False),
    Column("expires", Integer, nullable=False),  # microseconds since 1970, UTC
    sqlite_with_rowid=False,
)
Index("sign_in_expires", sign_in.c.expires)

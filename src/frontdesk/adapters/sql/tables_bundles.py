"""The table of the bundles."""

from sqlalchemy import Column, String, Table, Text

from frontdesk.adapters.sql.tables import metadata

bundle_table = Table(
    "bundle",
    metadata,
    Column("hash", String, primary_key=True),
    Column("content", Text, nullable=False),  # JSON
)

"""The table of the vault."""

from sqlalchemy import Column, LargeBinary, String, Table

from frontdesk.adapters.sql.tables import metadata

vault_table = Table(
    "vault",
    metadata,
    Column("conversation", String, primary_key=True),
    Column("placeholder", String, primary_key=True),
    Column("sealed", LargeBinary),  # null: forgotten, but the placeholder is never given again
    sqlite_with_rowid=False,
)

"""The vault: what placeholders in texts stand for, sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "vault",
        sa.Column("conversation", sa.String, primary_key=True),
        sa.Column("placeholder", sa.String, primary_key=True),
        sa.Column("sealed", sa.LargeBinary),
        sqlite_with_rowid=False,
    )

"""What went into requests beside the log, by its hash."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "bundle",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
    )

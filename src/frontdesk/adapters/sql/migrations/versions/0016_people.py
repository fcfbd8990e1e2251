"""The people at the desk: their lists, their accounts and keys."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "listing",
        sa.Column("conversation", sa.String, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False, unique=True),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("listing_of_holder", "listing", ["holder", "revision"])
    op.create_table(
        "user",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("is_away", sa.Boolean, nullable=False),
        sa.Column("password", sa.Text, nullable=False, server_default=""),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "user_key",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column(
            "user", sa.String, sa.ForeignKey("user.name", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("expires", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_user_key_user", "user_key", ["user"])

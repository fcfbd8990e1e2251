"""Which of the site's tokens were shown, and where first."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "sign_in",
        sa.Column("token", sa.String, primary_key=True),
        sa.Column("conversation", sa.String, nullable=False),
        sa.Column("expires", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("sign_in_expires", "sign_in", ["expires"])

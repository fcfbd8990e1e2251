"""Who answers: the desk's switch; how much each person is given, and what they speak."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "desk_mode",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("mode", sa.String, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
    )
    op.add_column("user", sa.Column("capacity", sa.Integer))
    op.add_column("user", sa.Column("languages", sa.Text, nullable=False, server_default=""))

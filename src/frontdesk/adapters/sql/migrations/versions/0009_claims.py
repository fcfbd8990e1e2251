"""Who works on what is owed, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("turn_owed", sa.Column("worker", sa.String, nullable=False, server_default=""))
    op.add_column("turn_owed", sa.Column("until", sa.Integer, nullable=False, server_default="0"))

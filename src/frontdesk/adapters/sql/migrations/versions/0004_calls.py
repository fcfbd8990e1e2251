"""Events that tell of the model's calls are found by time."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index(
        "event_of_calls",
        "event",
        ["at"],
        sqlite_where=sa.text(
            "name IN ('MessageRead', 'ModelAnswered', 'ModelAsked', 'Summarized', 'TurnEnded')"
        ),
    )

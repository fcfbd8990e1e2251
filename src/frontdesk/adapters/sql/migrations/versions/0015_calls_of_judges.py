"""A judge's calls are found by time too."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0011"

OF_CALLS = (
    "name IN ('MessageRead', 'ModelAnswered', 'ModelAsked', 'ReplyScored', 'Summarized', "
    "'TurnEnded')"
)


def upgrade() -> None:
    op.drop_index("event_of_calls", "event")
    op.create_index("event_of_calls", "event", ["at"], sqlite_where=sa.text(OF_CALLS))

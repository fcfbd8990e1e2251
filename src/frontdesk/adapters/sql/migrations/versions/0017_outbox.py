"""What is owed to others, and summaries of handovers among the calls of the model."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("conversation", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("due", sa.Integer),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("problem", sa.Text, nullable=False, server_default=""),
        sa.Column("reached", sa.Text, nullable=False, server_default="[]"),
        sqlite_with_rowid=False,
    )
    op.create_index("outbox_due", "outbox", ["kind", "due"])
    op.drop_index("event_of_calls", "event")
    op.create_index("event_of_calls", "event", ["at"], sqlite_where=sa.text(OF_CALLS))


OF_CALLS = (
    "name IN ('HandoverSummarized', 'MessageRead', 'ModelAnswered', 'ModelAsked', "
    "'ReplyScored', 'Summarized', 'TurnEnded')"
)

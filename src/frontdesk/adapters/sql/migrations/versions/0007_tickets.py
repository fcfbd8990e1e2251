"""Tickets and their history."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "ticket",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("opened", sa.Integer, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("category", sa.String, nullable=False),
        sa.Column("priority", sa.String, nullable=False),
        sa.Column("customer", sa.String),
        sa.Column("conversation", sa.String),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
    )
    for column in ("customer", "conversation", "state"):
        op.create_index(f"ix_ticket_{column}", "ticket", [column])
    op.create_table(
        "ticket_note",
        sa.Column("ticket", sa.Integer, sa.ForeignKey("ticket.number"), primary_key=True),
        sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.String),
        sa.Column("owner", sa.String),
        sqlite_with_rowid=False,
    )

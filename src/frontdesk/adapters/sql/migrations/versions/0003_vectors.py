"""Passages have a category and vectors."""

import sqlalchemy as sa
from alembic import op

from frontdesk.adapters.sql.tables_vectors import COUNTED_CHANGES

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("passage", sa.Column("category", sa.String, nullable=False, server_default=""))
    op.create_index("ix_passage_category", "passage", ["category"])
    op.create_table(
        "vector",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column(
            "article",
            sa.String,
            sa.ForeignKey("article.article", ondelete="CASCADE"),
            nullable=False,
            unique=True,
        ),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("passages", sa.LargeBinary, nullable=False),
        sa.Column("scales", sa.LargeBinary, nullable=False),
        sa.Column("steps", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table("knowledge_change", sa.Column("count", sa.Integer, nullable=False))
    op.execute("INSERT INTO knowledge_change (count) VALUES (0)")
    for statement in COUNTED_CHANGES:
        op.execute(statement)

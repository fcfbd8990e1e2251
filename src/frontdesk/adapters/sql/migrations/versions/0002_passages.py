"""The knowledge: articles, passages, and the index over their words."""

import sqlalchemy as sa
from alembic import op

from frontdesk.adapters.sql.tables_passages import PASSAGE_WORDS

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("article", sa.String, primary_key=True),
        sa.Column("fingerprint", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "passage",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column(
            "article",
            sa.String,
            sa.ForeignKey("article.article", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_passage_article", "passage", ["article"])
    for statement in PASSAGE_WORDS:
        op.execute(statement)

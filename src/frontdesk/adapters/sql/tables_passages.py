"""The tables of the knowledge: articles, their passages, and the index over the passages' words."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from frontdesk.adapters.sql.tables import metadata

article_table = Table(
    "article",
    metadata,
    Column("article", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
    sqlite_with_rowid=False,
)

passage_table = Table(
    "passage",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column(
        "article",
        String,
        ForeignKey("article.article", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("title", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("category", String, nullable=False, server_default="", index=True),
    Column("body", Text, nullable=False),  # the blocks, joined by BLOCK_END
)

BLOCK_END = "\x1e"  # "record separator": stands in no text, and parts words for the index

# The index keeps no copy of the text. SQLite's manual, FTS5 4.4.3: it is kept in step by triggers.
PASSAGE_WORDS = (
    """
    CREATE VIRTUAL TABLE passage_words USING fts5(
        title, section, body, content='passage', content_rowid='row',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
        INSERT INTO passage_words(rowid, title, section, body)
        VALUES (new.row, new.title, new.section, new.body);
    END
    """,
    """
    CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
        INSERT INTO passage_words(passage_words, rowid, title, section, body)
        VALUES ('delete', old.row, old.title, old.section, old.body);
    END
    """,
)

"""The words of the transcripts, and the index over them."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from frontdesk.adapters.sql.tables import metadata

line_table = Table(
    "transcript_line",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("conversation", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Integer, nullable=False),  # microseconds since 1970, UTC
    Column("by", String, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("conversation", "number"),
)

# No stemming: customers write in five languages. Each word is found by how it begins instead.
TRANSCRIPT_WORDS = (
    """
    CREATE VIRTUAL TABLE transcript_words USING fts5(
        text, content='transcript_line', content_rowid='row',
        tokenize='unicode61 remove_diacritics 2', prefix='3'
    )
    """,
    """
    CREATE TRIGGER transcript_line_added AFTER INSERT ON transcript_line BEGIN
        INSERT INTO transcript_words(rowid, text) VALUES (new.row, new.text);
    END
    """,
    """
    CREATE TRIGGER transcript_line_removed AFTER DELETE ON transcript_line BEGIN
        INSERT INTO transcript_words(transcript_words, rowid, text)
        VALUES ('delete', old.row, old.text);
    END
    """,
)

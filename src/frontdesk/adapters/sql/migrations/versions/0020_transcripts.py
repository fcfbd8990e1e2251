"""The words of the transcripts, to search in them; the lists no longer keep words of their own."""

import sqlalchemy as sa
from alembic import op

from frontdesk.adapters.sql.tables_transcripts import TRANSCRIPT_WORDS

revision = "0020"
down_revision = "0018"

# What was said before; domain/finding.py has it for what is appended from now on.
SAID = """
    INSERT INTO transcript_line (conversation, number, at, "by", text)
    SELECT conversation, number, at, "by", trim(said) FROM (
        SELECT conversation, number, at,
            CASE name
                WHEN 'CustomerWrote' THEN 'customer' WHEN 'Rated' THEN 'customer'
                WHEN 'TurnEnded' THEN 'bot' WHEN 'ReceiptSent' THEN 'bot'
                WHEN 'PersonWrote' THEN 'person' WHEN 'NoteWritten' THEN 'note' ELSE 'desk'
            END AS "by",
            CASE name
                WHEN 'TurnEnded' THEN (
                    SELECT group_concat(text, '') FROM (
                        SELECT json_extract(part.data, '$.text') AS text FROM event AS part
                        WHERE part.conversation = event.conversation
                            AND part.name = 'ReplyPartSent'
                            AND json_extract(part.data, '$.turn') =
                                json_extract(event.data, '$.turn')
                        ORDER BY part.number
                    )
                )
                WHEN 'CustomerBound' THEN
                    coalesce(json_extract(data, '$.name'), '') || ' '
                    || json_extract(data, '$.customer')
                WHEN 'TicketOpened' THEN json_extract(data, '$.ticket')
                WHEN 'HandoverStarted' THEN json_extract(data, '$.reason')
                WHEN 'ConfirmationOffered' THEN
                    json_extract(data, '$.title') || ' ' || json_extract(data, '$.order')
                ELSE json_extract(data, '$.text')
            END AS said
        FROM event
        WHERE name IN ('CustomerWrote', 'Rated', 'TurnEnded', 'ReceiptSent', 'PersonWrote',
            'NoteWritten', 'CustomerBound', 'TicketOpened', 'HandoverStarted',
            'ConfirmationOffered')
    )
    WHERE trim(said) <> '' AND trim(said) NOT LIKE '[removed]%'
    ORDER BY at
"""


def upgrade() -> None:
    op.create_table(
        "transcript_line",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("conversation", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("conversation", "number"),
    )
    for statement in TRANSCRIPT_WORDS:
        op.execute(statement)
    op.get_bind().exec_driver_sql(SAID)
    op.drop_column("listing", "words")

"""The tables of the conversation log."""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text, text

metadata = MetaData()

event = Table(
    "event",
    metadata,
    Column("conversation", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Integer, nullable=False),  # microseconds since 1970, UTC
    Column("name", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("data", Text, nullable=False),
    sqlite_with_rowid=False,  # rows lie in the order they are read
)

# SQLite uses a partial index only for a query that holds its very words: no bound parameters.
OF_CALLS = text(
    "name IN ('HandoverSummarized', 'MessageRead', 'ModelAnswered', 'ModelAsked', "
    "'ReplyScored', 'Summarized', 'TurnEnded')"
)
Index("event_of_calls", event.c.at, sqlite_where=OF_CALLS)

# A row for every conversation in which the desk owes work: what a restart looks for, and who has
# claimed it until when.
turn_owed = Table(
    "turn_owed",
    metadata,
    Column("conversation", String, primary_key=True),
    Column("worker", String, nullable=False, server_default=""),
    Column("until", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

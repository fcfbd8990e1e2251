"""The tables of the passages' vectors."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from frontdesk.adapters.sql.tables import metadata

# One row an article: its vectors are made together, kept together and read together.
vector_table = Table(
    "vector",
    metadata,
    Column("row", Integer, primary_key=True),
    Column(
        "article",
        String,
        ForeignKey("article.article", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column("model", String, nullable=False),
    Column("passages", LargeBinary, nullable=False),  # int64: the passage row of each vector
    Column("scales", LargeBinary, nullable=False),  # float32: what each vector is multiplied with
    Column("steps", LargeBinary, nullable=False),  # int8, vectors one after the other
    sqlite_autoincrement=True,  # a row's number is never given again: it tells new from known
)

knowledge_change = Table("knowledge_change", metadata, Column("count", Integer, nullable=False))

# The count tells every process, cheaply, that articles or vectors are no longer those it knows.
COUNTED_CHANGES = tuple(
    f"""
    CREATE TRIGGER {table}_{event.lower()}_counted AFTER {event} ON {table} BEGIN
        UPDATE knowledge_change SET count = count + 1;
    END
    """  # noqa: S608 (our own names)
    for table in ("article", "vector")
    for event in ("INSERT", "DELETE")
)

"""Passages in SQL."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, LargeBinary, bindparam, cast, delete, func, insert, select

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.matching import Matching
from frontdesk.adapters.sql.tables_passages import BLOCK_END, article_table, passage_table
from frontdesk.domain.passage import ArticleId, Found, Passage, PassageId
from frontdesk.ports.passages import Extent

_fingerprints = select(article_table.c.article, article_table.c.fingerprint)
_article_count = select(func.count()).select_from(article_table)
_bytes = (
    func.length(cast(passage_table.c.title, LargeBinary))
    + func.length(cast(passage_table.c.section, LargeBinary))
    + func.length(cast(func.replace(passage_table.c.body, BLOCK_END, ""), LargeBinary))
)
_passage_extent = select(func.count(), func.coalesce(func.sum(_bytes), 0)).select_from(
    passage_table
)
_remove = delete(article_table).where(article_table.c.article == bindparam("id"))
_columns = select(
    passage_table.c.row,
    passage_table.c.id,
    passage_table.c.article,
    passage_table.c.title,
    passage_table.c.section,
    passage_table.c.url,
    passage_table.c.category,
    passage_table.c.body,
)
_load = _columns.where(passage_table.c.row.in_(bindparam("rows", expanding=True)))
_of_article = _columns.where(passage_table.c.article == bindparam("id")).order_by(
    passage_table.c.row
)

_every = _columns.order_by(passage_table.c.article, passage_table.c.row)


class SqlPassages:
    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._matching = Matching()

    async def fingerprints(self) -> Mapping[ArticleId, str]:
        def work(connection: Connection) -> Mapping[ArticleId, str]:
            return {ArticleId(id): mark for id, mark in connection.execute(_fingerprints)}

        return await self._database.read(work)

    async def extent(self) -> Extent:
        def work(connection: Connection) -> Extent:
            articles = connection.scalar(_article_count)
            passages, size = connection.execute(_passage_extent).one()
            return Extent(articles or 0, passages, size)

        return await self._database.read(work)

    async def every(self) -> Sequence[Passage]:
        def work(connection: Connection) -> Sequence[Passage]:
            return [_passage(*columns) for _, *columns in connection.execute(_every)]

        return await self._database.read(work)

    async def put(self, article: ArticleId, fingerprint: str, passages: Sequence[Passage]) -> None:
        kept = {"article": article, "fingerprint": fingerprint}
        rows = [_row(passage) for passage in passages]

        def work(connection: Connection) -> None:
            connection.execute(_remove, {"id": article})
            connection.execute(insert(article_table), kept)
            if rows:
                connection.execute(insert(passage_table), rows)

        await self._database.write(work)

    async def remove(self, article: ArticleId) -> None:
        def work(connection: Connection) -> None:
            connection.execute(_remove, {"id": article})

        await self._database.write(work)

    async def find(
        self, words: Sequence[str], limit: int, *, category: str = ""
    ) -> Sequence[Found]:
        def work(connection: Connection) -> Sequence[Found]:
            return found_in_order(
                connection, self._matching.best(connection, words, limit, category)
            )

        return await self._database.read(work)


def passages_of(connection: Connection, article: ArticleId) -> Sequence[Passage]:
    rows = connection.execute(_of_article, {"id": article})
    return [_passage(*columns) for _, *columns in rows]


def found_in_order(connection: Connection, best: Sequence[tuple[int, float]]) -> Sequence[Found]:
    """The passages of these rows, in their order."""
    rows = connection.execute(_load, {"rows": [row for row, _ in best]})
    passages = {row: _passage(*columns) for row, *columns in rows}
    return [Found(passages[row], score) for row, score in best]


def _row(passage: Passage) -> dict[str, str]:
    return {
        "id": passage.id,
        "article": passage.article,
        "title": passage.title,
        "section": passage.section,
        "url": passage.url,
        "category": passage.category,
        "body": BLOCK_END.join(block.replace(BLOCK_END, " ") for block in passage.blocks),
    }


def _passage(*columns: str) -> Passage:
    id, article, title, section, url, category, body = columns
    blocks = tuple(body.split(BLOCK_END))
    return Passage(PassageId(id), ArticleId(article), title, section, url, blocks, category)

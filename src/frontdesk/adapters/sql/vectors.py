"""Vectors of passages in SQL, and all of them in memory to be compared."""

import threading
from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.matrix import Matrix, Packed, pack
from frontdesk.adapters.sql.passages import found_in_order, passages_of
from frontdesk.adapters.sql.tables_passages import article_table, passage_table
from frontdesk.adapters.sql.tables_vectors import knowledge_change, vector_table
from frontdesk.domain.passage import ArticleId, Found, PassageId
from frontdesk.ports.embedding import Vectors
from frontdesk.ports.vectors import READY_SHARE, Unread

_has_vectors = (
    select(vector_table.c.row)
    .where(vector_table.c.article == article_table.c.article)
    .where(vector_table.c.model == bindparam("model"))
    .exists()
)
_unread = (
    select(article_table.c.article, article_table.c.fingerprint)
    .where(~_has_vectors)
    .order_by(article_table.c.article)
    .limit(bindparam("limit"))
)
_unread_count = select(func.count()).select_from(article_table).where(~_has_vectors)
_articles = select(func.count()).select_from(article_table)
_changes = select(knowledge_change.c.count)
_fingerprint = select(article_table.c.fingerprint).where(article_table.c.article == bindparam("id"))
_forget = delete(vector_table).where(vector_table.c.article == bindparam("id"))
_passage_rows = select(passage_table.c.id, passage_table.c.row).where(
    passage_table.c.article == bindparam("id")
)
_of_category = select(passage_table.c.row).where(passage_table.c.category == bindparam("category"))
_kept = select(vector_table.c.row).where(vector_table.c.model == bindparam("model"))
_load = select(
    vector_table.c.row, vector_table.c.passages, vector_table.c.scales, vector_table.c.steps
).where(vector_table.c.row.in_(bindparam("rows", expanding=True)))

LOADED_AT_ONCE = 500


class SqlVectorIndex:
    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._loading = threading.Lock()  # one reader brings the matrix up to date, others wait
        self._known: tuple[str, int] | None = None
        self._matrix = Matrix({})
        self._is_ready = False

    async def unread(self, model: str, limit: int) -> Sequence[Unread]:
        def work(connection: Connection) -> Sequence[Unread]:
            rows = connection.execute(_unread, {"model": model, "limit": limit})
            articles = [(ArticleId(article), fingerprint) for article, fingerprint in rows]
            return [
                Unread(article, fingerprint, passages_of(connection, article))
                for article, fingerprint in articles
            ]

        return await self._database.read(work)

    async def unread_count(self, model: str) -> int:
        return await self._database.read(
            lambda connection: connection.scalar(_unread_count, {"model": model}) or 0
        )

    async def put(self, model: str, article: Unread, vectors: Mapping[PassageId, Vectors]) -> None:
        id = article.article

        def work(connection: Connection) -> None:
            if connection.scalar(_fingerprint, {"id": id}) != article.fingerprint:
                return
            connection.execute(_forget, {"id": id})
            rows = dict(connection.execute(_passage_rows, {"id": id}).all())
            packed = pack({rows[passage]: vectors[passage] for passage in vectors})
            connection.execute(
                insert(vector_table), {"article": id, "model": model, **_blobs(packed)}
            )

        await self._database.write(work)

    async def nearest(
        self, model: str, vector: Vectors, limit: int, *, category: str = ""
    ) -> Sequence[Found]:
        def work(connection: Connection) -> Sequence[Found]:
            matrix = self._current(connection, model)
            if matrix is None:
                return []
            among = None
            if category:
                rows = connection.scalars(_of_category, {"category": category})
                among = np.fromiter(rows, np.int64)
            return found_in_order(connection, matrix.nearest(vector, limit, among))

        return await self._database.read(work)

    def _current(self, connection: Connection, model: str) -> Matrix | None:
        """As of what this connection sees; None if too few articles have vectors."""
        with self._loading:
            known = (model, connection.scalar(_changes) or 0)
            if known != self._known:
                self._matrix = _refreshed(self._matrix, connection, model)
                articles = connection.scalar(_articles) or 0
                self._is_ready = len(self._matrix.parts) >= max(READY_SHARE * articles, 1)
                self._known = known
            return self._matrix if self._is_ready else None


def _refreshed(matrix: Matrix, connection: Connection, model: str) -> Matrix:
    """Only rows that are not known yet are read."""
    rows = set(connection.scalars(_kept, {"model": model}))
    new: dict[int, Packed] = {}
    missing = sorted(rows - matrix.parts.keys())
    for begin in range(0, len(missing), LOADED_AT_ONCE):
        some = {"rows": missing[begin : begin + LOADED_AT_ONCE]}
        new |= {row: _packed(*blobs) for row, *blobs in connection.execute(_load, some)}
    return matrix.changed(rows & matrix.parts.keys(), new)


def _blobs(packed: Packed) -> dict[str, bytes]:
    return {
        "passages": packed.passages.astype("<i8").tobytes(),
        "scales": packed.scales.astype("<f4").tobytes(),
        "steps": packed.steps.tobytes(),
    }


def _packed(passages: bytes, scales: bytes, steps: bytes) -> Packed:
    of = np.frombuffer(passages, "<i8")
    every = np.frombuffer(steps, np.int8)
    return Packed(
        of, np.frombuffer(scales, "<f4"), every.reshape(len(of), -1) if len(of) else every
    )

"""What every keeper of vectors promises."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.adapters.memory.vectors import MemoryVectorIndex
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.passages import SqlPassages
from frontdesk.adapters.sql.vectors import SqlVectorIndex
from frontdesk.domain.passage import ArticleId, Found, Passage
from frontdesk.ports.embedding import Vectors
from frontdesk.ports.passages import Passages
from frontdesk.ports.vectors import Unread, VectorIndex
from tests.builders import passage
from tests.empty_database import ensure_database

MODEL = "model/1"


@dataclass
class Keepers:
    passages: Passages
    index: VectorIndex
    elsewhere: VectorIndex
    """The same vectors, as another process sees them."""


@asynccontextmanager
async def memory(_: Path) -> AsyncIterator[Keepers]:
    passages = MemoryPassages()
    index = MemoryVectorIndex(passages)
    yield Keepers(passages, index, index)


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[Keepers]:
    ensure_database(folder / "desk.db")
    here, there = SqliteDatabase(folder / "desk.db"), SqliteDatabase(folder / "desk.db")
    try:
        yield Keepers(SqlPassages(here), SqlVectorIndex(here), SqlVectorIndex(there))
    finally:
        here.close()
        there.close()


@pytest.fixture(params=[memory, sqlite], ids=lambda keeper: keeper.__name__)
async def keepers(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Keepers]:
    async with request.param(tmp_path) as opened:
        yield opened


def vector(*values: float) -> Vectors:
    one = np.array(values, np.float32)
    return one / np.linalg.norm(one)


NORTH, EAST, BETWEEN = vector(0, 1), vector(1, 0), vector(1, 1)


async def put(keepers: Keepers, *passages: Passage, fingerprint: str = "print") -> Unread:
    article = passages[0].article
    await keepers.passages.put(article, fingerprint, passages)
    return Unread(article, fingerprint, passages)


async def read(keepers: Keepers, article: Unread, *vectors: Vectors) -> None:
    pairs = zip(article.passages, vectors, strict=True)
    of = {kept.id: np.atleast_2d(rows) for kept, rows in pairs}
    await keepers.index.put(MODEL, article, of)


async def two_articles(keepers: Keepers) -> tuple[Unread, Unread]:
    mugs = await put(keepers, passage("mugs#1"), passage("mugs#2"))
    lamps = await put(keepers, passage("lamps#1"))
    await read(keepers, mugs, NORTH, BETWEEN)
    await read(keepers, lamps, EAST)
    return mugs, lamps


def ids(found: Iterable[Found]) -> list[str]:
    return [hit.passage.id for hit in found]


def names(articles: Sequence[Unread]) -> list[str]:
    return [article.article for article in articles]


async def test_the_nearest_passage_comes_first(keepers: Keepers) -> None:
    await two_articles(keepers)

    found = await keepers.index.nearest(MODEL, NORTH, 5)

    assert ids(found) == ["mugs#1", "mugs#2", "lamps#1"]
    assert [hit.score for hit in found] == pytest.approx([1, 0.5**0.5, 0], abs=0.01)


async def test_a_passage_comes_back_as_it_was_put(keepers: Keepers) -> None:
    kept = replace(passage("mugs#1", "One.", "Two.", url="https://shop.example"), category="mugs")
    await read(keepers, await put(keepers, kept), NORTH)

    assert [hit.passage for hit in await keepers.index.nearest(MODEL, NORTH, 5)] == [kept]


async def test_of_several_vectors_the_best_counts_and_the_passage_comes_once(
    keepers: Keepers,
) -> None:
    long = await put(keepers, passage("long#1"))
    short = await put(keepers, passage("short#1"))
    await read(keepers, long, np.stack([EAST, NORTH, EAST]))
    await read(keepers, short, BETWEEN)

    assert ids(await keepers.index.nearest(MODEL, NORTH, 5)) == ["long#1", "short#1"]
    assert ids(await keepers.index.nearest(MODEL, EAST, 2)) == ["long#1", "short#1"]


async def test_no_more_than_the_limit_is_found(keepers: Keepers) -> None:
    many = await put(keepers, *(passage(f"many#{n}") for n in range(20)))
    await read(keepers, many, *(np.stack([vector(1, n), vector(2, n)]) for n in range(20)))

    assert len(await keepers.index.nearest(MODEL, NORTH, 7)) == 7
    assert len(await keepers.index.nearest(MODEL, NORTH, 99)) == 20


async def test_vectors_need_not_have_length_1(keepers: Keepers) -> None:
    await read(keepers, await put(keepers, passage("a#1")), 1.75 * NORTH)

    (found,) = await keepers.index.nearest(MODEL, NORTH, 5)

    assert found.score == pytest.approx(1.75, abs=0.01)


async def test_only_the_category_asked_for_is_looked_at(keepers: Keepers) -> None:
    mugs = await put(keepers, replace(passage("mugs#1"), category="kitchen"))
    lamps = await put(keepers, replace(passage("lamps#1"), category="light"))
    await read(keepers, mugs, NORTH)
    await read(keepers, lamps, EAST)

    assert ids(await keepers.index.nearest(MODEL, NORTH, 5, category="light")) == ["lamps#1"]
    assert await keepers.index.nearest(MODEL, NORTH, 5, category="garden") == []


async def test_articles_without_vectors_are_named_with_their_passages(keepers: Keepers) -> None:
    mugs = await put(keepers, passage("mugs#1"), passage("mugs#2"))
    lamps = await put(keepers, passage("lamps#1"))
    await read(keepers, lamps, EAST)

    (unread,) = await keepers.index.unread(MODEL, 5)

    assert unread.article == mugs.article
    assert unread.fingerprint == mugs.fingerprint
    assert list(unread.passages) == list(mugs.passages)
    assert await keepers.index.unread_count(MODEL) == 1


async def test_no_more_articles_are_named_than_asked_for(keepers: Keepers) -> None:
    for name in ("a", "b", "c"):
        await put(keepers, passage(f"{name}#1"))

    assert names(await keepers.index.unread(MODEL, 2)) == ["a", "b"]
    assert await keepers.index.unread_count(MODEL) == 3


async def test_vectors_of_another_model_do_not_count(keepers: Keepers) -> None:
    await two_articles(keepers)

    assert await keepers.index.unread_count("model/2") == 2
    assert await keepers.index.nearest("model/2", NORTH, 5) == []


async def test_a_changed_article_has_no_vectors(keepers: Keepers) -> None:
    _, lamps = await two_articles(keepers)
    await keepers.index.nearest(MODEL, NORTH, 5)

    await put(keepers, passage("lamps#1", "New."), fingerprint="newer")

    assert names(await keepers.index.unread(MODEL, 5)) == [lamps.article]


async def test_vectors_of_what_an_article_said_before_are_not_kept(keepers: Keepers) -> None:
    before = await put(keepers, passage("mugs#1"))
    await put(keepers, passage("mugs#1", "New."), fingerprint="newer")

    await read(keepers, before, NORTH)

    assert await keepers.index.unread_count(MODEL) == 1


async def test_vectors_of_a_removed_article_are_not_kept(keepers: Keepers) -> None:
    mugs, _ = await two_articles(keepers)
    await keepers.passages.remove(mugs.article)

    await read(keepers, mugs, NORTH, NORTH)

    assert ids(await keepers.index.nearest(MODEL, NORTH, 5)) == ["lamps#1"]
    assert await keepers.index.unread_count(MODEL) == 0


async def test_while_many_articles_are_unread_nothing_is_found(keepers: Keepers) -> None:
    articles = [await put(keepers, passage(f"a{n}#1")) for n in range(10)]
    for article in articles[:8]:
        await read(keepers, article, NORTH)
    before = await keepers.index.nearest(MODEL, NORTH, 5)

    await read(keepers, articles[8], NORTH)
    after = await keepers.index.nearest(MODEL, NORTH, 50)

    assert before == []
    assert len(after) == 9


async def test_what_another_process_changed_is_found_at_once(keepers: Keepers) -> None:
    mugs, lamps = await two_articles(keepers)
    assert len(await keepers.elsewhere.nearest(MODEL, NORTH, 5)) == 3

    await read(keepers, lamps, NORTH)
    await read(keepers, mugs, EAST, BETWEEN)
    moved = ids(await keepers.elsewhere.nearest(MODEL, NORTH, 5))
    await keepers.passages.remove(ArticleId("lamps"))
    gone = ids(await keepers.elsewhere.nearest(MODEL, NORTH, 5))

    assert moved == ["lamps#1", "mugs#2", "mugs#1"]
    assert gone == ["mugs#2", "mugs#1"]


async def test_an_empty_keeper_finds_nothing(keepers: Keepers) -> None:
    assert await keepers.index.nearest(MODEL, NORTH, 5) == []
    assert await keepers.index.unread(MODEL, 5) == []
    assert await keepers.index.unread_count(MODEL) == 0


async def test_an_article_without_passages_is_read_with_nothing(keepers: Keepers) -> None:
    await keepers.passages.put(ArticleId("empty"), "print", [])
    (unread,) = await keepers.index.unread(MODEL, 5)

    await keepers.index.put(MODEL, unread, {})

    assert await keepers.index.unread_count(MODEL) == 0
    assert await keepers.index.nearest(MODEL, NORTH, 5) == []


async def test_many_vectors_are_compared_as_one_by_one(keepers: Keepers) -> None:
    noise = np.random.default_rng(7)
    rows = noise.normal(size=(1300, 24)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    many = await put(keepers, *(passage(f"many#{n}") for n in range(1300)))
    await read(keepers, many, *rows)
    asked = rows[700] + rows[3]

    found = await keepers.index.nearest(MODEL, asked, 50)

    exact = np.sort(rows @ asked)[::-1][:50]
    assert [hit.score for hit in found] == pytest.approx(list(exact), abs=0.02)
    assert set(ids(found[:2])) == {"many#700", "many#3"}

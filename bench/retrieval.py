"""How well and how fast the knowledge is searched: `python -m bench.retrieval`.

Needs ../shared/data and the model's files. Articles and vectors stay in the cache between runs.
"""

import asyncio
import random
import resource
import sys
import tempfile
import time
from collections.abc import Collection, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.questions import DATA, Corpus, Question, corpora
from bench.ranking import articles, auroc, figures
from frontdesk.adapters.embedding import MiniLmEmbedder, is_installed, weights_folder
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.migrating import upgrade
from frontdesk.adapters.sql.passages import SqlPassages
from frontdesk.adapters.sql.vectors import SqlVectorIndex
from frontdesk.domain.passage import ArticleId, Found, Passage, PassageId
from frontdesk.knowledge import Meaning, Query, ingest, read_articles, search
from frontdesk.ports.embedding import Text, Vectors
from frontdesk.ports.vectors import Unread

DEEP = 40  # Passages of a ranking, among them about ten articles.
MANY = 100_000
SAMPLE = 150


@dataclass
class Remembered:
    """An embedder that has read these texts before: what is left is the search itself."""

    vectors: dict[str, Vectors]
    name: str
    dimension: int

    async def embed(self, texts: Sequence[Text]) -> Sequence[Vectors]:
        return [self.vectors[text.body] for text in texts]


@dataclass
class Without:
    """Passages and vectors of a keeper, but for some articles."""

    keeper: SqlPassages
    index: SqlVectorIndex
    gone: Collection[str] = ()

    async def find(
        self, words: Sequence[str], limit: int, *, category: str = ""
    ) -> Sequence[Found]:
        return self._kept(await self.keeper.find(words, 2 * limit, category=category))[:limit]

    async def nearest(
        self, model: str, vector: Vectors, limit: int, *, category: str = ""
    ) -> Sequence[Found]:
        found = await self.index.nearest(model, vector, 2 * limit, category=category)
        return self._kept(found)[:limit]

    def _kept(self, found: Sequence[Found]) -> Sequence[Found]:
        return [hit for hit in found if hit.passage.article not in self.gone]


def figure(name: str, value: str, budget: str = "") -> None:
    print(f"{name:<44} {value:<52} {budget}", flush=True)


@contextmanager
def opened(folder: Path) -> Generator[tuple[SqlPassages, SqlVectorIndex]]:
    folder.mkdir(parents=True, exist_ok=True)
    upgrade(folder / "desk.db")
    database = SqliteDatabase(folder / "desk.db")
    try:
        yield SqlPassages(database), SqlVectorIndex(database)
    finally:
        database.close()


async def measure(corpus: Corpus, embedder: MiniLmEmbedder) -> None:
    with opened(weights_folder().parent / "bench" / corpus.name) as (passages, index):
        await ingest(corpus.articles, passages)
        began, done = time.perf_counter(), 0
        async for taken in read_articles(Meaning(embedder, index)):
            done += taken
            print(f"\r\033[Kreading {corpus.name}: {done}", end="", file=sys.stderr, flush=True)
        if done:
            figure(
                f"{corpus.name}: articles read for meaning",
                f"{done / (time.perf_counter() - began):.1f} /s",
            )
        meaning = Meaning(await remembered(embedder, corpus.questions), index)
        await measure_ranking(corpus, passages, meaning)
        await measure_answerable(corpus, passages, index, meaning)


async def remembered(embedder: MiniLmEmbedder, questions: Sequence[Question]) -> Remembered:
    vectors = await embedder.embed([Text(question.text) for question in questions])
    texts = [question.text for question in questions]
    return Remembered(dict(zip(texts, vectors, strict=True)), embedder.name, embedder.dimension)


async def measure_ranking(corpus: Corpus, passages: SqlPassages, meaning: Meaning) -> None:
    asked = [question for question in corpus.questions if question.gold]
    by_words, by_meaning, fused = [], [], []
    for question in asked:
        query = Query(question.text)
        by_words.append(articles((await search(passages, query, limit=DEEP)).found))
        vector = await meaning.of(question.text)
        by_meaning.append(articles(await meaning.index.nearest(meaning.model, vector, DEEP)))
        found = (await search(passages, query, meaning=meaning, limit=DEEP)).found
        fused.append(articles(found))
    for group, chosen in groups(corpus, asked).items():
        some = [asked[n] for n in chosen]
        for name, rankings in (("words", by_words), ("meaning", by_meaning), ("both", fused)):
            figure(
                f"{corpus.name}, {group} ({len(some)}): {name}",
                figures([rankings[n] for n in chosen], some),
            )


def groups(corpus: Corpus, asked: Sequence[Question]) -> dict[str, list[int]]:
    kinds = sorted({question.kind for question in asked})
    chosen = {kind: [n for n, one in enumerate(asked) if one.kind == kind] for kind in kinds}
    if corpus.name == "sumo":
        del chosen["silver"]
        chosen["all"] = [n for n, one in enumerate(asked) if one.kind != "cross-lingual"]
        chosen["all, held back"] = [n for n in chosen["all"] if asked[n].is_held_back]
    return chosen


async def measure_answerable(
    corpus: Corpus, passages: SqlPassages, index: SqlVectorIndex, meaning: Meaning
) -> None:
    asked = [one for one in corpus.questions if one.is_held_back and one.kind != "cross-lingual"]
    for name, means in (("words", None), ("both", meaning)):
        value: dict[str, float] = {}
        removed: dict[str, float] = {}
        for one in asked:
            query, rest = Query(one.text), Without(passages, index, one.gold)
            value[one.id] = (await search(passages, query, meaning=means)).answerable
            apart = replace(means, index=rest) if means else None
            removed[one.id] = (await search(rest, query, meaning=apart)).answerable
        good = [value[one.id] for one in asked if one.gold]
        gone = [removed[one.id] for one in asked if one.gold]
        none = [value[one.id] for one in asked if not one.gold]
        said = f"gold removed {auroc(good, gone):.3f}"
        if none:
            said = f"unanswerable {auroc(good, none):.3f}  " + said
        figure(f"{corpus.name}, held back: answerable AUROC, {name}", said)
        means_said = f"{np.mean(good):.2f} / {np.mean(gone):.2f}"
        figure(
            "  mean value with / without its article",
            means_said + (f" / {np.mean(none):.2f}" if none else ""),
        )


async def measure_speed(every: Sequence[Corpus], embedder: MiniLmEmbedder) -> None:
    corpus = every[0]
    texts = [question.text for question in corpus.questions[:SAMPLE]]
    spent = [await seconds(embedder.embed([Text(text)])) for text in texts]
    figure("a question's vector", quantiles(spent))
    with opened(weights_folder().parent / "bench" / corpus.name) as (passages, index):
        meaning = Meaning(await remembered(embedder, corpus.questions), index)
        some = await read_back(index)
        await measure_search(
            f"search, {len(some)} articles of sumo", passages, meaning, texts, "15 ms"
        )
        with tempfile.TemporaryDirectory() as place:
            await measure_many(Path(place), some, meaning, texts)


async def measure_search(
    name: str, passages: SqlPassages, meaning: Meaning, texts: Sequence[str], budget: str
) -> None:
    for text in texts[:5]:
        await search(passages, Query(text), meaning=meaning)
    spent = [await seconds(search(passages, Query(text), meaning=meaning)) for text in texts]
    figure(name, quantiles(spent), budget)


async def read_back(index: SqlVectorIndex) -> Sequence[Unread]:
    return await index.unread("another model", MANY)


async def measure_many(
    folder: Path,
    some: Sequence[Unread],
    meaning: Meaning,
    texts: Sequence[str],
) -> None:
    """Copies with a tenth of the words exchanged, and vectors near those of other passages."""
    chance, noise = random.Random(7), np.random.default_rng(7)
    words = [word for one in some for passage in one.passages for word in passage.text.split()]
    known = np.stack([vectors[0] for vectors in meaning.embedder.vectors.values()])
    with opened(folder) as (passages, many):
        count, round_, putting = 0, 0, 0.0
        while count < MANY:
            round_ += 1
            for one in some:
                copy = copied(one, round_, words, chance)
                began = time.perf_counter()
                await passages.put(copy.article, copy.fingerprint, copy.passages)
                putting += time.perf_counter() - began
                near = known[noise.integers(len(known), size=len(copy.passages))]
                near = near + noise.normal(0, 0.05, near.shape).astype(np.float32)
                vectors = {p.id: near[n : n + 1] for n, p in enumerate(copy.passages)}
                await many.put(meaning.model, copy, vectors)
                count += len(copy.passages)
        figure("passages put, durable article by article", f"{count / putting:.0f} /s")
        before = memory()
        began = time.perf_counter()
        meaning = Meaning(meaning.embedder, many)
        await search(passages, Query(texts[0]), meaning=meaning)
        figure(
            f"first search of {count:,}",
            f"{1000 * (time.perf_counter() - began):.0f} ms, {memory() - before:+.0f} MB",
        )
        await measure_search(f"search, {count:,} passages", passages, meaning, texts, "40 ms")
        figure(
            "  of it words alone",
            quantiles([await seconds(search(passages, Query(t))) for t in texts]),
        )


def copied(one: Unread, round_: int, words: Sequence[str], chance: random.Random) -> Unread:
    def varied(text: str) -> str:
        return " ".join(
            chance.choice(words) if chance.random() < 0.1 else word for word in text.split(" ")
        )

    def copy(passage: Passage) -> Passage:
        return replace(
            passage,
            id=PassageId(f"{round_}/{passage.id}"),
            article=ArticleId(f"{round_}/{passage.article}"),
            title=varied(passage.title),
            blocks=tuple(map(varied, passage.blocks)),
        )

    passages = [copy(passage) for passage in one.passages]
    return Unread(ArticleId(f"{round_}/{one.article}"), "x", passages)


async def seconds(work) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


def quantiles(spent: Sequence[float]) -> str:
    return "p50 {:.1f} ms  p95 {:.1f} ms".format(*(1000 * np.quantile(spent, [0.5, 0.95])))


def memory() -> float:
    """Of this process, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


async def run() -> None:
    embedder = MiniLmEmbedder(weights_folder())
    before = memory()
    await embedder.embed([Text("warm")])
    figure("memory of the model", f"{memory() - before:+.0f} MB")
    every = corpora(DATA)
    for corpus in every:
        await measure(corpus, embedder)
    await measure_speed(every, embedder)


def is_possible() -> bool:
    """Whether questions and model are there; says what is missing."""
    if not DATA.is_dir():
        print(f"retrieval: not measured, there is no {DATA}")
    elif not is_installed(weights_folder()):
        print("retrieval: not measured; run `frontdesk embeddings install` first")
    else:
        return True
    return False


def main() -> None:
    if is_possible():
        asyncio.run(run())


if __name__ == "__main__":
    main()

"""A question finds passages: by its words, and by its meaning where vectors are there."""

import asyncio
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import structlog

from frontdesk.domain.passage import ArticleId, Found
from frontdesk.errors import EmbeddingsUnusable
from frontdesk.knowledge.answerable import answerable, read_signals
from frontdesk.knowledge.embedding import Meaning
from frontdesk.knowledge.fusing import blend, fuse
from frontdesk.knowledge.stop_words import STOP_WORDS
from frontdesk.ports.passages import Passages

FOLLOW_UP_WORDS = 3
"""A question with no more words of its own than this may lean on what was said before."""

MAX_WORDS = 32  # Of a pasted log or mail the start; on real questions more words find no more.
MAX_REPEATS = 2  # Said twice it counts twice, as in BM25; further repeats are noise.
EARLIER_WORDS = 16
EARLIER_TEXTS = 3  # What was said before that is read together with a follow-up's words.
MAX_OF_ARTICLE = 2  # Passages of one article in a result; more crowd out the article needed.
DEPTH = 60  # Passages of each ranking: enough for ten articles, which `answerable` compares.

_WORD = re.compile(r"[^\W_]+")

logger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Query:
    question: str
    earlier: Sequence[str] = ()
    """What the conversation was about, oldest first: customer texts, titles of cited passages.

    It only counts for a question that says little by itself ("how long does it take?").
    """
    category: str = ""
    """Only passages filed under it; empty for all."""
    without: Collection[str] = ()
    """Passages that are at hand already: not found again, but they may hold the answer."""


@dataclass(frozen=True, slots=True)
class Search:
    found: Sequence[Found]
    """Best first."""
    answerable: float
    """How much to expect that what was found or is at hand answers the question, in [0, 1]."""


NOTHING = Search((), 0.0)


async def search(
    passages: Passages, query: Query, *, meaning: Meaning | None = None, limit: int = 5
) -> Search:
    """Nothing if no word of the question, or of what was said before, says what it is about."""
    own = words(query.question)
    leans = len(set(own)) <= FOLLOW_UP_WORDS and bool(query.earlier)
    before = words(" ".join(reversed(query.earlier)))[:EARLIER_WORDS] if leans else []
    if not own and not before:
        return NOTHING
    depth = max(DEPTH, limit * MAX_OF_ARTICLE) + len(query.without)
    by_words, by_meaning = await asyncio.gather(
        _by_words(passages, own, before, query.category, depth),
        _by_meaning(meaning, _said(query, leans=leans), query.category, depth),
    )
    ranking = blend(by_words, by_meaning)
    if not ranking:
        return NOTHING
    best = _spread(ranking)[:limit]
    signals = read_signals(own or before, best, by_words=by_words, by_meaning=by_meaning)
    new = [found for found in ranking if found.passage.id not in query.without]
    return Search(_spread(new)[:limit], answerable(signals))


def words(text: str) -> list[str]:
    """The words that carry what a text is about, in order."""
    seen: Counter[str] = Counter()
    carrying: list[str] = []
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if word in STOP_WORDS or seen[word] == MAX_REPEATS:
            continue
        if word in seen or len(seen) < MAX_WORDS:
            seen[word] += 1
            carrying.append(word)
    return carrying


async def _by_words(
    passages: Passages, own: Sequence[str], before: Sequence[str], category: str, depth: int
) -> Sequence[Found]:
    found = await passages.find(own, depth, category=category)
    if not before:
        return found
    with_before = await passages.find([*own, *before], depth, category=category)
    return fuse([found, with_before])


async def _by_meaning(
    meaning: Meaning | None, text: str, category: str, depth: int
) -> Sequence[Found]:
    if meaning is None:
        return ()
    try:
        vector = await meaning.of(text)
    except EmbeddingsUnusable as error:
        logger.warning("searched by words alone", reason=str(error), next_step=error.next_step)
        return ()
    return await meaning.index.nearest(meaning.model, vector, depth, category=category)


def _said(query: Query, *, leans: bool) -> str:
    before = query.earlier[-EARLIER_TEXTS:] if leans else ()
    return "\n".join([*before, query.question])


def _spread(ranking: Sequence[Found]) -> Sequence[Found]:
    taken: Counter[ArticleId] = Counter()
    kept: list[Found] = []
    for found in ranking:
        taken[found.passage.article] += 1
        if taken[found.passage.article] <= MAX_OF_ARTICLE:
            kept.append(found)
    return kept

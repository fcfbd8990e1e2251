"""A question becomes words, the words find passages."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from frontdesk.domain.passage import ArticleId, Found, Passage, PassageId
from frontdesk.knowledge.stop_words import STOP_WORDS
from frontdesk.ports.passages import Passages

FOLLOW_UP_WORDS = 3
"""A question with no more words of its own than this may lean on what was said before."""

MAX_WORDS = 32  # Of a pasted log or mail the start; on real questions more words find no more.
MAX_REPEATS = 2  # Said twice it counts twice, as in BM25; further repeats are noise.
EARLIER_WORDS = 16
MAX_OF_ARTICLE = 2  # Passages of one article in a result; more crowd out the article needed.
DEPTH = 20
FUSED_RANK = 60
"""k of reciprocal rank fusion, score = Σ 1 / (k + rank): Cormack, Clarke, Büttcher, SIGIR 2009."""

_WORD = re.compile(r"[^\W_]+")


async def search(
    passages: Passages,
    question: str,
    *,
    earlier: Sequence[str] = (),
    without: Collection[str] = (),
    limit: int = 5,
) -> Sequence[Found]:
    """Best first; nothing if no word of the question says what it is about.

    `earlier` is what the conversation was about, oldest first: customer texts, titles of cited
    passages. It only counts for a question that says little by itself ("how long does it take?").
    `without`: passages that are at hand already.
    """
    own = words(question)
    depth = max(DEPTH, limit * MAX_OF_ARTICLE) + len(without)
    found = await passages.find(own, depth)
    if len(set(own)) <= FOLLOW_UP_WORDS and earlier:
        before = words(" ".join(reversed(earlier)))[:EARLIER_WORDS]
        found = fuse([found, await passages.find(own + before, depth)])
    new = [hit for hit in found if hit.passage.id not in without]
    return _spread(new)[:limit]


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


def fuse(rankings: Iterable[Sequence[Found]]) -> Sequence[Found]:
    """One ranking out of several, by reciprocal rank."""
    scores: defaultdict[PassageId, float] = defaultdict(float)
    passages: dict[PassageId, Passage] = {}
    for ranking in rankings:
        for rank, found in enumerate(ranking, start=1):
            scores[found.passage.id] += 1 / (FUSED_RANK + rank)
            passages[found.passage.id] = found.passage
    best = sorted(scores, key=lambda id: (-scores[id], id))
    return [Found(passages[id], scores[id]) for id in best]


def _spread(ranking: Sequence[Found]) -> Sequence[Found]:
    taken: Counter[ArticleId] = Counter()
    kept: list[Found] = []
    for found in ranking:
        taken[found.passage.article] += 1
        if taken[found.passage.article] <= MAX_OF_ARTICLE:
            kept.append(found)
    return kept

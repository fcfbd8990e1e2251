"""One ranking out of several."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from frontdesk.domain.passage import Found, Passage, PassageId

FUSED_RANK = 60
"""k of reciprocal rank fusion, score = Σ 1 / (k + rank): Cormack, Clarke, Büttcher, SIGIR 2009."""

WORDS_WEIGHT = 0.2
"""Of the words' score, the best being 1, beside the meaning's, which lies between -2 and 2.

Convex combination of scores: Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid
Retrieval", ACM TOIS 2023. Tried out in docs/decisions/0009; from 0.1 to 0.3 little changes.
"""


def fuse(rankings: Iterable[Sequence[Found]]) -> Sequence[Found]:
    """By reciprocal rank: for rankings whose scores mean different things."""
    scores: defaultdict[PassageId, float] = defaultdict(float)
    for ranking in rankings:
        for rank, found in enumerate(ranking, start=1):
            scores[found.passage.id] += 1 / (FUSED_RANK + rank)
    return _ranked(scores, rankings)


def blend(by_words: Sequence[Found], by_meaning: Sequence[Found]) -> Sequence[Found]:
    """Meaning + WORDS_WEIGHT × words; a passage missing from a ranking has its lowest score.

    The words alone if there are no vectors to compare.
    """
    if not by_meaning:
        return by_words
    best = max((found.score for found in by_words), default=1.0)
    words = {found.passage.id: found.score / best for found in by_words}
    meaning = {found.passage.id: found.score for found in by_meaning}
    lowest = min(meaning.values())
    scores = {
        id: meaning.get(id, lowest) + WORDS_WEIGHT * words.get(id, 0.0)
        for id in words.keys() | meaning.keys()
    }
    return _ranked(scores, [by_words, by_meaning])


def _ranked(scores: dict[PassageId, float], rankings: Iterable[Sequence[Found]]) -> Sequence[Found]:
    passages: dict[PassageId, Passage] = {
        found.passage.id: found.passage for ranking in rankings for found in ranking
    }
    best = sorted(scores, key=lambda id: (-scores[id], id))
    return [Found(passages[id], scores[id]) for id in best]

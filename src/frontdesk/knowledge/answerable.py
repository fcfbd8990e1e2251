"""How sure a search is that what it found answers the question, in [0, 1].

A logistic function of what the search itself sees, fitted on half of the questions in
docs/decisions/0009 and reported on the other half. It says how much an answer is to be expected,
not that it is right: passages close to a question may still leave it open.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontdesk.domain.passage import ArticleId, Found

OTHERS = 9
"""The best article is compared with so many after it: an answer stands out from its neighbours."""

PREFIX = 5  # Letters that make words with different endings one: a stemmer would need a language.

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Signals:
    lead: float
    """How far the best article is ahead of those after it."""
    coverage: float
    """The largest share of the question's words that one found passage holds."""
    closeness: float | None = None
    """The best passage's product with the question, halved; None for words alone."""


def answerable(signals: Signals) -> float:
    """0 for a question of which nothing was found."""
    if signals.closeness is None:
        return _logistic(-3.84 + 5.6 * signals.lead + 2.8 * signals.coverage)
    return _logistic(-4.35 + 13.7 * signals.lead + 1.8 * signals.coverage + 2.4 * signals.closeness)


def read_signals(
    words: Iterable[str],
    found: Sequence[Found],
    *,
    by_words: Sequence[Found],
    by_meaning: Sequence[Found],
) -> Signals:
    coverage = _coverage(words, found)
    if by_meaning:
        best = by_meaning[0].score / 2
        return Signals(_lead(by_meaning) / 2, coverage, best)
    best = by_words[0].score if by_words else 0.0
    return Signals(_lead(by_words) / best if best > 0 else 0.0, coverage)


def _lead(ranking: Sequence[Found]) -> float:
    """Of the best article over the mean of the next; 0 if it is the only one."""
    best: dict[ArticleId, float] = {}
    for found in ranking:
        best.setdefault(found.passage.article, found.score)
    first, *others = [*best.values()][: OTHERS + 1] or [0.0]
    return first - sum(others) / len(others) if others else 0.0


def _coverage(words: Iterable[str], found: Sequence[Found]) -> float:
    asked = {word[:PREFIX] for word in words}
    if not asked:
        return 0.0
    return max((len(asked & _held(hit)) / len(asked) for hit in found), default=0.0)


def _held(hit: Found) -> set[str]:
    passage = hit.passage
    text = f"{passage.title} {passage.section} {passage.text}".casefold()
    return {word[:PREFIX] for word in _WORD.findall(text)}


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))

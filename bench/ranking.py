"""How good a ranking of articles is, and how well a value tells two groups apart."""

from collections.abc import Iterable, Sequence

import numpy as np

from bench.questions import Question
from frontdesk.domain.passage import Found


def articles(found: Iterable[Found]) -> Sequence[str]:
    """Each once, best first."""
    return list(dict.fromkeys(str(hit.passage.article) for hit in found))


def figures(rankings: Sequence[Sequence[str]], questions: Sequence[Question]) -> str:
    """Means over the questions: is the first article right, share of the right among the first
    five, one over the place of the first right one."""
    pairs = list(zip(rankings, questions, strict=True))
    first = np.mean([bool(ranking) and ranking[0] in asked.gold for ranking, asked in pairs])
    recall = np.mean(
        [len(asked.gold & {*ranking[:5]}) / len(asked.gold) for ranking, asked in pairs]
    )
    place = np.mean([_one_over_place(ranking, asked) for ranking, asked in pairs])
    return f"hit@1 {first:.3f}  recall@5 {recall:.3f}  MRR {place:.3f}"


def _one_over_place(ranking: Sequence[str], asked: Question) -> float:
    places = (n for n, article in enumerate(ranking[:10], start=1) if article in asked.gold)
    return 1 / next(places, float("inf"))


def auroc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """How often one of the first group has the higher value; a tie counts half."""
    one, other = np.asarray(higher)[:, None], np.asarray(lower)[None, :]
    return float(np.mean((one > other) + 0.5 * (one == other)))

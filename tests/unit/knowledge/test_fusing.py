"""Rankings become one."""

import pytest

from frontdesk.domain.passage import Found
from frontdesk.knowledge.fusing import WORDS_WEIGHT, blend
from tests.builders import passage


def ranking(**scores: float) -> list[Found]:
    return [Found(passage(f"{name}#1"), score) for name, score in scores.items()]


def scores(found: list[Found]) -> dict[str, float]:
    return {hit.passage.article: pytest.approx(hit.score) for hit in found}


def test_without_vectors_the_words_alone_rank() -> None:
    by_words = ranking(a=9.0, b=3.0)

    assert blend(by_words, []) == by_words


def test_the_words_best_score_counts_as_much_as_their_weight() -> None:
    blended = blend(ranking(a=9.0, b=3.0), ranking(b=1.0, a=0.9))

    assert scores(blended) == {"a": 0.9 + WORDS_WEIGHT, "b": 1.0 + WORDS_WEIGHT / 3}
    assert [hit.passage.article for hit in blended] == ["a", "b"]


def test_a_passage_missing_from_one_ranking_has_its_lowest_score() -> None:
    blended = blend(ranking(a=9.0), ranking(b=1.0, c=0.4))

    assert scores(blended) == {"b": 1.0, "a": 0.4 + WORDS_WEIGHT, "c": 0.4}


def test_ties_are_broken_by_id() -> None:
    assert list(scores(blend([], ranking(b=1.0, a=1.0)))) == ["a", "b"]


def test_of_nothing_comes_nothing() -> None:
    assert blend([], []) == []

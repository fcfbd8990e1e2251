"""How much to expect of what was found."""

from itertools import pairwise

import pytest

from frontdesk.domain.passage import Found
from frontdesk.knowledge.answerable import Signals, answerable, read_signals
from tests.builders import passage


def ranking(*scores: float) -> list[Found]:
    return [Found(passage(f"a{n}#1"), score) for n, score in enumerate(scores)]


@pytest.mark.parametrize("closeness", [None, 0.5])
def test_it_lies_between_0_and_1(closeness: float | None) -> None:
    for lead in (0.0, 0.3, 1.0):
        for coverage in (0.0, 0.5, 1.0):
            assert 0 < answerable(Signals(lead, coverage, closeness)) < 1


@pytest.mark.parametrize(
    "steps",
    [
        [Signals(lead, 0.5, 0.5) for lead in (0.0, 0.1, 0.3)],
        [Signals(0.1, coverage, 0.5) for coverage in (0.0, 0.4, 1.0)],
        [Signals(0.1, 0.5, closeness) for closeness in (0.2, 0.5, 0.8)],
        [Signals(lead, 0.5) for lead in (0.0, 0.4, 0.9)],
        [Signals(0.4, coverage) for coverage in (0.0, 0.4, 1.0)],
    ],
)
def test_every_signal_speaks_for_an_answer(steps: list[Signals]) -> None:
    assert all(answerable(less) < answerable(more) for less, more in pairwise(steps))


def test_the_lead_is_that_of_the_best_article_over_the_others() -> None:
    by_meaning = ranking(1.2, 0.8, 0.4)

    signals = read_signals(["lamp"], [], by_words=[], by_meaning=by_meaning)

    assert signals.lead == pytest.approx((1.2 - 0.6) / 2)
    assert signals.closeness == pytest.approx(0.6)


def test_further_passages_of_the_best_article_are_not_others() -> None:
    best = [Found(passage(f"a#{n}"), 1.0 - n / 100) for n in range(3)]

    signals = read_signals([], [], by_words=[*best, *ranking(0.5)], by_meaning=[])

    assert signals.lead == pytest.approx(0.5)


def test_an_article_alone_leads_nobody() -> None:
    assert read_signals([], [], by_words=ranking(3.0), by_meaning=[]).lead == 0
    assert read_signals([], [], by_words=[], by_meaning=[]).lead == 0


def test_words_are_covered_by_one_passage_whatever_their_ending() -> None:
    found = [
        Found(passage("a#1", "A returned lamp.", title="Returning"), 1.0),
        Found(passage("b#1", "Refunds."), 1.0),
    ]

    signals = read_signals(
        ["returns", "lamp", "refund", "yacht"], found, by_words=found, by_meaning=[]
    )

    assert signals.coverage == pytest.approx(0.5)

"""Floors under the figures on trades and questions that the reader was not written for."""

import pytest

from tests.judge import cinema, everyday, pharmacy, utility
from tests.judge.pharmacy import judge, written


@pytest.mark.parametrize(
    ("wordings", "offered", "least"),
    [
        (pharmacy.TUNED_ON, pharmacy.TOOLS, 0.9),
        (pharmacy.REPORTED, pharmacy.TOOLS, 0.8),
        (cinema.ASKED, cinema.TOOLS, 0.9),
        (utility.ASKED, utility.TOOLS, 0.8),
    ],
)
def test_what_is_asked_for_is_called_with_what_was_said(wordings, offered, least) -> None:
    judged = judge(wordings, offered)

    assert judged.arguments >= least, judged.wrong
    assert judged.invalid == 0


@pytest.mark.parametrize("texts", [pharmacy.UNASKED, pharmacy.UNASKED_REPORTED])
def test_nothing_is_written_that_nobody_asked_for(texts) -> None:
    assert written(texts) == []


def test_nothing_is_written_where_it_is_only_talked_of() -> None:
    assert written(utility.UNASKED, utility.TOOLS, utility.READS) == []
    assert written(list(utility.ASKED), utility.TOOLS, utility.READS)  # the control


@pytest.mark.parametrize(
    ("questions", "least"), [(everyday.TUNED_ON, 0.8), (everyday.REPORTED, 0.75)]
)
def test_everyday_questions_are_answered_from_the_right_article_or_not_at_all(
    questions, least
) -> None:
    judged = everyday.judge(questions)

    assert judged.right >= least, judged.wrong

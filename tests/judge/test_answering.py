"""The reader on real questions: floors under the figures of the half it was not tuned on."""

import pytest

from tests.judge.answering import judge
from tests.judge.passages import SHARED, cases

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no shared data at {SHARED}")


def test_technical_questions_are_answered_from_gold_or_not_at_all() -> None:
    judged = judge(cases("retrieval_wixqa_techqa", 1, 2))

    assert judged.answered >= 0.7
    assert judged.from_gold >= 0.75
    assert judged.fell_back >= 0.5


def test_threads_of_a_forum_are_hard_but_not_beyond_it() -> None:
    judged = judge(cases("retrieval_sumo", 1, 6))

    assert judged.answered >= 0.3
    assert judged.fell_back >= 0.6

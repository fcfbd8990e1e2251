"""The claim check on twins: a reply as its source says it, and with one fact altered."""

import pytest

from tests.judge.claims import LANGUAGES, free, judge, judged


def test_altered_facts_are_stopped_and_true_ones_are_not():
    found = judge(1_000, seed=5)

    assert found.stopped >= 0.98, found.missed
    assert found.wrongly_stopped <= 0.02, found.wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_it_is_in_free_wordings(language):
    found = judged([twin for twin in free() if twin.language == language])

    assert found.stopped >= 0.98, found.missed
    assert found.wrongly_stopped <= 0.05, found.wrong

"""The claim check on generated twins: a reply as its source says it, and with one fact altered."""

from tests.judge.claims import judge


def test_altered_facts_are_stopped_and_true_ones_are_not():
    judged = judge(1_000, seed=5)

    assert judged.stopped >= 0.98, judged.missed
    assert judged.wrongly_stopped <= 0.02, judged.wrong

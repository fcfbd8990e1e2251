"""The stories themselves: enough of each, in both halves, and none that expects nothing."""

from collections import Counter

import pytest

from tests.stories.telling import PROJECTS, stories

TOLD = [story for store in PROJECTS for story in stories(store)]
PARAPHRASED = [story for story in TOLD if story.half]


def test_names_are_used_once():
    assert len({story.name for story in TOLD}) == len(TOLD)


def test_there_are_thirty_of_each_kind_and_five_of_them_not_in_english():
    counts = Counter((story.store, story.kind) for story in PARAPHRASED)
    foreign = Counter((story.store, story.kind) for story in PARAPHRASED if story.language != "en")

    assert set(counts.values()) == {30}
    assert set(foreign.values()) == {5}
    assert {kind for _, kind in counts} == {"R81", "T1", "T2", "T3", "T4"}


@pytest.mark.parametrize("store", PROJECTS)
@pytest.mark.parametrize("half", ["a", "b"])
def test_both_halves_have_visitors_and_customers_who_are_signed_in(store, half):
    known = [
        story.signed_in
        for story in PARAPHRASED
        if (story.store, story.kind, story.half) == (store, "R81", half)
    ]

    assert len(known) == 15
    assert sum(known) in {7, 8}


@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.name)
def test_every_story_ends_with_something_that_can_fail(story):
    assert story.turns[-1].expects
    assert all(turn.says for turn in story.turns)

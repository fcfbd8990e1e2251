"""Word rules alone find most of what calls for a person, and raise few false alarms.

The figures by rule and language: `python -m bench.escalation`.
"""

from tests.escalation.telling import NONE, fired, talks

ALARMS = 0.03
FOUND = 0.9


def test_there_are_enough_talks_over_all_rules_and_languages():
    told = list(talks())

    assert len(told) >= 200
    assert {talk.language for talk in told} == {"en", "de", "es", "fr", "ru"}


def test_near_misses_raise_few_alarms():
    quiet = [talk for talk in talks() if talk.rule == NONE]
    alarms = [talk.texts for talk in quiet if fired(talk.texts) != NONE]

    assert len(alarms) <= ALARMS * len(quiet), alarms


def test_most_of_what_needs_a_person_is_found():
    loud = [talk for talk in talks() if talk.rule != NONE]
    missed = [(talk.rule, talk.texts) for talk in loud if fired(talk.texts) == NONE]

    assert len(missed) <= (1 - FOUND) * len(loud), missed


def test_the_rules_are_what_finds_it():
    """The control: without signs nothing fires."""
    assert {fired(talk.texts, lambda message, text: []) for talk in talks()} == {NONE}

"""Cutting passages into what can be quoted."""

import pytest

from frontdesk.sandbox.reader.lexicon import languages
from frontdesk.sandbox.reader.passages import Passage, units_of

ENGLISH = languages()["en"]


def units(*blocks: str) -> list[tuple[str, str]]:
    passage = Passage(0, "s", "t", blocks, citable=True)
    return [(unit.kind, unit.text) for unit in units_of(passage, ENGLISH)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It costs $89.99 at most.",
        "Bring a document, e.g. Form 7 or a letter.",
        "Ask Dr. Marlow about it.",
        "See example.org/a.B for more.",
        "Wait 2.5 hours before the next step…",
    ],
)
def test_a_full_stop_inside_does_not_end_a_sentence(sentence: str) -> None:
    assert units(f"{sentence} Then go.") == [("prose", sentence), ("prose", "Then go.")]


def test_bold_that_spans_sentences_loses_its_stars() -> None:
    assert units("**Wait. Then go.** Done.")[0] == ("prose", "Wait.")


def test_headings_and_table_rules_are_not_quoted() -> None:
    assert units("## Title", "| a | b |", "|---|---|", "| c | d |\n| e | f |") == [
        ("row", "a: c; b: d"),
        ("row", "a: e; b: f"),
    ]


def test_a_row_without_its_head_is_read_as_it_stands() -> None:
    assert units("| c | d |") == [("row", "c; d")]


def test_wrapped_lines_are_one_sentence_and_items_stand_alone() -> None:
    assert units("One line\nand the next.\n- an item\n2) a step") == [
        ("prose", "One line and the next."),
        ("item", "an item"),
        ("step", "a step"),
    ]

"""Masks show whoever looks enough to recognise a value, and nobody enough to use it."""

import pytest

from frontdesk.guards.csv_cells import csv_cell
from frontdesk.guards.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("jo.doe@email.com", "j***@email.com"),
        ("card 4111 1111 1111 1234.", "card ****-****-****-1234."),
        ("4111-1111-1111-1234", "****-****-****-1234"),
        ("call +1 (415) 555-1234 now", "call ****1234 now"),
        ("I live at 12 Mill Lane", "I live at ****"),
        ("ORD-78432 on 2026-11-21 for $1,234.50", "ORD-78432 on 2026-11-21 for $1,234.50"),
        ("c-12", "c-12"),
        ("", ""),
    ],
)
def test_values_are_masked_where_they_stand(text, shown):
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u200b=1", "\ufeff=1"),
        *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "\ufe631", "\ufe621", "\u22121", "\u20131"),
        *("\u00a0=1", "\u2003@x", "|cmd", "%0A=1"),
    ],
)
def test_no_text_begins_a_formula(text):
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Lamp", "ORD-1", "a=b", "[email_1]", "", "ü"])
def test_other_texts_and_numbers_stay(value):
    assert csv_cell(value) == value
    assert csv_cell(-5) == "-5"
    assert csv_cell(None) == ""

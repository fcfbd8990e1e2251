"""What a conversation is found by, and the line that is quoted for it."""

import pytest

from frontdesk.domain.event import Redacted, TurnStarted
from frontdesk.domain.finding import QUOTED, SaidLine, lines_in, quoted, terms_of
from frontdesk.domain.redacting import redacted
from tests.builders import ended, opened, part, recorded, wrote

LONG = "Before it there is a lot to tell, and more of it, and then even more than that. " * 2


def test_a_reply_is_one_line_once_its_turn_has_ended():
    open_turn = recorded(opened(), wrote("a", "Hi"), TurnStarted(1, 1, (2,)), part(1), part(2))
    assert list(lines_in(open_turn)) == [SaidLine(2, "customer", "Hi")]
    whole = [*open_turn, *recorded(ended(), after=5)]
    assert list(lines_in(whole))[1:] == [SaidLine(6, "bot", "It is here. It is here.")]


def test_who_was_forgotten_left_no_line():
    said = (opened(), wrote("a"), TurnStarted(1, 1, (2,)), part(1), ended())
    left = recorded(*map(redacted, said), Redacted(2))
    assert list(lines_in(left)) == []


@pytest.mark.parametrize("before", range(90, 140))
def test_a_long_line_is_cut_around_what_was_found_and_no_placeholder_in_two(before):
    text = f"{LONG[:before]} [email_1] Marmalade [phone_22] {LONG}"
    shown = quoted(text, terms_of("marma"))
    assert "Marmalade" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < QUOTED + 30
    assert shown.count("[") == shown.count("]")


def test_a_short_line_is_shown_whole_on_one_row():
    assert quoted("One\n  row.", terms_of("nothing")) == "One row."
    assert quoted(LONG, ()).startswith("Before it")

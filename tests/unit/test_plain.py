"""What others wrote does nothing to the terminal it is shown on."""

import json

import pytest

from frontdesk.cli.plain import json_text, plain, plain_values

HOSTILE = [
    "\x1b[2J\x1b[31mred",  # clears the screen
    "\x1b]0;title\x07",  # renames the window
    "\x9b2J",  # the same by one 8-bit character
    "paid\rfree",  # writes over the line
    "a\x08b",
    "\u202egpj.exe",  # right to left
    "\u2066hidden\u2069",
    "\U000e0041",  # a tag: invisible, read by models
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_control_characters_are_shown_as_such_and_not_obeyed(text):
    shown = plain(text)

    assert all(each.isprintable() for each in shown)
    assert "\ufffd" in shown
    assert plain_values({"a": [text, 1, None]}) == {"a": [shown, 1, None]}


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_json_for_programs_keeps_them_as_escapes(text):
    line = json_text({"text": text})

    assert line.isprintable()
    assert json.loads(line) == {"text": text}


def test_what_people_write_stays_as_it_is():
    text = "Größe?\n\t“Да” – 👩‍👩‍👧 می‌خواهم שלום"

    assert plain(text) == text
    assert "Größe" in json_text(text)

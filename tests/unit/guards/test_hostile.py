"""Texts made to be slow: only so many places are looked at closely, and what is looked at no more
is taken away, not let through.

The slowest texts are searched for by `python -m bench.hostile`.
"""

import time

import pytest

from frontdesk.guards import addresses, phones
from frontdesk.guards.secrets import Detector, Scrubber, cards, ibans, national, saying
from frontdesk.guards.secrets.plain import lower
from frontdesk.guards.suspicion import MOST_READ, suspected
from frontdesk.turns.door import MAX_CHARACTERS

LARGE = 100_000  # characters


def spans(find, text):
    return [(each[-2], each[-1]) for each in find(text)]


def of_ids(text):
    return national.find_ids(text, lower(text))


def of_words(text):
    return saying.find_said(text, lower(text))


HOSTILE = [
    (ibans.find_ibans, "DE89 ", ibans.MOST_LOOKED_AT),
    (of_ids, "123-45-6780 ", national.MOST_LOOKED_AT),
    (of_ids, "dni 1234567Z rut 12 ", national.MOST_LOOKED_AT),
    (of_words, "password is ", saying.MOST_NAMES),
    (of_words, "the code is пароль: ", saying.MOST_NAMES),
    (addresses.find_addresses, "P.O. Box 12 , ", addresses.MOST_LOOKED_AT),
    (addresses.find_addresses, "12 Main Street, ", addresses.MOST_LOOKED_AT),
]


@pytest.mark.parametrize(("find", "unit", "most"), HOSTILE)
def test_after_so_many_the_rest_is_taken_at_once(find, unit, most):
    found = spans(find, (unit * LARGE)[:LARGE])

    assert max(end for _, end in found) == LARGE
    assert len(found) <= most + 1


@pytest.mark.parametrize(
    ("find", "unit"),
    [
        (phones.find_phones, "00 12-34-56 "),
        (phones.find_phones, "order 1234567 a "),
        (cards.find_cards, "order 1234 5678 9012 3456 a "),
    ],
)
def test_after_so_many_every_row_of_digits_is_taken(find, unit):
    text = unit * 8_000
    begin = len(text) - 1_000 * len(unit)
    taken = {at for start, end in spans(find, text) for at in range(max(start, begin), end)}

    assert all(at in taken for at in range(begin, len(text)) if text[at].isdigit())


@pytest.mark.parametrize(
    ("find", "unit"),
    [
        *((find, unit) for find, unit, _ in HOSTILE),
        (phones.find_phones, "0123456 "),
        (phones.find_phones, "1-12-12 "),
        (cards.find_cards, "1234 "),
        (of_words, "pw "),
        (of_ids, "nn 1 "),
    ],
)
def test_what_a_customer_can_send_is_looked_at_whole(find, unit):
    text = (unit * MAX_CHARACTERS)[: MAX_CHARACTERS - 20] + "\n\nThank you so much!"

    assert all(end < len(text) for _, end in spans(find, text))


@pytest.mark.parametrize(("unit", "most"), [("<!--", 4.5), ("ignore ", 4), ("ﷺ", 9)])
def test_a_look_for_suspicion_takes_about_as_long_for_any_text(unit, most):
    def seconds(text):
        begun = time.process_time()
        suspected(text)
        return time.process_time() - begun

    hostile, plain = (unit * MOST_READ)[:MOST_READ], "a" * MOST_READ

    assert any(seconds(hostile) < most * seconds(plain) for _ in range(9))  # other threads count


@pytest.mark.parametrize("chunk", [7, 1_000, LARGE])
@pytest.mark.parametrize("unit", ["password is ", "123-45-6780 "])
def test_no_secret_comes_through_after_them_in_a_stream(unit, chunk):
    text = (unit * LARGE)[: LARGE // 4]
    scrubber = Scrubber(Detector())
    given = [scrubber.feed(text[at : at + chunk]) for at in range(0, len(text), chunk)]
    given += [scrubber.feed(" my password is hunter2."), scrubber.feed(" SSN 123-45-6789. Bye.")]
    given.append(scrubber.finish())

    assert "hunter2" not in "".join(given)
    assert "123-45-6789" not in "".join(given)

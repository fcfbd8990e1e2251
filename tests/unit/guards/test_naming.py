"""A reply names nobody but who this conversation is with."""

import pytest

from frontdesk.guards.naming import Names

GIVEN = (
    "Where is ORD-78432, and 77120? My ticket was tic 1007.",
    '{"order_id": "ORD-70001", "total": "149.00"}',
    "Write to help@shop.example or call +1 (206) 555-0142.",
)


def unknown(text: str, *given: str, order_number: str = "ORD-12345") -> str | None:
    return Names(lambda: given or GIVEN, order_number=order_number).first_unknown(text)


@pytest.mark.parametrize(
    "text",
    [
        "ORD-78432 is on its way.",
        "**ord-78432**, `ORD-77120` and ORD 70001!",
        "Your ticket is TIC-1007.",
        "Write to Help@Shop.example, or call (206) 555-0142 or 001 206 555 0142.",
        "A number looks like ORD-12345 or TIC-1042.",
        "It costs $149.00 and has 36 months of warranty; model PX-78999.",
        "Tracking number 9400642238616258966495.",
        "There are 3 orders; 30-day returns; 2026-11-28.",
    ],
)
def test_what_the_conversation_gave_may_be_said(text):
    assert unknown(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tom's order ORD-55555 has arrived.", "ORD-55555"),
        ("His is ord 55555.", "ord 55555"),
        ("His is O\u200bRD-55555.", "ORD-55555"),
        ("His is ORD\u201055555.", "ORD\u201055555"),
        ("His is ORD-\uff15\uff15\uff15\uff15\uff15.", "ORD-55555"),
        ("See TIC-1001.", "TIC-1001"),
        ("He writes from tom@mail.example.", "tom@mail.example"),
        ("Call him at +44 20 7946 0029.", "+44 20 7946 0029"),
    ],
)
def test_what_nobody_gave_is_stopped(text, name):
    assert unknown(text) == name


@pytest.mark.parametrize(
    ("example", "own", "foreign"),
    [
        ("#W0000000", "#W2611340", "#W7678072"),
        ("KX-100", "KX-101", "kx-200"),
        ("2026-000123", "2026-004711", "2026-004712"),
        ("1234567", "7654321", "7654322"),
    ],
)
def test_every_company_has_numbers_of_its_own_shape(example, own, foreign):
    said = f"It is {own}."

    assert unknown(said, f"Where is {own}?", order_number=example) is None
    assert unknown(f"It is {foreign}.", f"Where is {own}?", order_number=example)


def test_texts_are_read_only_when_a_reply_names_something():
    def given():
        raise AssertionError("nothing was named")

    assert Names(given, order_number="ORD-12345").first_unknown("You have 30 days.") is None

"""What may go out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.passage import PassageId
from frontdesk.guards.checking import check_piece

KNOWN = {PassageId("a#1")}
OURS = {"https://shop.example/help", "/help/returns"}


def check(text, cited=(), placeholders=()):
    return check_piece(text, cited, known=KNOWN, addresses=OURS, placeholders=placeholders)


@pytest.mark.parametrize(
    "text",
    [
        "You have 30 days, e.g. until Friday.",
        "Write to help@shop.example or call 1/2 hour later.",
        "See [our page](https://shop.example/help).",
        "See **https://shop.example/help**.",
        "See (https://shop.example/help)!",
        "See [returns](/help/returns).",
        "It costs $5.95/month and/or nothing.",
        "A 2.5/3 rating, 24/7.",
    ],
)
def test_words_and_our_own_addresses_may_go(text):
    assert check(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "See https://evil.example/x now.",
        "See http://shop.example/help.",
        "See www.evil.example now.",
        "See //evil.example/x.",
        "See ftp://evil.example.",
        "Log in at evil.example/login.",
        "[here](https://evil.example)",
        "[here](javascript:alert)",
        "[here]()",
        "[here](  )",
        "a[0](",
        "[x]: evil.example",
        "<a href=evil.example>here</a>",
        "![](https://shop.example/help)",
    ],
)
def test_other_addresses_and_images_may_not(text):
    assert check(text)


def test_a_source_that_was_not_given_may_not_be_cited():
    assert check("True.", [PassageId("a#1")]) is None
    assert check("True.", [PassageId("made-up#1")])


def test_a_placeholder_must_stand_for_something_the_customer_wrote():
    assert check("We write to [email_1].", placeholders={"[email_1]"}) is None
    assert "[email_2]" in check("We write to [email_2].", placeholders={"[email_1]"})
    assert check(r"You typed [\email_2].", placeholders={"[email_1]"}) is None


@given(st.text("[]()<>!:/.ahtps www@*_\\n", max_size=80))
def test_no_text_breaks_the_check(text):
    check(text)

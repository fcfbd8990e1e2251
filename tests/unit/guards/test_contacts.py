"""Contact data is exchanged for placeholders; numbers that are no phone numbers stay."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.placeholder import placeholders_in, restore
from frontdesk.guards.contacts import exchange, find_contacts


def found(text):
    return [text[contact.start : contact.end] for contact in find_contacts(text)]


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        ("My email is Jane.Doe@Example.com.", ["Jane.Doe@Example.com"]),
        ("<jo+shop@mail.example.co.uk>, thanks", ["jo+shop@mail.example.co.uk"]),
        ("почта: иван@пример.рф", ["иван@пример.рф"]),
        ("a@b.co or c@d.org", ["a@b.co", "c@d.org"]),
        ("https://shop.example/?mail=jo@mail.example", ["jo@mail.example"]),
        ("follow @shopnova, meet me @ home, info@host", []),
    ],
)
def test_email_addresses_are_found(text, emails):
    assert found(text) == emails


@pytest.mark.parametrize(
    "number",
    [
        *("+49 170 1234567", "+1 (415) 555-0132", "+905321234567", "0044 20 7946 0958"),
        *("(415) 555-0132", "415-555-0132", "415.555.0132", "1-800-555-0199", "415-555-0132 x45"),
        *("06 12 34 56 78", "020 7946 0958", "0170/1234567", "089/123456", "05321234567"),
        *("8 (912) 345-67-89", "612 345 678", "60-56-85-91", "+49 (0)30 1234567"),
    ],
)
def test_phone_numbers_are_found_by_their_shape(number):
    assert found(f"Hello, {number} is where I am.") == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Please call me at 5550132.", "5550132"),
        ("my number is 4155550132", "4155550132"),
        ("Phone:\n467 3395", "467 3395"),
        ("Telefonnummer: 1234567", "1234567"),
        ("Mi teléfono es 9469 9966", "9469 9966"),
        ("мой телефон 4673395", "4673395"),
        ("Appelez-moi au 4673395", "4673395"),
        ("Call 555-123-4567 24/7", "555-123-4567"),
    ],
)
def test_a_word_before_it_makes_a_number_a_phone_number(text, number):
    assert found(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "My order ORD-78432 was ORD-5551234567 before.",
        "UPS 1Z999AA10123456784, USPS 9400 1000 0000 0000 0000 00, FedEx 6123 4567 8901",
        "Order number is 4155550132, invoice 415-555-0132",
        "Bestellnummer 0170 1234567, Rechnung Nr. 0301234567",
        "заказ № 9123456789, pedido 612 345 678, commande 06 12 34 56 78",
        "#4155550132, order 112-1234567-1234567",
        "Within 24 hours, 24/7, 3-5 business days, 9:00-18:00",
        "On 2026-11-21 10:30, 21.11.2026, 11/21/2026 or 2025-2026",
        "$1,234,567.89, 1.234.567,89 EUR, 12 345 678, 899.00",
        "IBAN DE89 3704 0044 0532 0130 00, card 4111 1111 1111 1111, SSN 460-89-9847",
        "Server 192.168.100.200, version 102.10.1 (64-bit), Windows 10 1903 64 bit",
        "It is 120 60 75 cm, ISBN 978-3-16-148410-0, EAN 4006381333931",
        "My phone is broken, order 12345678. See https://shop.example/help/4155550132",
        "MAC 01-23-45-67-89-AB, ZIP 12345-6789, 0110100000 0110000000",
    ],
)
def test_other_numbers_are_no_phone_numbers(text):
    assert found(text) == []


def test_the_same_value_gets_the_same_placeholder_however_it_is_written():
    text, new = exchange(
        "Jo@Mail.Example, jo@mail.example; +49 (0)170-12 34 567, 0049 1701234567", {}
    )

    assert text == "[email_1], [email_1]; [phone_1], [phone_1]"
    assert new == {"[email_1]": "Jo@Mail.Example", "[phone_1]": "+49 (0)170-12 34 567"}


def test_known_values_keep_their_placeholders_and_no_number_is_given_twice():
    known = {"[email_1]": "jo@mail.example", "[email_2]": "", "[phone_7]": "+49 170 1234567"}

    text, new = exchange("jo@mail.example a@b.example +49 170 7654321", known)

    assert text == "[email_1] [email_3] [phone_8]"
    assert new == {"[email_3]": "a@b.example", "[phone_8]": "+49 170 7654321"}


@pytest.mark.parametrize("typed", ["[email_1]", r"[\email_1]", r"[\\phone_2]", "[[email_1]]"])
def test_a_placeholder_that_a_customer_types_stands_for_nothing_and_is_shown_as_typed(typed):
    kept, new = exchange(f"It is {typed}", {"[email_1]": "jo@mail.example"})

    assert not placeholders_in(kept)
    assert not new
    assert restore(kept, {"[email_1]": "jo@mail.example"}) == f"It is {typed}"


def test_a_value_in_a_placeholders_clothes_is_exchanged_like_any():
    typed = "[email_1] [phone +4917012345678] [email_jo@mail.example]"

    assert found(typed) == ["+4917012345678", "email_jo@mail.example"]


def test_a_value_that_looks_like_a_placeholder_is_not_resolved_again():
    assert restore("[email_1]", {"[email_1]": "[email_2]", "[email_2]": "x"}) == "[email_2]"


def test_a_forgotten_value_reads_removed_and_an_unknown_placeholder_stays():
    assert restore("[email_1] [email_9]", {"[email_1]": ""}) == "[removed] [email_9]"


PIECES = st.sampled_from(
    [
        *(
            "jo@mail.example",
            "JO@mail.example",
            "+49 170 1234567",
            "0049 1701234567",
            "415-555-0132",
        ),
        *("[email_1]", "[phone_1]", r"[\email_1]", "[", "]", "\\", "email_1", "1", "0", "(", ")"),
        *(" ", "-", ".", "@", "call me at ", "\0", "\u00a0", "ORD-78432"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join))
def test_any_text_comes_back_as_typed_and_keeps_no_contact(text):
    kept, values = exchange(text, {})
    again, more = exchange(text, values)

    assert (again, more) == (kept, {})
    assert placeholders_in(kept) == set(values)
    assert not any(value in kept for value in values.values() if "@" in value)
    spelled = dict.fromkeys(found(text))
    if len(spelled) == len(values):
        assert restore(kept, values) == text


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "(1) ",
        "0\u00a0",
        "a@",
        "a.",
        "a@a.",
        "1-",
        "[\\",
        "555-123-4567 ",
        "call me at ",
        "1.1.",
        "411- 1 ",
        "tel 1234567 ",
        "P.O. Box 12 ",
        "ORD-",
        "00 12-34-56 ",
    ],
)
def test_finding_takes_linear_time(unit):
    def seconds(characters):
        text = (unit * characters)[:characters]
        begun = time.process_time()
        find_contacts(text)
        return time.process_time() - begun

    assert seconds(40_000) < 10 * seconds(10_000) + 0.2

"""Postal addresses are found in the forms of five languages; what only looks like one is not."""

import time

import pytest

from frontdesk.domain.placeholder import restore
from frontdesk.guards.contacts import exchange, find_contacts


def found(text):
    return [text[c.start : c.end] for c in find_contacts(text) if c.kind == "address"]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "12 Mill Lane, Bristol BS1 4XX",
            "221B Baker Street",
            "Flat 3, 22 Acacia Road, Leeds LS1 4AB",
        ),
        *("742 Evergreen Terrace, Springfield, IL 62701", "12 mill lane, bristol bs1 4xx"),
        *("290 Bremner Blvd, Toronto, ON M5V 3L9", "1600 Penn Avenue NW, Washington, DC 20500"),
        *("Musterstraße 12, 10115 Berlin", "Karl-Marx-Allee 5a", "Am Markt 3, 50667 Köln"),
        *("Straße des 17. Juni 135, 10623 Berlin", "Bahnhofstr. 1, 8001 Zürich, Schweiz"),
        *("Calle Mayor 12, 3º B, 28013 Madrid", "Avda. de la Constitución, nº 5"),
        *("12 rue de la Paix, 75002 Paris", "5 bis avenue Victor Hugo, 69002 Lyon, France"),
        *("123456, г. Москва, ул. Ленина, д. 5, кв. 12", "ул. Тверская, д. 7, Москва"),
        *("Невский проспект, д. 28, кв. 4", "PO Box 1234, Portland, OR 97201"),
        "12 Mill Lane\nBristol\nBS1 4XX\nUnited Kingdom",
    ],
)
def test_an_address_on_lines_of_its_own_is_found_whole(address):
    assert found(f"Hello,\n{address}\nThank you") == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("My new address is 7 Hill Drive from May on.", "7 Hill Drive"),
        ("Please ship it to 9 Kings Court and call.", "9 Kings Court"),
        ("Ich wohne in der Hauptstraße 7 in Ulm.", "Hauptstraße 7"),
        ("Meine Lieferadresse lautet jetzt Kaiserplatz 4.", "Kaiserplatz 4"),
        ("Mi dirección es calle de alcalá 45, gracias", "calle de alcalá 45"),
        ("J'habite au 12 rue des lilas, merci", "12 rue des lilas"),
        ("Мой адрес: ул. Мира, д. 3, спасибо", "ул. Мира, д. 3"),
        ("It went to 8 Oak Way, Leeds LS1 4AB last week.", "8 Oak Way, Leeds LS1 4AB"),
    ],
)
def test_an_address_in_a_sentence_needs_a_phrase_before_it_or_its_postcode(text, address):
    assert found(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "10 Test Drive\n2 Google Drive\n1 Way to do it\n3 Easy Place Cards",
        "It costs 20 euros a year, in 3 easy ways; the 5 best places.",
        "Arbeitsplatz 2 ist frei, Umweg 3 km, Ring 12, Im Mai 2025, Am Montag 3 Stück",
        "I paid 12 St. Patrick bonus in store 4, lane 7.",
        "Order 75001 Paris lamp, 3 Lane Keepers and 2 Street Lights",
        "Size 42 Court shoes, 500 Square Foot, 2 Way Radio",
        "Цена 500 руб., дом 5 этажей, площадь 20 кв. м",
        "Place 3 orders, plaza 5, cours 2, route 66",
    ],
)
def test_goods_headings_and_rooms_are_no_addresses(text):
    assert found(text) == []


def test_one_way_to_write_an_address_or_another_gives_the_same_placeholder():
    text, new = exchange(
        "I live at 12 Mill Lane. Ship to:\n12 mill Ln\nMusterstr. 5\nMusterstraße 5", {}
    )

    assert text == "I live at [address_1]. Ship to:\n[address_1]\n[address_2]\n[address_2]"
    assert new == {"[address_1]": "12 Mill Lane", "[address_2]": "Musterstr. 5"}
    assert "12 Mill Lane" in restore(text, new)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("+49 30 1234567", "030 1234567", True),
        ("030 1234567", "0049 30 1234567", True),
        ("+1 (415) 555-0132", "415-555-0132", True),
        ("+7 912 345-67-89", "8 (912) 345-67-89", True),
        ("+34 612 345 678", "612 345 678", True),
        ("+49 30 1234567", "+43 30 1234567", False),
        ("+49 30 1234567", "030 1234568", False),
        ("+90 532 123 45 67", "0532 123 45 67", False),  # its country's rule is not kept
    ],
)
def test_a_phone_number_with_and_without_its_country_is_one_where_that_is_sure(one, other, is_same):
    text, _ = exchange(f"{one} / call me: {other}", {})

    assert ("[phone_2]" not in text) == is_same


def test_a_number_that_two_countries_have_stays_one_of_its_own():
    _, new = exchange("+49 30 1234567, +43 30 1234567, call me at 030 1234567", {})

    assert len(new) == 3


@pytest.mark.parametrize(
    "piece",
    [
        "12 Mill ",
        "calle a ",
        "ул. а ",
        "Am Aa ",
        "5 rue de la ",
        "1 a ",
        "12 Mill Lane, Aa, ",
        "\n",
    ],
)
def test_any_100_kb_are_looked_through_in_linear_time(piece):
    text = (piece * 100_000)[:100_000]
    began = time.process_time()
    find_contacts(text)

    assert time.process_time() - began < 1.5

"""Floors under what is found as contact data, and what must not be taken for it."""

import pytest

from frontdesk.guards.contacts import find_contacts
from tests.judge.contacts import ARTICLES, addresses_in, judge, other_numbers, phones, support_texts
from tests.judge.passages import SHARED

shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no shared data at {SHARED}")


@shared
@pytest.mark.parametrize(("kind", "recall"), [("email", 1.0), ("phone", 0.92)])
def test_contact_data_is_found_and_nothing_else(kind, recall):
    judged = judge(kind)

    assert judged.precision == 1.0
    assert judged.recall >= recall


@shared
def test_numbers_of_other_kinds_are_seldom_taken_for_phone_numbers():
    taken, all_numbers = other_numbers()

    assert taken / all_numbers < 0.05


@shared
def test_support_talk_holds_no_phone_numbers():
    assert [number for text in support_texts() for number in phones(text)] == []


@shared
def test_support_articles_hold_the_one_postal_address_that_is_one():
    assert [found[:22] for found in addresses_in("retrieval_sumo")] == ["1600 Amphitheatre Pkwy"]


def test_the_demo_articles_hold_one_address_and_no_phone_number():
    texts = [path.read_text("utf-8") for path in ARTICLES.glob("*.md")]
    found = {text[c.start : c.end] for text in texts for c in find_contacts(text)}

    assert found == {"support@shopnova.example"}

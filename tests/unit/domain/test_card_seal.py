"""A card's id is the desk's signature under its terms: it fits nothing else."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from frontdesk.domain.card_seal import CardSeal
from frontdesk.domain.event import ConfirmationLine
from frontdesk.domain.money import Money
from tests.builders import NOON
from tests.cards import offer, usd

SEAL = CardSeal(b"the secret of this desk")
CARD = SEAL.sealed("here", offer(now=NOON))
LINE = CARD.lines[0]
CHANGED = {
    "another customer": replace(CARD, customer="tom"),
    "another order": replace(CARD, order="ORD-1"),
    "a larger amount": replace(CARD, amount=usd("899.90")),
    "a larger line": replace(CARD, lines=(replace(LINE, amount=usd("89.98")),)),
    "another line": replace(CARD, lines=(replace(LINE, line="2"),)),
    "one more line": replace(CARD, lines=(LINE, ConfirmationLine("2", "Case", usd("1")))),
    "another currency": replace(CARD, amount=Money(Decimal("89.99"), "EUR")),
    "a longer life": replace(CARD, expires=CARD.expires + timedelta(microseconds=1)),
    "another reason": replace(CARD, reason="other"),
    "another id": replace(CARD, id=CARD.id[:-1] + ("a" if CARD.id[-1] != "a" else "b")),
}


def test_a_card_fits_as_it_was_offered_and_its_id_is_always_the_same():
    assert SEAL.fits("here", CARD)
    assert SEAL.sealed("here", offer(now=NOON)) == CARD


@pytest.mark.parametrize("card", CHANGED.values(), ids=list(CHANGED))
def test_with_anything_changed_it_does_not_fit(card):
    assert not SEAL.fits("here", card)


def test_it_fits_no_other_conversation_and_no_other_desk():
    assert not SEAL.fits("there", CARD)
    assert not CardSeal(b"the secret of another desk").fits("here", CARD)


def test_the_secret_is_shown_nowhere():
    assert "secret of this desk" not in repr(SEAL)

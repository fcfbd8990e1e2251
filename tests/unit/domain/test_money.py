"""Money is exact, in whole minor units wherever it is kept."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.money import Money, of_minor


@pytest.mark.parametrize(
    ("value", "currency", "minor"),
    [("89.99", "USD", 8999), ("120", "JPY", 120), ("1", "KWD", 1000)],
)
def test_an_amount_is_kept_in_its_currencys_minor_units(value, currency, minor):
    assert Money(Decimal(value), currency).minor == minor
    assert of_minor(minor, currency) == Money(Decimal(value), currency)


@pytest.mark.parametrize("value", ["89.995", "NaN", "Infinity"])
def test_what_nobody_can_pay_has_no_minor_units(value):
    with pytest.raises(ValueError, match="minor units"):
        _ = Money(Decimal(value), "USD").minor


@pytest.mark.parametrize(
    ("value", "currency", "written"),
    [("89.9", "USD", "89.90 USD"), ("500", "JPY", "500 JPY"), ("1.234", "KWD", "1.234 KWD")],
)
def test_it_is_written_with_its_currencys_own_decimals(value, currency, written):
    assert str(Money(Decimal(value), currency)) == written


@pytest.mark.parametrize(
    ("amount", "pattern", "written"),
    [
        (Money(Decimal("1128.5"), "USD"), "¤1,000.00", "$1,128.50"),
        (Money(Decimal("89.99"), "EUR"), "1.000,00 ¤", "89,99 €"),
        (Money(Decimal(1234567), "JPY"), "1\u202f000,00 ¤", "1\u202f234\u202f567 ¥"),
        (Money(Decimal("89.99"), "CHF"), "¤1,000.00", "CHF\u00a089.99"),
        (Money(Decimal("89.99"), "CHF"), "1.000,00 ¤", "89,99 CHF"),
    ],
)
def test_it_is_written_as_a_language_writes_a_thousand(amount, pattern, written):
    assert amount.like(pattern) == written


def test_a_pattern_without_a_thousand_is_refused():
    with pytest.raises(ValueError, match="thousand"):
        Money(Decimal(1), "USD").like("¤1")


@given(st.decimals("-1e9", "1e9", places=5))
def test_what_can_be_paid_is_rounded_down_and_never_more(value):
    payable = Money(value, "USD").payable

    assert abs(payable.value) <= abs(value)
    assert abs(value) - abs(payable.value) < Decimal("0.01")
    assert of_minor(payable.minor, "USD") == payable

"""Amounts of money: exact, with their currency."""

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

DECIMALS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""ISO 4217's minor units of currencies that do not have two."""

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "RUB": "₽", "JPY": "¥"}
THOUSAND = re.compile(r"1(.)000(.)00")


@dataclass(frozen=True, slots=True, order=False)
class Money:
    value: Decimal
    """In whole units of the currency, with its decimals: Decimal("89.99")."""
    currency: str
    """ISO 4217: `USD`."""

    def __add__(self, other: "Money") -> "Money":
        return Money(self.value + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.value - self._same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.value < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.value <= self._same(other)

    def __str__(self) -> str:
        return f"{self.value:.{_decimals(self.currency)}f} {self.currency}"

    @property
    def minor(self) -> int:
        """In the currency's smallest units: 8999 cents.

        Raises ValueError for an amount that nobody can pay: 89.995 USD, or no number at all.
        """
        shifted = self.value.scaleb(_decimals(self.currency))
        if not shifted.is_finite() or shifted != shifted.to_integral_value():
            raise ValueError(f"{self.value} {self.currency} is not a whole number of minor units")
        return int(shifted)

    @property
    def payable(self) -> "Money":
        """Rounded down to the currency's smallest unit. The value must be finite."""
        unit = Decimal(1).scaleb(-_decimals(self.currency))
        return Money(self.value.quantize(unit, rounding=ROUND_DOWN), self.currency)

    def like(self, pattern: str) -> str:
        """As `pattern` writes a thousand, `¤` being the currency: 1.000,00 ¤ gives 1.128,50 €.

        Raises ValueError for a pattern without 1.000,00 in it, whatever its marks.
        """
        digits, currency = str(self).split()
        found = THOUSAND.search(pattern)
        if found is None:
            raise ValueError(f"{pattern!r} does not show how a thousand is written")
        marks = str.maketrans(",.", "".join(found.groups()))
        written = f"{Decimal(digits):,}".translate(marks)
        sign = SIGNS.get(currency, f"{currency}\u00a0")
        return THOUSAND.sub(written, pattern).replace("¤", sign).strip()

    def _same(self, other: "Money") -> Decimal:
        """Raises ValueError: amounts of two currencies are never added or compared."""
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} is not {other.currency}")
        return other.value


def of_minor(minor: int, currency: str) -> Money:
    """8999 of `USD` is 89.99 USD."""
    return Money(Decimal(minor).scaleb(-_decimals(currency)), currency)


def total(amounts: "list[Money] | tuple[Money, ...]", currency: str) -> Money:
    """Their sum; zero of `currency` for none."""
    result = Money(Decimal(0), currency)
    for amount in amounts:
        result += amount
    return result


def _decimals(currency: str) -> int:
    return DECIMALS.get(currency, 2)

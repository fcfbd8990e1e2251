"""Amounts of money: exact, with their currency."""

from dataclasses import dataclass
from decimal import Decimal


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
        return f"{self.value:.2f} {self.currency}"

    def _same(self, other: "Money") -> Decimal:
        """Raises ValueError: amounts of two currencies are never added or compared."""
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} is not {other.currency}")
        return other.value


def total(amounts: "list[Money] | tuple[Money, ...]", currency: str) -> Money:
    """Their sum; zero of `currency` for none."""
    result = Money(Decimal(0), currency)
    for amount in amounts:
        result += amount
    return result

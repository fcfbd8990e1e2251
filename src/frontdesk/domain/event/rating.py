"""What the customer thinks of it: of single answers, and of the whole conversation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TurnRated:
    turn: int
    helpful: bool
    """The newest word counts."""


@dataclass(frozen=True, slots=True)
class Rated:
    score: int
    """1 to 5, 5 is best; the newest counts."""
    text: str = ""
    """With placeholders for contact data, like everything a customer writes."""

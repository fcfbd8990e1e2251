"""Which language a text is written in, without asking the model."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Guess:
    language: str
    """ISO 639 code: two letters where there are any."""
    probability: float
    """In [0, 1]."""


class Languages(Protocol):
    def guess(self, text: str) -> Guess | None:
        """The likeliest language; None if the text has no word. Never waits for anything."""
        ...

"""A customer of the company, as its own systems know them."""

from dataclasses import dataclass
from typing import Literal, NewType

CustomerId = NewType("CustomerId", str)

Level = Literal["visitor", "claimed", "verified"]
"""How sure the desk is who writes: nobody in particular; an order number with its contact; signed
in at the company's site."""

LEVELS: tuple[Level, ...] = ("visitor", "claimed", "verified")
"""From the least sure to the surest."""


def is_enough(level: Level, needed: Level) -> bool:
    return LEVELS.index(level) >= LEVELS.index(needed)


@dataclass(frozen=True, slots=True)
class Customer:
    id: CustomerId
    name: str
    email: str
    phone: str
    plan: str
    status: str

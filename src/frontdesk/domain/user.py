"""Somebody at the desk: an account they sign in with, and what it allows."""

from dataclasses import dataclass
from typing import Literal, NewType

UserName = NewType("UserName", str)
"""What they sign in with, in lower case."""

NOBODY = UserName("")
"""Where an event names no account."""

Role = Literal["agent", "lead", "admin"]
ROLES: tuple[Role, ...] = ("agent", "lead", "admin")
"""Each may do what those before it may."""


@dataclass(frozen=True, slots=True)
class User:
    name: UserName
    shown: str
    """As customers and colleagues read it."""
    role: Role = "agent"
    is_away: bool = False
    """Then nothing is assigned to them."""
    capacity: int | None = None
    """So many open conversations they are given at most; None: as many as everybody."""
    languages: tuple[str, ...] = ()
    """They answer in these, as ISO 639; empty: nobody has said."""


def may(role: Role, needed: Role) -> bool:
    return ROLES.index(role) >= ROLES.index(needed)

"""Who answers the customers of the whole desk: a switch that people turn (D23)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DeskMode = Literal["bot", "drafts", "people"]
"""`bot`: it answers, people where rules or scores call them; `drafts`: it writes, people send;
`people`: the model is not asked."""

Drawn = Literal["", "bot", "people"]
"""Whom chance gave a conversation to at its start, by the share for people only; empty for no draw.
"""


@dataclass(frozen=True, slots=True)
class ModeChange:
    mode: DeskMode
    by: str
    """Who turned it, as colleagues read it."""
    at: datetime

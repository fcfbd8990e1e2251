"""What is prepared for the person who takes over."""

from dataclasses import dataclass
from typing import Literal

from frontdesk.domain.event.model import NOTHING_USED, Usage


@dataclass(frozen=True, slots=True)
class HandoverSummarized:
    """The conversation in five lines, for colleagues: neither customer nor model reads it."""

    started: int
    """Number of the HandoverStarted that it was made for; each has one."""
    problem: str
    tried: str = ""
    """What was looked up, done or offered, and what came of it."""
    verified: str = ""
    """What the desk's own systems said, as against what the customer says."""
    mood: str = ""
    wish: str = ""
    by: Literal["model", "extract"] = "extract"
    """`extract`: made by code, because the model gave none in time."""
    model: str = ""
    """The model asked for it, be it that its answer could not be used; empty for none."""
    message: str = ""
    usage: Usage = NOTHING_USED

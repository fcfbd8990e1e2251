"""What was asked of the model, and what it answered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from frontdesk.domain.json import JsonObject


@dataclass(frozen=True, slots=True)
class ModelAsked:
    """With the events before it, enough to rebuild the request byte for byte."""

    turn: int
    attempt: int
    call: int
    """Counts the calls of the turn, across attempts, from 1."""
    model: str
    bundle: str
    """Hash of prompt files, tools, model and parameters; after a `+` that of pinned passages."""
    generation: int
    clock: datetime


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens, as the API counts them."""

    input: int = 0
    cache_read: int = 0
    cache_write_5m: int = 0
    cache_write_1h: int = 0
    output: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.input + other.input,
            self.cache_read + other.cache_read,
            self.cache_write_5m + other.cache_write_5m,
            self.cache_write_1h + other.cache_write_1h,
            self.output + other.output,
        )

    @property
    def cached(self) -> int:
        """What the next request with this prefix can read from the cache."""
        return self.cache_read + self.cache_write_5m + self.cache_write_1h

    @property
    def prompt(self) -> int:
        """All tokens that were sent."""
        return self.input + self.cached


NOTHING_USED = Usage()


@dataclass(frozen=True, slots=True)
class ModelAnswered:
    turn: int
    attempt: int
    call: int
    message: str
    """The API's id of the reply; empty when none came."""
    stop_reason: str
    """As the API gave it, or one of our error codes when the reply broke."""
    blocks: tuple[JsonObject, ...]
    """Raw content blocks; empty when the reply did not end properly."""
    usage: Usage


@dataclass(frozen=True, slots=True)
class Summarized:
    """What was said up to a turn, kept for the next generation; the log itself stays whole."""

    through: int
    """The last turn that the summary covers."""
    text: str
    by: Literal["model", "extract"]
    """`extract`: made by code, because the model gave none."""
    model: str = ""
    """The model asked for it, be it that its answer could not be used; empty for none."""
    message: str = ""
    usage: Usage = NOTHING_USED


@dataclass(frozen=True, slots=True)
class PrefixRestarted:
    """A new generation: requests start from `summary` and the turns from `keeps` on.

    The only event that may break the prefix of the model's requests.
    """

    generation: int
    reason: Literal["condensed", "cold", "bundle", "knowledge", "tier"]
    """`condensed`: it was long; `cold`: the cache was gone, so it cost nothing; the others: what
    was changed."""
    summary: str
    """Of everything before `keeps`; empty if nothing is left out."""
    keeps: int
    """The first turn that is sent on."""

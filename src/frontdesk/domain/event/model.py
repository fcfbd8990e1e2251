"""What was asked of the model, and what it answered."""

from dataclasses import dataclass
from datetime import datetime

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
    """Hash of prompt files, model and parameters."""
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

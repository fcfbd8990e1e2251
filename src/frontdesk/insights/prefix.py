"""Whether the fixed beginning of every request is long enough to be cached."""

from dataclasses import dataclass

from frontdesk.insights.prices import prices_of

BYTES_PER_TOKEN = 4
"""Of UTF-8, roughly: English has 4 letters to a token, Russian 2 of two bytes each. The newest
models count up to a third more, so a prefix just under the minimum may still be cached."""


@dataclass(frozen=True, slots=True)
class ShortPrefix:
    """A prefix that the model silently does not cache."""

    tokens: int
    minimum: int


def estimated_tokens(*texts: str) -> int:
    return sum(len(text.encode()) for text in texts) // BYTES_PER_TOKEN


def short_prefix(tokens: int, model: str) -> ShortPrefix | None:
    """None where it is long enough, or nothing is known of the model."""
    prices = prices_of(model)
    if prices is None or tokens >= prices.cache_minimum:
        return None
    return ShortPrefix(tokens, prices.cache_minimum)

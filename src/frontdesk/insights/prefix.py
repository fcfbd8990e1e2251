"""Whether the fixed beginning of every request is long enough to be cached."""

from dataclasses import dataclass

from frontdesk.insights.prices import prices_of


@dataclass(frozen=True, slots=True)
class ShortPrefix:
    """A prefix that the model silently does not cache."""

    tokens: int
    minimum: int


def short_prefix(tokens: int, model: str) -> ShortPrefix | None:
    """None where it is long enough, or nothing is known of the model."""
    prices = prices_of(model)
    if prices is None or tokens >= prices.cache_minimum:
        return None
    return ShortPrefix(tokens, prices.cache_minimum)

"""What each Claude model costs and from how many tokens on it caches: a row a model.

The list prices of Anthropic's own API. Bedrock and Vertex AI have prices of their own, and their
ids stand in no row.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

SOURCE = "Anthropic's pricing page, prompt caching page and model overviews"
AS_OF = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens of each kind."""

    input: Decimal
    output: Decimal
    write_5m: Decimal
    write_1h: Decimal
    read: Decimal


@dataclass(frozen=True, slots=True)
class ModelPrices:
    price: Price
    cache_minimum: int = 512
    """Tokens: a shorter prefix is silently not cached."""
    long_above: int | None = None
    """Prompts of more tokens than this, cached ones included, cost `long_price` throughout."""
    long_price: Price | None = None

    def for_prompt(self, tokens: int) -> Price:
        """The price of a whole request whose prompt has this many tokens."""
        if self.long_price and self.long_above is not None and tokens > self.long_above:
            return self.long_price
        return self.price


def prices_of(model: str) -> ModelPrices | None:
    """None for a model without a row; the date in an id (`-20251001`) plays no part."""
    return _TABLE.get(re.sub(r"-\d{8}$", "", model))


def _price(input: str, output: str, write_5m: str, write_1h: str, read: str) -> Price:
    return Price(*map(Decimal, (input, output, write_5m, write_1h, read)))


_OPUS = _price("5", "25", "6.25", "10", "0.50")
_SONNET = _price("3", "15", "3.75", "6", "0.30")
_FABLE = _price("10", "50", "12.50", "20", "1.00")
_FABLE_5_1 = _price("10", "50", "12.50", "20", "0.25")
_FABLE_5_2 = _price("8", "40", "10", "16", "0.20")  # its cache prices and minimum: not confirmed

_TABLE = {
    "claude-haiku-5-5": ModelPrices(
        _price("0.10", "0.50", "0.125", "0.20", "0.01"),
        long_above=100_000,
        long_price=_price("0.50", "2.50", "0.625", "1.00", "0.05"),
    ),
    "claude-sonnet-5-5": ModelPrices(_price("2", "10", "2.50", "4", "0.10")),
    "claude-opus-5-5": ModelPrices(_price("4", "20", "5", "8", "0.20")),
    "claude-fable-5-2": ModelPrices(_FABLE_5_2),
    "claude-mythos-5-2": ModelPrices(_FABLE_5_2),
    "claude-fable-5-1": ModelPrices(_FABLE_5_1),
    "claude-mythos-5-1": ModelPrices(_FABLE_5_1),
    "claude-fable-5": ModelPrices(_FABLE),
    "claude-mythos-5": ModelPrices(_FABLE),
    "claude-opus-5": ModelPrices(_OPUS),
    "claude-opus-4-8": ModelPrices(_OPUS, cache_minimum=1024),
    "claude-opus-4-7": ModelPrices(_OPUS, cache_minimum=2048),
    "claude-opus-4-6": ModelPrices(_OPUS, cache_minimum=4096),
    "claude-opus-4-5": ModelPrices(_OPUS, cache_minimum=4096),
    "claude-sonnet-5": ModelPrices(_price("2", "10", "2.50", "4", "0.20"), cache_minimum=1024),
    "claude-sonnet-4-6": ModelPrices(_SONNET, cache_minimum=1024),
    "claude-sonnet-4-5": ModelPrices(_SONNET, cache_minimum=1024),
    "claude-haiku-4-5": ModelPrices(_price("1", "5", "1.25", "2", "0.10"), cache_minimum=4096),
}

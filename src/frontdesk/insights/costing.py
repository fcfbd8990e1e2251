"""What the tokens of a call cost."""

from decimal import Decimal

from frontdesk.domain.event import Usage
from frontdesk.insights.prices import Price, prices_of

MILLION = 1_000_000


def cost(usage: Usage, model: str) -> Decimal | None:
    """US dollars by the list prices; None for a model that the table does not know."""
    prices = prices_of(model)
    if prices is None:
        return None
    price = prices.for_prompt(usage.prompt)
    dollars = (
        usage.input * price.input
        + usage.cache_read * price.read
        + usage.cache_write_5m * price.write_5m
        + usage.cache_write_1h * price.write_1h
    )
    return (dollars + _output(usage, price)) / MILLION


def cost_without_cache(usage: Usage, model: str) -> Decimal | None:
    """What the same call had cost if nothing were ever cached; None as for `cost`."""
    prices = prices_of(model)
    if prices is None:
        return None
    price = prices.for_prompt(usage.prompt)
    return (usage.prompt * price.input + _output(usage, price)) / MILLION


def _output(usage: Usage, price: Price) -> Decimal:
    return usage.output * price.output

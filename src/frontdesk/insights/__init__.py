"""What the desk's work costs, read from its log."""

from frontdesk.insights.costing import cost, cost_without_cache
from frontdesk.insights.prices import ModelPrices, prices_of

__all__ = ["ModelPrices", "cost", "cost_without_cache", "prices_of"]

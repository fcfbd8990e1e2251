"""What the desk's work costs, read from its log."""

from frontdesk.insights.calls import CallReader, ModelCall, read_calls
from frontdesk.insights.capping import CappedModel
from frontdesk.insights.costing import cost, cost_without_cache
from frontdesk.insights.prefix import ShortPrefix, short_prefix
from frontdesk.insights.prices import AS_OF, SOURCE, ModelPrices, prices_of
from frontdesk.insights.spending import Spending, Tally, read_spending

__all__ = [
    "AS_OF",
    "SOURCE",
    "CallReader",
    "CappedModel",
    "ModelCall",
    "ModelPrices",
    "ShortPrefix",
    "Spending",
    "Tally",
    "cost",
    "cost_without_cache",
    "prices_of",
    "read_calls",
    "read_spending",
    "short_prefix",
]

"""JSON objects of others: kept and sent back as they came, never reasoned about."""

from collections.abc import Mapping
from typing import Any

JsonObject = Mapping[str, Any]
"""Any: it is the model provider's to say what stands in its blocks."""

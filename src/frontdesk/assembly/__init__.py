"""Builds the desk from settings; the only place that names concrete adapters."""

from frontdesk.assembly.desk import Desk, open_desk, refund_limits, refund_policy
from frontdesk.assembly.knowledge import (
    articles_in,
    check_embeddings,
    has_embeddings,
    install_embeddings,
    open_library,
    take_in_folder,
)
from frontdesk.assembly.model import bundle_of, catalog_of, claude, input_prices, knows_model
from frontdesk.assembly.storage import (
    is_desk_running,
    open_approvals,
    open_people,
    open_tickets,
    open_usage,
    schema_of,
)

__all__ = [
    "Desk",
    "articles_in",
    "bundle_of",
    "catalog_of",
    "check_embeddings",
    "claude",
    "has_embeddings",
    "input_prices",
    "install_embeddings",
    "is_desk_running",
    "knows_model",
    "open_approvals",
    "open_desk",
    "open_library",
    "open_people",
    "open_tickets",
    "open_usage",
    "refund_limits",
    "refund_policy",
    "schema_of",
    "take_in_folder",
]

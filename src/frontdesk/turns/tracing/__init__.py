"""How a conversation came about, by its log: what was asked, found, done and said, and why."""

from frontdesk.turns.tracing.request import Block, SentRequest
from frontdesk.turns.tracing.telling import told
from frontdesk.turns.tracing.trace import (
    Section,
    Spent,
    Step,
    Trace,
    bundles_of,
    cards_of,
    trace_of,
)

__all__ = [
    "Block",
    "Section",
    "SentRequest",
    "Spent",
    "Step",
    "Trace",
    "bundles_of",
    "cards_of",
    "told",
    "trace_of",
]

"""The company's order system: its own, by its `store.py`, or a small one that Frontdesk brings."""

from frontdesk.adapters.store.company_code import load_code
from frontdesk.adapters.store.loading import look_at_store, open_store

__all__ = ("load_code", "look_at_store", "open_store")

"""The company's order system: its own, by its `store.py`, or a small one that Frontdesk brings."""

from frontdesk.adapters.store.loading import open_store

__all__ = ("open_store",)

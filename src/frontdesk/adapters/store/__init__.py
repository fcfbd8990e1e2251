"""The company's order system: its own, by its `store.py`, or a small one that Frontdesk brings."""

from frontdesk.adapters.store.company_code import load_code
from frontdesk.adapters.store.loading import look_at_store, open_store
from frontdesk.adapters.store.paying import StorePayments
from frontdesk.adapters.store.system import OrderSystem

__all__ = ("OrderSystem", "StorePayments", "load_code", "look_at_store", "open_store")

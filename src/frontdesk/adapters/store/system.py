"""What a store folder opens: an order system, which can be the payment side too."""

from typing import Protocol

from frontdesk.ports.payments import Payments
from frontdesk.ports.store import Store


class OrderSystem(Store, Payments, Protocol):
    """Raises StoreUnreachable, whatever it is asked; `StorePayments` makes a payment side of it."""

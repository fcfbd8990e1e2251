"""Secrets are destroyed: cards, accounts, numbers of persons, passwords, codes, keys.

Of each a mark stays (`domain/mark.py`). What is found where is a matter of shape, check digits
and the words beside it; numbers of orders, invoices and parcels stay.
"""

from frontdesk.guards.secrets.detecting import VERSION, Detector
from frontdesk.guards.secrets.secret import Secret
from frontdesk.guards.secrets.streaming import Scrubber

__all__ = ("VERSION", "Detector", "Scrubber", "Secret")

"""Frontdesk: a customer-support desk staffed by Claude, with people behind it."""

__version__ = "0.1.0"

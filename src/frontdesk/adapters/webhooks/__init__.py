"""Tells other systems over HTTP, signed as Standard Webhooks asks for."""

from frontdesk.adapters.webhooks.http import HttpReceivers

__all__ = ["HttpReceivers"]

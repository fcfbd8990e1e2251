"""Amounts and days as the shop writes them."""

from datetime import date
from decimal import Decimal


def price(amount: Decimal, currency: str) -> str:
    """`$1,149.00`"""
    return f"${amount:,.2f}" if currency == "USD" else f"{amount:,.2f} {currency}"


def day(on: date, today: date) -> str:
    """`Tue, Nov 17`; with the year when it is another one."""
    year = "" if on.year == today.year else f", {on.year}"
    return f"{on:%a, %b} {on.day}{year}"


def distance(on: date, today: date) -> str:
    """`12 days ago`, `tomorrow`."""
    days = (on - today).days
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
        case _:
            return f"in {days} days" if days > 0 else f"{-days} days ago"

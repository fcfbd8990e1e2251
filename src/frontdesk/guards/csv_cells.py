"""Cells that a spreadsheet shows and never runs (OWASP, "CSV Injection")."""

from unicodedata import category, normalize

_STARTS = frozenset("=+-@\t\r\n|%") | frozenset("\u2010\u2011\u2012\u2013\u2014\u2212")
"""What begins a formula, and dashes that are read as its minus; full-width forms fold to these."""


def csv_cell(value: object) -> str:
    """The value as a cell; a text that could begin a formula gets an apostrophe before it.

    Numbers stay numbers. Signs that are not seen, and spaces before the first one that is, hide
    nothing. Quoting and separators are the CSV writer's work.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    begins = (
        sign for sign in value if sign in "\t\r\n" or category(sign) not in {"Zs", "Cf", "Cc", "Mn"}
    )
    first = normalize("NFKC", next(begins, ""))[:1]
    return f"'{value}" if first in _STARTS and first else value

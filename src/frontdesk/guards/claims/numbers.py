"""Numbers as they are written: in digits with the separators of any of the languages, or words."""

import re
from decimal import Decimal

GAPS = "'\u2019 \u00a0\u202f"
NUMBER = rf"\d{{1,3}}(?:[.,{GAPS}]\d{{3}})+(?:[.,]\d{{1,2}})?(?!\d)|\d+(?:[.,]\d+)?"
_GAP = re.compile(f"[{GAPS}]")


def number(digits: str) -> Decimal:
    """`1,234.50`, `1.234,50` and `1 234,50` are the same; three last digits are thousands."""
    plain = _GAP.sub("", digits)
    cut = max(plain.rfind("."), plain.rfind(","))
    if cut < 0:
        return Decimal(plain)
    head, tail = plain[:cut], plain[cut + 1 :]
    whole = head.replace(".", "").replace(",", "")
    is_grouped = len(tail) == 3 and whole != "0"
    return Decimal(whole + tail) if is_grouped else Decimal(f"{whole}.{tail}")

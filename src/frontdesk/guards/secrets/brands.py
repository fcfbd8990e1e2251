"""What the numbers of payment cards have in common: first digits, lengths, a check digit."""

from bisect import bisect_right
from collections.abc import Sequence

FEWEST, MOST = 12, 19  # digits
MAESTRO = frozenset(range(FEWEST, MOST + 1))

BRANDS: Sequence[tuple[int, int, frozenset[int]]] = tuple(
    (first, last, frozenset(lengths))
    for first, last, lengths in (
        (1800, 1800, {15}),  # JCB, the first ones
        (2131, 2131, {15}),
        (2200, 2204, {16, 17, 18, 19}),  # Mir
        (2221, 2720, {16}),  # Mastercard
        (3000, 3059, {14, 16}),  # Diners Club
        (3095, 3095, {14, 16}),
        (3400, 3499, {15}),  # American Express
        (3528, 3589, {16, 17, 18, 19}),  # JCB
        (3600, 3699, {14, 16}),  # Diners Club
        (3700, 3799, {15}),  # American Express
        (3800, 3999, {14, 16}),  # Diners Club
        (4000, 4999, {13, 16, 19}),  # Visa
        (5018, 5018, MAESTRO),  # Maestro
        (5020, 5020, MAESTRO),
        (5038, 5038, MAESTRO),
        (5100, 5599, {16}),  # Mastercard
        (5612, 5612, MAESTRO),  # Maestro
        (5893, 5893, MAESTRO),
        (6011, 6011, {16, 19}),  # Discover
        (6200, 6299, {16, 17, 18, 19}),  # UnionPay
        (6304, 6304, MAESTRO),  # Maestro
        (6390, 6390, MAESTRO),
        (6440, 6599, {16, 19}),  # Discover
        (6759, 6759, MAESTRO),  # Maestro
        (6761, 6763, MAESTRO),
        (8100, 8171, {16, 17, 18, 19}),  # UnionPay
    )
)
"""First and last four digits, and lengths. Sources: the brands' own pages on account ranges, as
collected in https://en.wikipedia.org/wiki/Payment_card_number (November 2026)."""
_FIRST = [first for first, _, _ in BRANDS]


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    doubled = (sum(divmod(2 * int(sign), 10)) for sign in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def brand_lengths(digits: str) -> frozenset[int]:
    """How many digits a card that begins like this has; none: no brand begins so."""
    first = int(digits[:4].ljust(4, "0"))
    at = bisect_right(_FIRST, first) - 1
    if at < 0 or first > BRANDS[at][1]:
        return frozenset()
    return BRANDS[at][2]


def could_be_brand(digits: str) -> bool:
    low, high = int(digits[:4].ljust(4, "0")), int(digits[:4].ljust(4, "9"))
    return any(first <= high and low <= last for first, last, _ in BRANDS)

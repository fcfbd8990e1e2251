"""Payment cards: a check digit (ISO/IEC 7812-1), a brand's first digits and its lengths.

Digits that pass by chance stay: an order number, a bar code, a list of quantities. So grouping
counts too, and the words before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frontdesk.guards.secrets.brands import (
    FEWEST,
    MOST,
    brand_lengths,
    could_be_brand,
    passes_luhn,
)
from frontdesk.guards.secrets.lexicon import lexicon, word_before
from frontdesk.guards.secrets.plain import JOINT, digits_at_end, is_amount
from frontdesk.guards.secrets.secret import Secret

GROUPINGS = frozenset(
    {
        (4, 4, 4, 4),
        (4, 4, 4, 4, 3),
        (4, 4, 4, 4, 2),
        (4, 6, 5),
        (4, 6, 4),
        (4, 4, 4, 1),
        (4, 4, 4, 3),
        (8, 8),
        (6, 13),
        (16,),
        (15,),
    }
)
"""How cards are printed and typed; in a longer row of digits only these count."""
FIRST_GROUPS = frozenset(sizes[0] for sizes in GROUPINGS)

MOST_LOOKED_AT = 1_500
"""Places in a text where a card may begin; a customer's message has no room for so many."""

_RUN = re.compile(rf"(?<!\d)\d(?:{JOINT}{{0,3}}\d){{{FEWEST - 1},}}+")
_GROUP = re.compile(r"\d+")
_GLUED = re.compile(r"[^\W\d]{1,24}[-_#]?\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """Digits with nothing between them but joints."""

    text: str
    start: int
    groups: Sequence[tuple[int, int]]
    """Where each begins and ends in the text."""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Run":
        return cls(text, start, [found.span() for found in _GROUP.finditer(text, start, end)])

    def places(self) -> int:
        """At how many groups a card may begin."""
        return sum(end - start in FIRST_GROUPS for start, end in self.groups)

    def sizes(self) -> tuple[int, ...]:
        return tuple(end - start for start, end in self.groups)

    def digits(self, first: int = 0, last: int | None = None) -> str:
        return "".join(self.text[start:end] for start, end in self.groups[first:last])


def find_cards(text: str) -> Iterator[Secret]:
    """After the first 1,500 places where one may begin, every row of twelve digits and more is
    taken for one: it then takes more than there is, never less.
    """
    room = MOST_LOOKED_AT
    for found in _RUN.finditer(text):
        if room <= 0:
            yield Secret("card", *found.span())
            continue
        run = Run.of(text, *found.span())
        room -= 1 + run.places()
        among = _among(run) if room >= 0 else [found.span()]
        for first, last in among:
            yield Secret("card", first, last)


def may_be_card_at(text: str) -> int:
    """From where the end of the text could still become a card; its length if nothing could."""
    start = digits_at_end(text)
    if start == len(text) or is_amount(text, start):
        return len(text)
    run = Run.of(text, start, len(text))
    is_open = _could_be_whole(run) or _could_hold_one(run) or word_before(text, start) == "card"
    return start if is_open else len(text)


def _among(run: Run) -> Iterator[tuple[int, int]]:
    """Where the cards in a run begin and end."""
    count = sum(run.sizes())
    if is_amount(run.text, run.start):
        return
    if count <= MOST and _is_card(run):
        yield run.start, run.groups[-1][1]
        return
    sizes, first = run.sizes(), 0
    while first < len(sizes) and len(sizes) > 1:
        size = _card_inside(run, sizes, first) if sizes[first] in FIRST_GROUPS else 0
        if size:
            yield run.groups[first][0], run.groups[first + size - 1][1]
        first += size or 1


def _is_card(run: Run) -> bool:
    """Whether all digits of the run are one card."""
    digits, sizes = run.digits(), run.sizes()
    if _is_part_of_word(run):
        return False
    has_brand, has_check_digit = len(digits) in brand_lengths(digits), passes_luhn(digits)
    if not (has_brand or has_check_digit):
        return False
    named = word_before(run.text, run.start)
    if named == "card":  # also of a small brand, or with a slip of the finger
        return has_check_digit or len(digits) > FEWEST + 1
    if not (has_brand and has_check_digit):
        return False
    if len(sizes) == 2 and run.text[run.groups[0][1] : run.groups[1][0]] == ".":
        return False  # a number with a fraction
    if len(sizes) == 1:
        return not (named or _is_bar_code(digits))
    return _is_regular(sizes)


def _card_inside(run: Run, sizes: Sequence[int], first: int) -> int:
    """How many groups from this one on are a card; 0: none."""
    if first and sizes[first - 1] == 4:
        return 0  # amid a longer number in fours, such as a parcel's
    for size in (5, 4, 3, 2, 1):
        if first + size > len(sizes) or sizes[first : first + size] not in GROUPINGS:
            continue
        digits = run.digits(first, first + size)
        fits = len(digits) in brand_lengths(digits) and passes_luhn(digits)
        if fits and not (first == 0 and _is_part_of_word(run)):
            return size
    return 0


def _is_regular(sizes: Sequence[int]) -> bool:
    """All groups alike but for a shorter last one, two halves, or as printed."""
    is_even = len(set(sizes[:-1])) <= 1 and sizes[-1] <= sizes[0]
    return len(sizes) <= 2 or is_even or tuple(sizes) in GROUPINGS


def _could_be_whole(run: Run) -> bool:
    digits, sizes = run.digits(), run.sizes()
    if len(digits) > MOST or not could_be_brand(digits):
        return False
    printed = any(_begins_like(sizes, grouping) for grouping in GROUPINGS)
    return len(sizes) <= 2 or printed or _is_regular(sizes) or _is_regular([*sizes[:-1], sizes[0]])


def _could_hold_one(run: Run) -> bool:
    """Whether the last groups could go on to a card as it is printed."""
    for first in range(max(0, len(run.groups) - 6), len(run.groups)):
        if could_be_brand(run.digits(first)[:4]):
            return True
    return False


def _begins_like(sizes: Sequence[int], grouping: Sequence[int]) -> bool:
    *whole, last = sizes
    at = len(whole)
    is_begun = tuple(whole) == tuple(grouping[:at])
    return is_begun and at < len(grouping) and last <= grouping[at]


def _is_bar_code(digits: str) -> bool:
    """An EAN-13 (GS1): the only other number of 13 digits with a check digit of its own."""
    if len(digits) != 13:
        return False
    weighted = (int(sign) * (3 if at % 2 else 1) for at, sign in enumerate(digits))
    return sum(weighted) % 10 == 0


def _is_part_of_word(run: Run) -> bool:
    """`INV-4012…`: an identifier, unless the letters before it say that it is a card."""
    glued = _GLUED.search(run.text, max(0, run.start - 25), run.start)
    after = run.text[run.groups[-1][1] : run.groups[-1][1] + 1]
    if after.isalpha() and len(run.groups) == 1:
        return True
    if glued is None or len(run.groups) > 2:
        return False
    return "card" not in (found.lastgroup for found in lexicon().number.finditer(glued[0]))

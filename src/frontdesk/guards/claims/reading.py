"""All claims with a figure in a text: what has a source or has not."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from frontdesk.domain.placeholder import PLACEHOLDER
from frontdesk.guards import phones
from frontdesk.guards.claims.claim import Claim, Fact
from frontdesk.guards.claims.days import dates, times, weekdays
from frontdesk.guards.claims.quantities import quantities

LINK = re.compile(r"(?:https?://|www\.|\]\()[^\s)>\"']+", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+'%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
CODE = re.compile(r"(?<![\w@./-])#?([A-Za-z][A-Za-z0-9]*(?:[-_/][A-Za-z0-9]+)*|[0-9][A-Z0-9]{7,})")
FEWEST_DIGITS = 3  # of a code; what has fewer is a word: MP3, Wi-Fi 6
MARKER = re.compile(r"^\s*(?:[-*•]\s+)?\d{1,2}[.)]\s", re.MULTILINE)  # of a list: no figure


@lru_cache(maxsize=8_192)  # articles are read again in every conversation
def claims_in(text: str) -> tuple[Claim, ...]:
    """In no particular order, each place read once; addresses and phone numbers not at all:
    guards/naming.py sees to them."""
    for form in (MARKER, PLACEHOLDER, LINK, EMAIL):
        text = form.sub(_hidden, text)
    text = _without(text, phones.find_phones(text))
    claims: list[Claim] = []
    for find in (dates, times, weekdays, _codes):
        spans = list(find(text))
        claims += [claim for _, claim in spans]
        text = _without(text, [span for span, _ in spans])
    return (*claims, *quantities(text.replace("\0", " \n ")))


@lru_cache(maxsize=8_192)
def facts_in(text: str) -> frozenset[Fact]:
    return frozenset(fact for claim in claims_in(text) for fact in claim.facts)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    signs = list(text)
    for start, end in spans:
        signs[start:end] = "\0" * (end - start)
    return "".join(signs)


def _hidden(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def _codes(text: str) -> Iterator[tuple[tuple[int, int], Claim]]:
    for found in CODE.finditer(text):
        code = found[1]
        digits = [sign for sign in code if sign.isdigit()]
        is_example = set(digits) == {"0"}  # `it looks like ORD-00000` names no order
        if len(digits) >= FEWEST_DIGITS and not code.isdigit() and not is_example:
            yield found.span(), Claim(code, (Fact("code", _plain(code)),))


def _plain(code: str) -> str:
    return re.sub(r"[-_/#\s]", "", code).lower()

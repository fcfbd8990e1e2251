"""Whom a text names: by the number of an order or ticket, an e-mail or postal address, a phone
number.

What names a customer may be said only if it was given in this very conversation: by the customer,
by a result for this customer, by an article or by a person. So whatever the model has made up, and
whatever it has from elsewhere, is stopped alike: foreign or unknown makes no difference (P4).
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from unicodedata import category, normalize

from frontdesk.guards.contacts import find_contacts

TICKET = "TIC-1042"
MORE_DIGITS, FEWER_DIGITS, LEAST_DIGITS = 4, 2, 3
SHORTEST_PHONE = 7  # digits that two ways to write one number have to share
_DIGITS = re.compile(r"[0-9]+")


class Names:
    """What may be named in a conversation."""

    def __init__(self, given: Callable[[], Iterable[str]], *, order_number: str = "") -> None:
        """`given`: the texts that may be repeated, asked for once and only when a reply names
        something. `order_number`: what one looks like; empty: the desk has no orders.
        """
        self._given = given
        examples = [example for example in (order_number, TICKET) if _DIGITS.search(example)]
        self._numbers = [_shape(example) for example in examples]
        self._examples = {_bare(example) for example in examples}

    def first_unknown(self, text: str) -> str | None:
        """The first name in it that nobody gave; None if there is none."""
        text = _visible(text)
        for number in self._numbers_in(text):
            if _bare(number) not in self._known[0]:
                return number
        for kind, contact in _contacts_in(text):
            if not self._is_given(kind, contact):
                return contact
        return None

    def _is_given(self, kind: str, contact: str) -> bool:
        if kind == "address":  # it may be broken into other lines here than where it was given
            return any(_bare(contact) in text for text in self._texts)
        return _is_among(contact, self._known[1])

    def _numbers_in(self, text: str) -> Iterator[str]:
        for shape in self._numbers:
            for found in shape.finditer(text):
                yield found[0]

    @cached_property
    def _texts(self) -> Collection[str]:
        """What was given, bare."""
        return [_bare(_visible(text)) for text in self._given()]

    @cached_property
    def _known(self) -> tuple[Collection[str], Collection[str]]:
        """Numbers, with letters or by their digits alone, and contacts."""
        numbers, contacts = set(self._examples), set[str]()
        for text in map(_visible, self._given()):
            numbers |= {_bare(number) for number in self._numbers_in(text)}
            numbers |= {
                prefix + digits for digits in _DIGITS.findall(text) for prefix in self._prefixes
            }
            contacts |= {contact for _, contact in _contacts_in(text)}
        return numbers, {_plain(contact) for contact in contacts}

    @cached_property
    def _prefixes(self) -> Collection[str]:
        """Customers leave the letters out: 78432 for ORD-78432."""
        return {_DIGITS.split(example)[0] for example in self._examples}


def numbers_like(example: str, texts: Iterable[str]) -> Sequence[str]:
    """The numbers in these texts that look like this one, each as it was written first."""
    found: dict[str, str] = {}
    for text in texts:
        for number in _shape(example).findall(_visible(text)):
            found.setdefault(_bare(number), number)
    return list(found.values())


def _contacts_in(text: str) -> Iterator[tuple[str, str]]:
    for contact in find_contacts(text):
        yield contact.kind, text[contact.start : contact.end]


def _shape(example: str) -> re.Pattern[str]:
    """Numbers like this one: its letters, and about as many digits."""

    def piece(part: str) -> str:
        if not part.isdigit():
            return r"[\W_]{0,2}".join(map(re.escape, re.findall(r"\w+", part))) + (
                r"[\W_]{0,2}" if not part[-1].isalnum() else ""
            )
        fewest = max(LEAST_DIGITS, len(part) - FEWER_DIGITS)
        return f"[0-9]{{{fewest},{len(part) + MORE_DIGITS}}}"

    parts = re.findall(r"[0-9]+|[^0-9]+", example.strip().lstrip("#"))
    return re.compile(r"(?<![\w])" + "".join(map(piece, parts)) + r"(?![0-9A-Za-z])", re.IGNORECASE)


def _visible(text: str) -> str:
    """As a reader sees it: without signs of no width, and digits of any script as they are."""
    return "".join(sign for sign in normalize("NFKC", text) if category(sign) != "Cf")


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _plain(contact: str) -> str:
    if "@" in contact:
        return normalize("NFKC", contact).casefold()
    return "".join(_DIGITS.findall(normalize("NFKC", contact)))


def _is_among(contact: str, known: Collection[str]) -> bool:
    """A phone number with or without its country code is the same."""
    plain = _plain(contact)
    if plain in known or "@" in contact:
        return plain in known
    short = plain.lstrip("0")
    phones = (each.lstrip("0") for each in known if "@" not in each)
    return any(
        plain.endswith(each) or each.endswith(short)
        for each in phones
        if len(each) >= SHORTEST_PHONE
    )

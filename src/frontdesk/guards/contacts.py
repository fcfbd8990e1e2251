"""Exchange contact data, and a code from a mail, in what customers write for placeholders.

Before anything is kept.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from unicodedata import normalize

from frontdesk.domain import one_time_code
from frontdesk.domain.placeholder import PLACEHOLDER, escape
from frontdesk.guards import addresses, phones

VERSION = 3
"""Of what is found and how it is exchanged; texts exchanged under different ones differ."""

_EMAIL = re.compile(r"[\w.+'%-]{1,64}@(?:[\w-]{1,63}\.){1,8}(?:xn--[\w-]{2,59}|[^\W\d_]{2,24})")


Kind = Literal["email", "phone", "address", "code"]


@dataclass(frozen=True, slots=True)
class Contact:
    kind: Kind
    start: int
    end: int


def find_contacts(text: str, *, expects_code: bool = False) -> list[Contact]:
    """E-mail and postal addresses, phone numbers and, where one is expected, codes: in order, none
    within another.
    """
    found: list[Contact] = []
    hidden = PLACEHOLDER.sub(_blank, text)

    def take(kind: Kind, spans: Iterable[tuple[int, int]]) -> None:
        nonlocal hidden
        visible: list[str] = []
        last = 0
        for start, end in spans:
            found.append(Contact(kind, start, end))
            visible += [hidden[last:start], "\0" * (end - start)]
            last = end
        hidden = "".join([*visible, hidden[last:]])

    take("email", (each.span() for each in _EMAIL.finditer(hidden)))
    take("address", addresses.find_addresses(hidden))
    take("phone", phones.find_phones(hidden))
    if expects_code:
        take("code", (each.span() for each in one_time_code.WRITTEN.finditer(hidden)))
    return sorted(found, key=lambda contact: contact.start)


@dataclass(slots=True)
class Placeholders:
    """What stands for the values of one conversation: the same value, the same placeholder."""

    known: Mapping[str, str]
    """What they stand for already; "" once it was forgotten: its number is not given again."""
    new: dict[str, str] = field(default_factory=dict[str, str])

    def standing_for(self, kind: Kind, value: str) -> str:
        key = normalised(kind, value)
        named = {
            normalised(kind, value): name
            for name, value in {**self.known, **self.new}.items()
            if value and name.startswith(f"[{kind}_")
        }
        same = key if key in named else _same_phone(key, named) if kind == "phone" else None
        if same is not None:
            return named[same]
        placeholder = _next(kind, {*self.known, *self.new})
        self.new[placeholder] = value
        return placeholder


def exchange(
    text: str, known: Mapping[str, str], *, expects_code: bool = False
) -> tuple[str, Mapping[str, str]]:
    """The text with placeholders, and the values of those that are new.

    `known`: what placeholders stand for already; their values get them again, and a number is
    never used twice. `domain.placeholder.restore` gives the text back, but for the spelling of
    a value that was known before.
    """
    placeholders = Placeholders(known)
    pieces: list[str] = []
    end = 0
    for contact in find_contacts(text, expects_code=expects_code):
        value = text[contact.start : contact.end]
        name = placeholders.standing_for(contact.kind, value)
        pieces += [escape(text[end : contact.start]), name]
        end = contact.end
    return "".join([*pieces, escape(text[end:])]), placeholders.new


def normalised(kind: Kind, value: str) -> str:
    """The same for every way of writing the value."""
    match kind:
        case "email":
            return normalize("NFKC", value).casefold()
        case "address":
            return addresses.normalise(value)
        case "phone" | "code":
            return phones.normalise(value)


def same_contact(placeholder: str, value: str, given: str) -> bool:
    """Whether what a placeholder stands for is this address or number, however it is written."""
    found = PLACEHOLDER.fullmatch(placeholder)
    match found and found["kind"]:
        case "email":
            return normalised("email", value) == normalised("email", given)
        case "address":
            return normalised("address", value) == normalised("address", given)
        case "phone" if "@" not in given and phones.could_be(given):
            mine, theirs = phones.normalise(value), phones.normalise(given)
            same = mine == theirs or mine in phones.within_country(theirs)
            return same or theirs in phones.within_country(mine)
        case _:
            return False


def _same_phone(key: str, named: Collection[str]) -> str | None:
    """The one among those named that differs only in its country's code; None if none surely is."""
    if not key.startswith("+"):
        same = [each for each in named if key in phones.within_country(each)]
        return same[0] if len(same) == 1 else None
    return next((each for each in phones.within_country(key) if each in named), None)


def _next(kind: str, taken: set[str]) -> str:
    numbers = (found for name in taken if (found := PLACEHOLDER.fullmatch(name)))
    last = max((int(each["number"]) for each in numbers if each["kind"] == kind), default=0)
    return f"[{kind}_{last + 1}]"


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])

"""Exchange contact data, and a code from a mail, in what customers write for placeholders.

Before anything is kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from frontdesk.domain import one_time_code
from frontdesk.domain.placeholder import PLACEHOLDER, escape
from frontdesk.guards import phones

VERSION = 2
"""Of what is found and how it is exchanged; texts exchanged under different ones differ."""

_EMAIL = re.compile(r"[\w.+'%-]{1,64}@(?:[\w-]{1,63}\.){1,8}(?:xn--[\w-]{2,59}|[^\W\d_]{2,24})")


@dataclass(frozen=True, slots=True)
class Contact:
    kind: Literal["email", "phone", "code"]
    start: int
    end: int


def find_contacts(text: str, *, expects_code: bool = False) -> list[Contact]:
    """E-mail addresses, phone numbers and, where one is expected, codes: in order, none within
    another.
    """
    hidden = PLACEHOLDER.sub(_blank, text)
    emails = [Contact("email", *found.span()) for found in _EMAIL.finditer(hidden)]
    hidden = _EMAIL.sub(_blank, hidden)
    found = [Contact("phone", *span) for span in phones.find_phones(hidden)]
    for phone in found:
        hidden = hidden[: phone.start] + "\0" * (phone.end - phone.start) + hidden[phone.end :]
    typed = one_time_code.WRITTEN.finditer(hidden) if expects_code else ()
    codes = [Contact("code", *each.span()) for each in typed]
    return sorted([*emails, *found, *codes], key=lambda contact: contact.start)


def exchange(
    text: str, known: Mapping[str, str], *, expects_code: bool = False
) -> tuple[str, Mapping[str, str]]:
    """The text with placeholders, and the values of those that are new.

    `known`: what placeholders stand for already; their values get them again, and a number is
    never used twice. `domain.placeholder.restore` gives the text back, but for the spelling of
    a value that was known before.
    """
    placeholders = {_normalised(value): name for name, value in known.items() if value}
    new: dict[str, str] = {}
    pieces: list[str] = []
    end = 0
    for contact in find_contacts(text, expects_code=expects_code):
        value = text[contact.start : contact.end]
        key = _normalised(value)
        if key not in placeholders:
            placeholders[key] = _next(contact.kind, {*known, *new})
            new[placeholders[key]] = value
        pieces += [escape(text[end : contact.start]), placeholders[key]]
        end = contact.end
    return "".join([*pieces, escape(text[end:])]), new


def _normalised(value: str) -> str:
    return normalize("NFKC", value).casefold() if "@" in value else phones.normalise(value)


def _next(kind: str, taken: set[str]) -> str:
    numbers = (found for name in taken if (found := PLACEHOLDER.fullmatch(name)))
    last = max((int(each["number"]) for each in numbers if each["kind"] == kind), default=0)
    return f"[{kind}_{last + 1}]"


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])

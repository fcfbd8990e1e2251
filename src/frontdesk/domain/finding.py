"""By which words a conversation is found, and the line that is shown for it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from frontdesk.domain.event import (
    ConfirmationOffered,
    CustomerBound,
    CustomerWrote,
    Event,
    HandoverStarted,
    NoteWritten,
    PersonWrote,
    Rated,
    ReceiptSent,
    Recorded,
    ReplyPartSent,
    TicketOpened,
    TurnEnded,
)
from frontdesk.domain.placeholder import PLACEHOLDER, REMOVED

Writer = Literal["customer", "bot", "person", "note", "desk"]

MOST_TERMS = 8
SHORTEST_ID = 6  # characters; of shorter words many begin an id by chance
QUOTED = 120  # characters of a line around what was found

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SaidLine:
    number: int
    """Of the event in the log; for the bot's reply, of the end of its turn."""
    by: Writer
    text: str
    """As it stands in the log: placeholders stay."""


def lines_in(recorded: Iterable[Recorded]) -> Iterator[SaidLine]:
    """What the conversation is found by; a reply is one line, once its turn has ended.

    A turn that ends in these records has its parts in them, too.
    """
    reply: list[str] = []
    for record in recorded:
        event = record.event
        if isinstance(event, ReplyPartSent):
            reply.append("" if event.text == REMOVED else event.text)
            continue
        by, text = _said(event) or _known(event)
        if isinstance(event, TurnEnded):
            by, text, reply = "bot", "".join(reply).strip(), []
        if text not in {"", REMOVED}:
            yield SaidLine(record.number, by, text)


def _said(event: Event) -> tuple[Writer, str] | None:
    match event:
        case CustomerWrote() | Rated():
            return "customer", event.text
        case ReceiptSent():
            return "bot", event.text
        case PersonWrote():
            return "person", event.text
        case NoteWritten():
            return "note", event.text
        case _:
            return None


def _known(event: Event) -> tuple[Writer, str]:
    match event:
        case CustomerBound():
            return "desk", f"{event.name} {event.customer}".strip()
        case TicketOpened():
            return "desk", event.ticket
        case ConfirmationOffered() if event.title != REMOVED:
            return "desk", f"{event.title} {event.order}"
        case HandoverStarted():
            return "desk", event.reason
        case _:
            return "desk", ""


def terms_of(search: str) -> tuple[str, ...]:
    """What has to be found, each by how it begins: `ORD-78 lamp` is "ord", "78…" and "lamp…"."""
    return tuple(term for term in search.split() if _WORD.search(term))[:MOST_TERMS]


def id_in(terms: Sequence[str]) -> str:
    """How the id of a conversation begins, if that is what is looked for; else empty."""
    return terms[0] if len(terms) == 1 and len(terms[0]) >= SHORTEST_ID else ""


def words_in(text: str) -> tuple[str, ...]:
    """In lower case, without accents."""
    return tuple(_WORD.findall(_plain(text)))


def holds(words: tuple[str, ...], term: str) -> bool:
    """Whether the term's words stand there one after another; the last may go on."""
    *first, last = words_in(term)
    size = len(first)
    return any(
        list(words[at : at + size]) == first and words[at + size].startswith(last)
        for at in range(len(words) - size)
    )


def quoted(text: str, terms: tuple[str, ...]) -> str:
    """The line on one row, cut around the first of the terms; no placeholder is cut in two."""
    row = " ".join(text.split())
    if len(row) <= QUOTED:
        return row
    starts = [found.start() for found in _WORD.finditer(row) if _begins(found[0], terms)]
    middle = starts[0] if starts else 0
    start = max(0, min(middle - QUOTED // 3, len(row) - QUOTED))
    end = start + QUOTED
    for each in PLACEHOLDER.finditer(row):
        start = each.start() if each.start() < start < each.end() else start
        end = each.end() if each.start() < end < each.end() else end
    return f"{'…' if start else ''}{row[start:end].strip()}{'…' if end < len(row) else ''}"


def _begins(word: str, terms: tuple[str, ...]) -> bool:
    return any(_plain(word).startswith(words_in(term)[0]) for term in terms)


def _plain(text: str) -> str:
    parted = unicodedata.normalize("NFD", text.lower())
    return "".join(each for each in parted if not unicodedata.combining(each))

"""The search results of a request, cut into what can be quoted: sentences, items, rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Literal

from frontdesk.sandbox import wire
from frontdesk.sandbox.reader.conversation import clipped
from frontdesk.sandbox.reader.lexicon import Language, cues, words_of

UnitKind = Literal["prose", "lead", "item", "step", "row"]

MOST_BLOCK = 20_000  # characters of a block that are read
MARKER = re.compile(r"^\s*(?:(\d{1,3})[.)]|[-*+•])\s+")
HEADING = re.compile(r"^\s*#{1,6}\s")
RULE = re.compile(r"^[\s|:=-]+$")
# a full stop, then white space, then what may begin a sentence
BOUNDARY = re.compile(r"""(?<=[.!?…])(["”»')\]*_]*)\s+(?=["“«'(\[*_¿¡]*[A-ZÀ-ÖØ-ÞА-ЯЁ0-9])""")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
Said = tuple[UnitKind, str, str]
"""Its kind, the marker of its list, and what can be quoted."""


@dataclass(frozen=True, slots=True)
class Passage:
    index: int
    """Among all search results of the request, in order: what a citation counts by."""
    source: str
    title: str
    blocks: tuple[str, ...]
    citable: bool


@dataclass(frozen=True, slots=True)
class Unit:
    passage: Passage
    block: int
    place: int
    """Among all units of the passage."""
    kind: UnitKind
    text: str
    marker: str
    start: int | None
    """The place where its list begins: at the sentence that introduces it, if any does."""
    stems: frozenset[str]
    around: frozenset[str]
    """Of the title, the beginning of the list and the sentence before."""


def passages_of(request: wire.MessagesRequest) -> list[Passage]:
    """The same passage given twice counts once, where it came last."""
    found: dict[tuple[str, tuple[str, ...]], Passage] = {}
    for index, block in enumerate(_search_results(request)):
        blocks = tuple(text.text for text in block.content)
        citable = block.citations.enabled
        found[block.source, blocks] = Passage(index, block.source, block.title, blocks, citable)
    return list(found.values())


def units_of(passage: Passage, language: Language) -> list[Unit]:
    units: list[Unit] = []
    title = stems_of(passage.title, language)
    start: int | None = None
    for block, (kind, marker, text) in _sentences(passage):
        place = len(units)
        if kind == "lead" or (marker and start is None):
            start = place
        elif not marker:
            start = None
        around = title
        if units and units[-1].block == block:
            around |= units[-1].stems
        if start not in (None, place):
            around |= units[start or 0].stems
        stems = stems_of(text, language)
        units.append(Unit(passage, block, place, kind, text, marker, start, stems, around))
    return units


@lru_cache(maxsize=20_000)
def stems_of(text: str, language: Language) -> frozenset[str]:
    return frozenset(language.stems(text))


def _search_results(request: wire.MessagesRequest) -> Iterator[wire.SearchResult]:
    for block in (block for message in request.messages for block in message.blocks):
        parts = block.parts if isinstance(block, wire.ToolResult) else [block]
        yield from (part for part in parts if isinstance(part, wire.SearchResult))


def _sentences(passage: Passage) -> Iterator[tuple[int, Said]]:
    read = (_lines(clipped(block, MOST_BLOCK)) for block in passage.blocks)
    lines = [(number, line) for number, found in enumerate(read) for line in found]
    head: list[str] = []
    for (number, line), (_, following) in pairwise([*lines, (0, "")]):
        is_head = line[:1] == "|" and following[:1] == "|" and bool(RULE.match(following))
        if is_head or line[:1] != "|":
            head = _cells(line) if is_head else []
        if not (is_head or HEADING.match(line) or RULE.match(line)):
            said = _row(line, head) if line[:1] == "|" else _prose(line)
            yield from ((number, each) for each in said if words_of(each[2]))


def _lines(block: str) -> Iterator[str]:
    """Lines that stand for themselves; wrapped prose is joined again."""
    wrapped: list[str] = []
    for line in [*block.splitlines(), ""]:
        whole = line[:1] == "|" or HEADING.match(line)
        if wrapped and (whole or not line.strip() or MARKER.match(line)):
            yield " ".join(wrapped)
            wrapped = []
        if whole:
            yield line
        elif line.strip():
            wrapped.append(line.strip())


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _row(line: str, head: Sequence[str]) -> Iterator[Said]:
    named = zip_longest(head, _cells(line), fillvalue="")
    told = (f"{name}: {cell}" if name else cell for name, cell in named if cell)
    yield "row", "", _read_out("; ".join(told))


def _prose(line: str) -> Iterator[Said]:
    if marker := MARKER.match(line):
        text = _read_out(line[marker.end() :])
        yield ("step", f"{marker[1]}.", text) if marker[1] else ("item", "-", text)
        return
    begin, line = 0, line.strip()
    for found in BOUNDARY.finditer(line):
        sentence = line[begin : found.end(1)]
        if not cues()["abbreviation"].search(sentence):
            yield "prose", "", _read_out(sentence)
            begin = found.end()
    last = _read_out(line[begin:])
    yield "lead" if last.endswith(":") else "prose", "", last


def _read_out(text: str) -> str:
    """Links as their words; bold that does not close here would show its stars."""
    plain = LINK.sub(r"\1", text).strip()
    return plain if plain.count("**") % 2 == 0 else plain.replace("**", "")

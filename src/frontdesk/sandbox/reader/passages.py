"""The search results of a request, cut into what can be quoted: sentences, items, rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from frontdesk.sandbox import wire
from frontdesk.sandbox.reader.lexicon import Language, words_of

UnitKind = Literal["prose", "lead", "item", "step", "row"]

MARKER = re.compile(r"^\s*(?:(\d{1,3})[.)]|[-*+•])\s+")
HEADING = re.compile(r"^\s*#{1,6}\s")
RULE = re.compile(r"^[\s|:=-]+$")
# a full stop, then white space, then what may begin a sentence
BOUNDARY = re.compile(r"""(?<=[.!?…])(["”»')\]*_]*)\s+(?=["“«'(\[*_¿¡]*[A-ZÀ-ÖØ-ÞА-ЯЁ0-9])""")
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|incl|excl|no|nr|st|dr|mr|mrs|ms|vs|min|max|ca|bzw|ggf|inkl|z\.\s?b"
    r"|d\.\s?h|u\.\s?a|p\.\s?ej|sr|sra|env|т\.\s?е|т\.\s?д|руб)|\b[A-ZА-Я])\.$",
    re.IGNORECASE,
)
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Passage:
    index: int
    """Among all search results of the request, in order: what a citation counts by."""
    recency: float
    """0 for the first message of the request, 1 for the last."""
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
    lead: int | None
    """The place of the sentence that introduces this item."""
    stems: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    """Of stems that stand beside each other."""
    around: frozenset[str]
    """Of the title, the lead and the sentence before."""
    title: frozenset[str]


def passages_of(request: wire.MessagesRequest) -> list[Passage]:
    """The same passage given twice counts once, where it came last."""
    last = max(1, len(request.messages) - 1)
    found: dict[tuple[str, tuple[str, ...]], Passage] = {}
    for index, (at, block) in enumerate(_search_results(request)):
        blocks = tuple(text.text for text in block.content)
        passage = Passage(
            index, at / last, block.source, block.title, blocks, block.citations.enabled
        )
        found[block.source, blocks] = passage
    return list(found.values())


def units_of(passage: Passage, language: Language) -> list[Unit]:
    units: list[Unit] = []
    title, titled = _stems(passage.title, language), _pairs(passage.title, language)
    lead: Unit | None = None
    for block, (marker, kind, text) in _sentences(passage):
        listed = kind in ("item", "step", "row")
        if not listed:
            lead = None
        before = units[-1].stems if units and units[-1].block == block else frozenset[str]()
        unit = Unit(
            passage=passage,
            block=block,
            place=len(units),
            kind=kind,
            text=text,
            marker=marker,
            lead=lead.place if lead else None,
            stems=_stems(text, language),
            pairs=_pairs(text, language) | titled,
            around=title | before | (lead.stems if lead else frozenset[str]()),
            title=title,
        )
        units.append(unit)
        if kind == "lead":
            lead = unit
    return units


@lru_cache(maxsize=20_000)
def _stems(text: str, language: Language) -> frozenset[str]:
    return frozenset(language.stems(text))


@lru_cache(maxsize=20_000)
def _pairs(text: str, language: Language) -> frozenset[tuple[str, str]]:
    return frozenset(language.pairs(text))


def _search_results(request: wire.MessagesRequest) -> Iterator[tuple[int, wire.SearchResult]]:
    for at, message in enumerate(request.messages):
        for block in message.blocks:
            inside: Sequence[object] = (
                block.parts if isinstance(block, wire.ToolResult) else [block]
            )
            for part in inside:
                if isinstance(part, wire.SearchResult):
                    yield at, part


def _sentences(passage: Passage) -> Iterator[tuple[int, tuple[str, UnitKind, str]]]:
    lines = [
        (number, line) for number, block in enumerate(passage.blocks) for line in _lines(block)
    ]
    head: list[str] = []
    for (number, line), (_, following) in zip(lines, [*lines[1:], (0, "")], strict=True):
        if not line.startswith("|"):
            head = []
        elif following.startswith("|") and RULE.match(following):
            head = _cells(line)
            continue
        if HEADING.match(line) or RULE.match(line):
            continue
        for sentence in _of_line(line, head):
            if words_of(sentence[2]):
                yield number, sentence


def _lines(block: str) -> Iterator[str]:
    """Lines that stand for themselves; wrapped prose is joined again."""
    wrapped: list[str] = []
    for line in block.splitlines():
        alone = not line.strip() or MARKER.match(line) or HEADING.match(line) or line[:1] == "|"
        if alone and wrapped:
            yield " ".join(wrapped)
            wrapped = []
        if line[:1] == "|" or HEADING.match(line):
            yield line
        elif line.strip():
            wrapped.append(line.strip())
    if wrapped:
        yield " ".join(wrapped)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _of_line(line: str, head: Sequence[str]) -> Iterator[tuple[str, UnitKind, str]]:
    if line.startswith("|"):
        named = zip_longest(head, _cells(line), fillvalue="")
        told = (f"{name}: {cell}" if name else cell for name, cell in named if cell)
        yield "", "row", _read_out("; ".join(told))
        return
    marker = MARKER.match(line)
    if marker:
        kind: UnitKind = "step" if marker[1] else "item"
        yield f"{marker[1]}." if marker[1] else "-", kind, _read_out(line[marker.end() :])
        return
    for sentence in _split(line.strip()):
        yield "", "lead" if sentence.endswith(":") else "prose", _read_out(sentence)


def _split(text: str) -> Iterator[str]:
    begin = 0
    for found in BOUNDARY.finditer(text):
        sentence = text[begin : found.end(1)]
        if ABBREVIATION.search(sentence):
            continue
        yield sentence
        begin = found.end()
    yield text[begin:]


def _read_out(text: str) -> str:
    """Links as their words; bold that does not close here would show its stars."""
    plain = LINK.sub(r"\1", text).strip()
    return plain if plain.count("**") % 2 == 0 else plain.replace("**", "")

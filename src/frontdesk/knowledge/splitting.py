"""An article becomes passages: by its headings, about 500 tokens each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from frontdesk.domain.passage import ArticleId, Passage, PassageId
from frontdesk.knowledge.front_matter import take_front_matter
from frontdesk.knowledge.plain import Blocks, blocks, heading, parse

VERSION = "2"
"""Counted up when the same article would give other passages; every article is then split anew."""

PASSAGE_TOKENS = 500
OVERLAP_TOKENS = 125  # A longer block is not said twice: it would be most of the next passage.
CHARS_PER_TOKEN = 4  # Rule of thumb for English; close enough to keep passages of one size.

_WORD_BREAKS = ("\n", ". ", " ")


@dataclass(slots=True)
class _Section:
    path: tuple[str, ...]
    units: list[Blocks] = field(default_factory=list[Blocks])
    """What should stay in one passage: a paragraph, a list or table with its lead-in."""


def split(article: ArticleId, text: str) -> tuple[Passage, ...]:
    """Nothing for an article without text."""
    keys, body = take_front_matter(text.replace("\r\n", "\n"))
    nodes = parse(body).children
    top = next((node for node in nodes if _level(node) == 1), None)
    title = keys.get("title") or (heading(top) if top else "") or _from_file_name(article)
    sections = _sections(nodes, title)
    packed = [(section, packed) for section in sections for packed in pack(section.units)]
    return tuple(
        Passage(
            id=PassageId(f"{article}#{ordinal}"),
            article=article,
            title=title,
            section=" › ".join(section.path),
            url=keys.get("url", ""),
            blocks=packed,
            category=keys.get("category", "").casefold(),
        )
        for ordinal, (section, packed) in enumerate(packed, start=1)
    )


def pack(units: Sequence[Blocks]) -> Iterator[Blocks]:
    """Units in passages; where a passage is full the next one repeats its last block."""
    passage: Blocks = ()
    for unit in _fitted(units):
        if passage and tokens(passage + unit) > PASSAGE_TOKENS:
            yield passage
            last = passage[-1:]
            fits = tokens(last) <= OVERLAP_TOKENS and tokens(last + unit) <= PASSAGE_TOKENS
            passage = last if fits else ()
        passage += unit
    if passage:
        yield passage


def tokens(blocks: Blocks) -> int:
    return sum(map(len, blocks)) // CHARS_PER_TOKEN


def _fitted(units: Iterable[Blocks]) -> Iterator[Blocks]:
    """A list too long for one passage goes item by item, a block too long piece by piece."""
    for unit in units:
        if tokens(unit) <= PASSAGE_TOKENS:
            yield unit
        else:
            yield from ((piece,) for block in unit for piece in _pieces(block))


def _pieces(block: str) -> Iterator[str]:
    limit = PASSAGE_TOKENS * CHARS_PER_TOKEN
    while len(block) > limit:
        cuts = (block.rfind(mark, limit // 2, limit) + len(mark.rstrip()) for mark in _WORD_BREAKS)
        cut = next((cut for cut in cuts if cut > limit // 2), limit)
        yield block[:cut].rstrip()
        block = block[cut:].lstrip()
    yield block


def _sections(nodes: Sequence[SyntaxTreeNode], title: str) -> list[_Section]:
    sections = [_Section(())]
    path: list[tuple[int, str]] = []
    for node in nodes:
        level = _level(node)
        if level is None:
            _add(sections[-1], blocks(node), node)
            continue
        name = heading(node)
        path = [(above, text) for above, text in path if above < level]
        if name and not (level == 1 and _same(name, title)):
            path.append((level, name))
        sections.append(_Section(tuple(text for _, text in path)))
    return [section for section in sections if section.units]


def _add(section: _Section, unit: Blocks, node: SyntaxTreeNode) -> None:
    """A line ending in a colon belongs to the list, table or code that it announces."""
    if not unit:
        return
    announced = node.type != "paragraph" and section.units and section.units[-1][-1].endswith(":")
    if announced and len(section.units[-1]) == 1:
        unit = section.units.pop() + unit
    section.units.append(unit)


def _level(node: SyntaxTreeNode) -> int | None:
    return int(node.tag[1]) if node.type == "heading" else None


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _from_file_name(article: ArticleId) -> str:
    words = re.sub(r"[-_\s]+", " ", article.rsplit("/", 1)[-1]).strip()
    return words[:1].upper() + words[1:]

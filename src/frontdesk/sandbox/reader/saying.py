"""Putting what was chosen into the content blocks of a reply.

Quoted and connecting text alternate in mid-sentence; a quotation's own full stop belongs to the
connecting text after it, as it does when Claude cites.
"""

import hashlib
from collections.abc import Sequence
from itertools import pairwise

from frontdesk.sandbox.reader.lexicon import Language
from frontdesk.sandbox.reader.passages import Unit
from frontdesk.sandbox.reply import Json, Reply, Text

NEXT_ITEM, NEXT_PARAGRAPH = "\n", "\n\n"


def phrase(name: str, language: Language, seed: str) -> str:
    """One of a language's phrases, always the same for the same seed."""
    phrases = language.phrases[name]
    return phrases[hashlib.sha256(seed.encode()).digest()[0] % len(phrases)]


def spoken(text: str) -> Reply:
    return Reply((Text(text),))


def quoted(units: Sequence[Unit], language: Language, seed: str, *, goes_on: bool) -> Reply:
    listed = _listed(units)
    if goes_on or listed[0]:
        opening = f"{units[0].marker} " if listed[0] else ""
    else:
        opening = phrase("lead", language, seed)
    blocks = [Text(opening)]
    for at, unit in enumerate(units):
        blocks.append(Text(_bare(unit), _citations(unit)))
        blocks.append(Text(_between(units, at, listed, language, seed)))
    return Reply(_merged(blocks))


def _listed(units: Sequence[Unit]) -> list[bool]:
    """Whether each is shown as a list item: only beside another item of its list."""
    together = [
        bool(one.marker and other.marker) and one.passage is other.passage
        for one, other in pairwise(units)
    ]
    return [
        before or after
        for before, after in zip([False, *together], [*together, False], strict=True)
    ]


def _between(
    units: Sequence[Unit], at: int, listed: Sequence[bool], language: Language, seed: str
) -> str:
    unit = units[at]
    stop = "" if unit.text.endswith(("!", "?", "…", ":", "...")) else "."
    if at + 1 == len(units):
        return stop
    following = units[at + 1]
    if listed[at + 1]:
        return f"{stop}{NEXT_ITEM if listed[at] else NEXT_PARAGRAPH}{following.marker} "
    if listed[at]:
        return stop + NEXT_PARAGRAPH
    if stop and following.passage is not unit.passage:
        return phrase("join", language, f"{seed}{at}")
    return f"{stop} "


def _bare(unit: Unit) -> str:
    text = unit.text
    return text[:-1] if text.endswith(".") and not text.endswith("...") else text


def _citations(unit: Unit) -> tuple[Json, ...]:
    passage = unit.passage
    if not passage.citable:
        return ()
    return (
        {
            "type": "search_result_location",
            "cited_text": passage.blocks[unit.block],
            "source": passage.source,
            "title": passage.title,
            "search_result_index": passage.index,
            "start_block_index": unit.block,
            "end_block_index": unit.block + 1,
        },
    )


def _merged(blocks: Sequence[Text]) -> tuple[Text, ...]:
    """Neighbours without citations are one block; an empty one is none."""
    merged: list[Text] = []
    for block in blocks:
        if merged and not merged[-1].citations and not block.citations:
            merged[-1] = Text(merged[-1].text + block.text)
        elif block.text:
            merged.append(block)
    return tuple(merged)

"""Putting what was chosen into the content blocks of a reply.

Quoted and connecting text alternate in mid-sentence; a quotation's own full stop belongs to the
connecting text after it, as it does when Claude cites.
"""

import hashlib
import re
from collections.abc import Sequence
from itertools import pairwise

from frontdesk.sandbox.reader.lexicon import Language
from frontdesk.sandbox.reader.passages import Unit
from frontdesk.sandbox.reader.rendering import rendered
from frontdesk.sandbox.reader.results import Result
from frontdesk.sandbox.reader.tools import Parameter
from frontdesk.sandbox.reply import Json, Reply, Text, ToolUse

EXAMPLE = re.compile(r"[,;(]?\s*\b(?:such as|e\.g\.|for example|like)\s|\.\s|\n\n")
NEXT_ITEM, NEXT_PARAGRAPH = "\n", "\n\n"


def phrase(name: str, language: Language, seed: str) -> str:
    """One of a language's phrases, always the same for the same seed."""
    phrases = language.phrases[name]
    return phrases[hashlib.sha256(seed.encode()).digest()[0] % len(phrases)]


def spoken(text: str) -> Reply:
    return Reply((Text(text),))


def calling(calls: Sequence[ToolUse], language: Language, seed: str) -> Reply:
    return Reply((Text(phrase("preamble", language, seed)), *calls), stop_reason="tool_use")


def asking(missing: Sequence[Parameter], language: Language, seed: str) -> Reply:
    return spoken(_asked_for(missing, language, seed))


def told(
    results: Sequence[Result], missing: Sequence[Parameter], language: Language, seed: str
) -> Reply:
    """What came back, and what else is needed for what the customer asked for."""
    said = [
        f"{phrase('failed' if failed else 'found', language, seed)} {text}"
        for failed in (False, True)
        if (text := "\n".join(_rendered(results, seed, language, failed=failed)))
    ]
    if missing:
        said.append(_asked_for(missing, language, seed))
    return spoken("\n\n".join(said) or phrase("nothing_more", language, seed))


def _rendered(
    results: Sequence[Result], seed: str, language: Language, *, failed: bool
) -> list[str]:
    each = (rendered(result, seed, language) for result in results if result.failed == failed)
    return [text for text in each if text]


def _asked_for(missing: Sequence[Parameter], language: Language, seed: str) -> str:
    wanted = dict.fromkeys(_described(parameter) for parameter in missing)
    return phrase("missing", language, seed).format("; ".join(wanted))


def _described(parameter: Parameter) -> str:
    """By the first words of its description, without the example."""
    told = EXAMPLE.split(parameter.description.strip(), maxsplit=1)[0].strip(" .,;:(\n")
    return told or " ".join(parameter.words)


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

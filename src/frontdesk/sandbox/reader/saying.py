"""Putting what was chosen into the content blocks of a reply.

Quoted and connecting text alternate in mid-sentence; a quotation's own full stop belongs to the
connecting text after it, as it does when Claude cites.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from frontdesk.sandbox.reader.lexicon import Language, cues, english_stems
from frontdesk.sandbox.reader.passages import Unit
from frontdesk.sandbox.reader.rendering import addressed, rendered
from frontdesk.sandbox.reader.results import Result
from frontdesk.sandbox.reader.tools import Parameter
from frontdesk.sandbox.reply import Json, Reply, Text, ToolUse

EXAMPLE = re.compile(r"[,;(]?\s*\b(?:such as|e\.g\.|for example|like)\s|,\s+as\s|\.\s|\n\n")
NEXT_ITEM, NEXT_PARAGRAPH = "\n", "\n\n"


class Voice:
    """Says things in one language; which of its phrases, the customer's words decide."""

    def __init__(self, language: Language, seed: str) -> None:
        self._language = language
        self._seed = seed

    def phrase(self, name: str, turn: str = "") -> str:
        phrases = self._language.phrases[name]
        return phrases[hashlib.sha256(f"{self._seed}{turn}".encode()).digest()[0] % len(phrases)]

    def says(self, name: str) -> Reply:
        return spoken(self.phrase(name))

    def calling(self, calls: Sequence[ToolUse], *, silent: bool = False) -> Reply:
        preamble = () if silent else (Text(self.phrase("preamble")),)
        return Reply((*preamble, *calls), stop_reason="tool_use")

    def asking(self, missing: Sequence[Parameter]) -> Reply:
        return spoken(self._asked_for([_described(parameter) for parameter in missing]))

    def _asked_for(self, wanted: Sequence[str]) -> str:
        return self.phrase("missing").format("; ".join(dict.fromkeys(wanted)))

    def told(
        self, results: Sequence[Result], missing: Sequence[Parameter], units: Sequence[Unit]
    ) -> Reply | None:
        """What came back, what passages have to say beside it, and what else is needed."""
        said: list[str] = []
        asks: list[str] = []
        offers: list[str] = []
        for name, failed in (("found", False), ("failed", True)):
            of_kind = [each for each in results if each.failed == failed]
            told = [rendered(each, self._seed, self._language) for each in of_kind]
            text = "\n".join(each.said for each in told if each.said)
            if text and not (failed and units):
                said.append(f"{self.phrase(name)} {text}")
            asks += [ask for each in told for ask in each.asks]
            offers += [offer for each in told for offer in each.offers]
        asks = [_likest(_described(each), asks) for each in missing] or asks
        quoted = self.quoted(units, goes_on=True).blocks if units else ()
        texts = [
            Text(
                "".join(f"{each}{NEXT_PARAGRAPH}" for each in said)
                if quoted
                else NEXT_PARAGRAPH.join(said)
            )
        ]
        texts += [block for block in quoted if isinstance(block, Text)]
        last = [self._asked_for(asks)] if asks else []
        last += [self.phrase("offer").format(each) for each in offers]
        texts += [Text(f"{NEXT_PARAGRAPH if said or quoted else ''}{each}") for each in last]
        return Reply(_merged(texts)) if any(block.text for block in texts) else None

    def quoted(self, units: Sequence[Unit], *, goes_on: bool = False) -> Reply:
        """Markers of a list are shown beside other items of it, or after what introduces it."""
        blocks: list[Text] = []
        lists = [bool(a.marker and b.marker and a.passage is b.passage) for a, b in pairwise(units)]
        for at, unit in enumerate(units):
            if at:
                opening = self._between(units[at - 1], unit, str(at))
            elif lists and lists[0]:
                opening = f"{unit.marker} "
            else:
                opening = "" if goes_on else self.phrase("lead")
            blocks += [Text(opening), Text(_bare(unit), tuple(_citations(unit)))]
        return Reply(_merged([*blocks, Text(_stop(units[-1]))]))

    def _between(self, unit: Unit, following: Unit, turn: str) -> str:
        stop, same = _stop(unit), unit.passage is following.passage
        if following.marker and same:
            return f"{stop}{NEXT_ITEM if unit.marker else NEXT_PARAGRAPH}{following.marker} "
        if unit.marker:
            return stop + NEXT_PARAGRAPH
        return f"{stop} " if same or not stop else self.phrase("join", turn)


def spoken(text: str) -> Reply:
    return Reply((Text(text),))


def _described(parameter: Parameter) -> str:
    """By the first words of its description, without the example."""
    told = EXAMPLE.split(parameter.description.strip(), maxsplit=1)[0].strip(" .,;:(\n")
    return addressed(told) or " ".join(parameter.words)


def _likest(described: str, asks: Sequence[str]) -> str:
    """In the words of what a result asks for, where that is among it."""
    wanted = set(english_stems(described))
    parts = [part for ask in asks for part in cues()["asking_parts"].split(ask)]
    best = max(parts, key=lambda each: len(wanted.intersection(english_stems(each))), default="")
    return best if wanted.intersection(english_stems(best)) else described


def _stop(unit: Unit) -> str:
    return "" if unit.text.endswith(("!", "?", "…", ":", "...")) else "."


def _bare(unit: Unit) -> str:
    text = unit.text
    return text[:-1] if text.endswith(".") and not text.endswith("...") else text


def _citations(unit: Unit) -> Iterator[Json]:
    passage = unit.passage
    if passage.citable:
        yield {
            "type": "search_result_location",
            "cited_text": passage.blocks[unit.block],
            "source": passage.source,
            "title": passage.title,
            "search_result_index": passage.index,
            "start_block_index": unit.block,
            "end_block_index": unit.block + 1,
        }


def _merged(blocks: Sequence[Text]) -> tuple[Text, ...]:
    """Neighbours without citations are one block; an empty one is none."""
    merged: list[Text] = []
    for block in blocks:
        if merged and not merged[-1].citations and not block.citations:
            merged[-1] = Text(merged[-1].text + block.text)
        elif block.text:
            merged.append(block)
    return tuple(merged)

"""Ten scripted conversations of ten turns each, and the articles they are about.

What the model says is written here; what it is asked is the desk's. Every third turn or so it
searches; four of them hold what is hard on a cache.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from frontdesk.domain.passage import Passage

TURNS = 10
SECONDS_A_TURN = 45.0
PAUSE_SECONDS = 40 * 60.0
SECTION_WORDS = 170
THINGS = ("lamp", "kettle", "sofa", "robot", "speaker", "charger", "desk", "grill", "fan", "clock")
MATTERS = ("warranty", "cleaning", "delivery", "battery", "returns", "assembly", "noise", "repair")
FILLING = re.findall(
    r"\w+",
    "the a you your our we of and to in with after before within each every part day days week "
    "month order parcel label box cable manual careful dry clean check first then again usually "
    "always never costs takes lasts holds needs works keeps stays opens closes free paid small",
)
Entry = Mapping[str, Any]
SUMMARY: Entry = {
    "match": {"text": "<conversation>"},
    "times": "always",
    "reply": {
        "text": '{"problem": "Asks about several things.", "actions": "Articles were searched.", '
        '"status": "Nothing is open."}'
    },
}


@dataclass(frozen=True)
class Turn:
    question: str
    entries: Sequence[Entry]
    pause: float = SECONDS_A_TURN
    """Seconds before it."""


@dataclass(frozen=True)
class Talk:
    name: str
    turns: Sequence[Turn]
    is_condensed: bool = False


def write_articles(folder: Path) -> None:
    """80 articles with a section for each matter, about 160,000 tokens in all."""
    chance = Random(1)
    for number in range(8):
        for thing in THINGS:
            sections = (_section(chance, thing, matter) for matter in MATTERS)
            text = f"# {thing.title()} {number + 1}\n\n" + "\n\n".join(sections)
            (folder / f"{thing}-{number + 1}.md").write_text(text, "utf-8")


def _section(chance: Random, thing: str, matter: str) -> str:
    said = prose(chance, SECTION_WORDS)
    return f"## {matter.title()}\n\nThe {matter} of the {thing}. {said}"


def prose(chance: Random, words: int) -> str:
    lengths = chance.choices(range(8, 16), k=words // 12)
    sentences = (" ".join(chance.choices(FILLING, k=length)) for length in lengths)
    return " ".join(f"{sentence.capitalize()}." for sentence in sentences)


def talks(cited: Sequence[Passage]) -> Iterator[Talk]:
    """`cited`: what the first question of the second conversation finds."""
    yield _talk("plain", 0, {})
    yield _talk("8 cited blocks", 1, {1: [_citing(cited)]})
    yield _talk("15 parallel calls", 2, {4: [_calling(Random(15), 15), _saying(Random(4))]})
    yield _talk("40 minutes of pause", 3, {}, pauses={6: PAUSE_SECONDS})
    every = range(1, TURNS + 1)
    many = {turn: [_calling(Random(turn), 4), _saying(Random(turn))] for turn in every}
    yield _talk("condensed", 4, many, is_condensed=True)
    for number in range(5, 10):
        yield _talk(f"searching, {number - 4}", number, {})


def first_question(number: int) -> str:
    return _question(number, 1)


def _talk(
    name: str,
    number: int,
    special: Mapping[int, Sequence[Entry]],
    *,
    pauses: Mapping[int, float] | None = None,
    is_condensed: bool = False,
) -> Talk:
    turns: list[Turn] = []
    for turn in range(1, TURNS + 1):
        chance = Random(100 * number + turn)
        searches = [_calling(chance, 1 + turn % 2)] if turn % 3 == number % 3 else []
        entries = special.get(turn) or [*searches, _saying(chance)]
        pause = (pauses or {}).get(turn, SECONDS_A_TURN)
        turns.append(Turn(_question(number, turn), entries, pause))
    return Talk(name, turns, is_condensed)


def _question(number: int, turn: int) -> str:
    thing, matter = THINGS[(number + turn) % len(THINGS)], MATTERS[(3 * number + turn) % 8]
    return f"What do I have to know about the {matter} of the {thing}, and what is it like?"


def _saying(chance: Random) -> Entry:
    return {"reply": {"text": prose(chance, 70)}}


def _calling(chance: Random, calls: int) -> Entry:
    queries = (f"{chance.choice(MATTERS)} of the {chance.choice(THINGS)}" for _ in range(calls))
    uses = [
        {"type": "tool_use", "name": "search_faq", "input": {"query": query}} for query in queries
    ]
    return {"reply": {"content": [{"type": "text", "text": "Let me look that up."}, *uses]}}


def _citing(passages: Sequence[Passage]) -> Entry:
    blocks: list[dict[str, Any]] = []
    for at in range(8):
        index = at % len(passages)
        cited = _citation(passages[index], index)
        blocks += [
            {"type": "text", "text": f"In point {at + 1} this holds: "},
            {"type": "text", "text": f"it is said in article {index + 1}. ", "citations": [cited]},
        ]
    return {"reply": {"content": blocks}}


def _citation(passage: Passage, index: int) -> dict[str, Any]:
    return {
        "type": "search_result_location",
        "source": passage.id,
        "title": passage.title,
        "cited_text": passage.blocks[0],
        "search_result_index": index,
        "start_block_index": 0,
        "end_block_index": 1,
    }

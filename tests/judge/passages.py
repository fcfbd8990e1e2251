"""Questions of real customers with the passages a plain word search finds for them.

Each question comes twice: with a passage of a gold article among its five, and with all gold
articles removed. Read from the shared folder, never copied.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[3] / "shared" / "data"
"""Beside the checkout; what needs it is skipped where it is not."""
SETS = ("retrieval_sumo", "retrieval_wixqa_techqa")
FOUND = 5
K1, B = 1.2, 0.75
TITLE_TIMES = 2

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    question: str
    gold: frozenset[str]
    """Articles."""
    with_gold: tuple[Row, ...]
    without: tuple[Row, ...]


def search_result(row: Row) -> dict[str, Any]:
    paragraphs = [part.strip() for part in row["text"].split("\n\n") if part.strip()]
    section = row.get("section")
    return {
        "type": "search_result",
        "source": row["id"],
        "title": f"{row['title']} › {section}" if section else row["title"],
        "content": [{"type": "text", "text": text} for text in paragraphs],
        "citations": {"enabled": True},
    }


def cases(name: str, first: int = 0, step: int = 1) -> tuple[Case, ...]:
    """Of the questions of the dev split that have an answer, in the order of the file."""
    folder = SHARED / name
    index = _Index(list(_lines(folder / "kb/passages.jsonl")))
    rows = [row for row in _lines(folder / "dev/queries.jsonl") if row.get("answerable", True)]
    return tuple(_case(row, index) for row in rows[first::step])


def _case(row: Row, index: "_Index") -> Case:
    question = row.get("question") or f"{row['title']}\n{row['text']}"
    gold = frozenset(row["gold"])
    ranked = index.search(question)
    found = [passage for passage in ranked if passage["article"] in gold]
    others = [passage for passage in ranked if passage["article"] not in gold][:FOUND]
    place = len(question) % FOUND  # the gold passage stands anywhere among the five
    if not found:
        found = [passage for passage in index.rows if passage["article"] in gold]
    with_gold = [*others[:place], found[0], *others[place:]][:FOUND]
    return Case(question, gold, tuple(with_gold), tuple(others))


class _Index:
    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        counts = [_counted(row) for row in rows]
        self._lengths = [sum(count.values()) for count in counts]
        self._mean = sum(self._lengths) / len(rows)
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, count in enumerate(counts):
            for word, times in count.items():
                self._postings[word].append((at, times))

    def search(self, question: str) -> list[Row]:
        scores: dict[int, float] = defaultdict(float)
        for word in set(_words(question)):
            postings = self._postings.get(word, [])
            rarity = math.log(1 + (len(self.rows) - len(postings) + 0.5) / (len(postings) + 0.5))
            for at, times in postings:
                length = 1 - B + B * self._lengths[at] / self._mean
                scores[at] += rarity * times * (K1 + 1) / (times + K1 * length)
        return [self.rows[at] for at in sorted(scores, key=lambda at: (-scores[at], at))]


def _counted(row: Row) -> Counter[str]:
    counted = Counter(_words(row["text"]))
    for word in _words(f"{row['title']} {row.get('section') or ''}"):
        counted[word] += TITLE_TIMES
    return counted


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _lines(path: Path) -> Iterator[Row]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines())

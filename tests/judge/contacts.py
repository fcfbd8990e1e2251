"""What is taken for contact data, over the shared data: `python -m tests.judge.contacts`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import frontdesk.demo
from frontdesk.guards.contacts import find_contacts
from tests.judge.passages import SHARED

NAMES = {"email": "EMAIL_ADDRESS", "phone": "PHONE_NUMBER"}
SUPPORT = ("retrieval_sumo", "retrieval_wixqa_techqa", "dialogs_sumo", "tau_retail")
"""Articles, threads and talks of support, without phone numbers: any that is found is none."""
ARTICLES = Path(frontdesk.demo.__file__).parent / "articles"


@dataclass(frozen=True, slots=True)
class Judged:
    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.wrong)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)


def judge(kind: str) -> Judged:
    """Spans of this kind in the labelled sentences; a span is found by any overlap."""
    found = wrong = missed = 0
    for line in (SHARED / "pii/dev/sentences.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = [(s["start"], s["end"]) for s in row["spans"] if s["type"] == NAMES[kind]]
        taken = [(c.start, c.end) for c in find_contacts(row["text"]) if c.kind == kind]
        hit = sum(any(a < end and start < b for a, b in taken) for start, end in spans)
        found += hit
        missed += len(spans) - hit
        wrong += sum(not any(a < end and start < b for start, end in spans) for a, b in taken)
    return Judged(found, wrong, missed)


def other_numbers() -> tuple[int, int]:
    """National ids, cards and the like: how many are taken for phone numbers, of all."""
    rows = [
        json.loads(line)
        for line in (SHARED / "pii/dev/id_formats.jsonl").read_text("utf-8").splitlines()
    ]
    others = [
        row["text"] for row in rows if not {"phone", "mobile"} & {*row["recognizer"].split("_")}
    ]
    return sum(bool(phones(text)) for text in others), len(others)


def addresses_in(*names: str) -> list[str]:
    """What is taken for a postal address."""
    return [
        text[c.start : c.end]
        for line in support_texts(*names)
        for text in _texts(json.loads(line))
        for c in find_contacts(text)
        if c.kind == "address"
    ]


def _texts(row: object) -> Iterator[str]:
    if isinstance(row, str):
        yield row
    elif isinstance(row, dict | list):
        for each in row.values() if isinstance(row, dict) else row:
            yield from _texts(each)


def support_texts(*names: str) -> Iterator[str]:
    for name in names or SUPPORT:
        for path in sorted((SHARED / name).rglob("*.jsonl")):
            yield from path.read_text("utf-8").splitlines()


def phones(text: str) -> list[str]:
    return [text[c.start : c.end] for c in find_contacts(text) if c.kind == "phone"]


if __name__ == "__main__":
    for kind in NAMES:
        judged = judge(kind)
        print(f"{kind}: {judged}, {judged.precision:.3f} precise, {judged.recall:.3f} found")  # noqa: T201
    print("other numbers taken for phone numbers: {} of {}".format(*other_numbers()))  # noqa: T201
    print(f"addresses in articles and talks: {sorted(set(addresses_in()))}")  # noqa: T201
    texts = list(support_texts())
    wrong = [number for text in texts for number in phones(text)]
    print(f"in {sum(map(len, texts)):,} characters of support talk: {len(wrong)}")  # noqa: T201

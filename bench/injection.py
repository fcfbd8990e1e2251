"""What the detector of suspicion finds, and what it finds by mistake: `python -m bench.injection`.

Recall on the attacks of ../shared/data/injection, by channel, language and collection, both at the
desk's threshold and at the one that flags at most 1 % of the harmless texts of all collections.
False alarms on those, and on real messages in which nobody attacks anybody.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench.questions import DATA
from frontdesk.guards.suspicion import ENOUGH, suspected

MOST_FALSE = 0.01
FEWEST = 15  # texts worth a line of their own
PLAIN_ORDERS = "asb-attacker-instruction"
"""Orders without any sign of an attack, which a reader of texts cannot tell from wishes."""

Row = Mapping[str, str]


@dataclass(frozen=True)
class Judged:
    row: Row
    points: int

    @property
    def is_attack(self) -> bool:
        return str(self.row["label"]) == "1"


def judged(rows: Iterable[Row]) -> Sequence[Judged]:
    return [Judged(row, suspected(row["text"]).points) for row in rows]


def attacks_and_look_alikes() -> Sequence[Row]:
    lines = (DATA / "injection" / "dev" / "prompts.jsonl").open(encoding="utf-8")
    return [json.loads(line) for line in lines]


def harmless() -> Mapping[str, Sequence[str]]:
    """Real messages and articles."""
    threads = _lines("dialogs_sumo/dev/threads.jsonl")
    questions = _lines("retrieval_sumo/dev/queries.jsonl")
    passages = _lines("retrieval_sumo/kb/passages.jsonl")
    return {
        "messages of support threads": [turn["text"] for row in threads for turn in row["turns"]],
        "support questions": [f"{row['title']}\n{row['text']}" for row in questions],
        "texts in 27 languages": [row["text"] for row in _lines("langid/dev/texts.jsonl")],
        "passages of help articles": [row["text"] for row in passages],
    }


def _lines(name: str) -> Sequence[dict[str, list[dict[str, str]] | str]]:
    return [json.loads(line) for line in (DATA / name).open(encoding="utf-8")]


def threshold(rows: Sequence[Judged]) -> int:
    """The lowest at which at most 1 % of the harmless ones are flagged."""
    points = [each.points for each in rows if not each.is_attack]
    return next(least for least in range(1, 100) if _share(points, least) <= MOST_FALSE)


def _share(points: Sequence[int], least: int) -> float:
    return sum(each >= least for each in points) / max(1, len(points))


def by(rows: Sequence[Judged], least: int, key: Callable[[Row], str]) -> None:
    groups: dict[str, list[int]] = {}
    for each in rows:
        groups.setdefault(key(each.row), []).append(each.points)
    for name, points in sorted(groups.items()):
        if len(points) >= FEWEST:
            print(f"  {name:<40} n {len(points):>5}   {_share(points, least):.3f}")


def main() -> None:
    rows = judged(attacks_and_look_alikes())
    least = threshold(rows)
    attacks = [each for each in rows if each.is_attack]
    signed = [each for each in attacks if each.row["source"] != PLAIN_ORDERS]
    others = [each.points for each in rows if not each.is_attack]
    print(f"flagged from {ENOUGH} points on; at 1 % false alarms it would be {least}")
    for name, some in (("all attacks", attacks), ("those but plain orders", signed)):
        points = [each.points for each in some]
        print(f"recall, {name}: {_share(points, ENOUGH):.3f}; at 1 %: {_share(points, least):.3f}")
    print(f"false alarms, harmless look-alikes: {_share(others, ENOUGH):.4f} of {len(others)}")
    for name, key in (("channel", "channel"), ("language", "lang"), ("collection", "source")):
        print(f"recall at 1 % by {name}:")
        by(attacks, least, lambda row, key=key: row[key])
    print("false alarms:")
    for name, texts in harmless().items():
        begun = time.process_time()
        points = [suspected(text).points for text in texts]
        each = 1000 * (time.process_time() - begun) / len(texts)
        print(f"  {name:<40} n {len(points):>5}   {_share(points, ENOUGH):.4f}, {each:.2f} ms each")


if __name__ == "__main__":
    main()

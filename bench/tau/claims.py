"""What the claim check would stop of what real models wrote: `python -m bench.tau.claims`.

Each sentence or line of an agent's message is held against the policy, the results before it, the
customer's words and what was done. `--show 50` prints that many of the flagged ones, drawn, to be
judged by hand. Results in the data end after 700 signs, so sentences after one that was cut are
counted by themselves; of the airline there is no policy.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bench.tau.shop import RETAIL, TRAJECTORIES, Row, read_lines
from frontdesk.guards.claims import Evidence, effects_of, unproven

TODAY = date(2024, 5, 15)  # of the data's world
CUT = 700  # signs
PIECE = re.compile(r"(?<=[^\d\s][.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Judged:
    text: str
    reason: str | None
    is_cut: bool
    """Whether the data lacks a part of what it rests on."""


def pieces_of(run: Row, policy: str) -> Iterator[Judged]:
    results: list[str] = []
    customer: list[str] = []
    done: frozenset[str] = frozenset()
    for message in run["messages"]:
        text = _said(message)
        match message["role"]:
            case "user":
                customer.append(text)
            case "tool":
                results.append(text)
            case _:
                evidence = Evidence(
                    TODAY,
                    results=tuple(results),
                    desk=(policy,),
                    customer=tuple(customer),
                    done=done,
                )
                is_cut = any(len(each) >= CUT for each in results)
                for piece in filter(str.strip, PIECE.split(text)):
                    yield Judged(piece, unproven(piece, evidence), is_cut)
                for call in message.get("tool_calls") or ():
                    done |= effects_of(call["name"])


def _said(message: Row) -> str:
    """One of the models wraps its words in JSON, of which the data may lack the end."""
    text = message.get("content") or ""
    if not text.startswith('{"message"'):
        return text
    inner = text.partition(":")[2].strip().strip('"}')
    return inner.replace("\\n", "\n").replace('\\"', '"')


def judged() -> dict[str, list[Judged]]:
    policy = (RETAIL / "domain/policy.md").read_text("utf-8")
    return {
        path.stem: [
            piece
            for run in read_lines(path)
            for piece in pieces_of(run, policy if path.stem.startswith("retail") else "")
        ]
        for path in sorted(TRAJECTORIES.glob("*.jsonl"))
    }


def figures(found: dict[str, list[Judged]]) -> Row:
    told: Row = {"bench": "tau_claims"}
    for name, pieces in found.items():
        for is_cut in (False, True):
            own = [piece for piece in pieces if piece.is_cut == is_cut]
            flagged = sum(piece.reason is not None for piece in own)
            told.setdefault(name, {})["after a cut" if is_cut else "whole"] = {
                "pieces": len(own),
                "flagged": flagged,
                "share": round(flagged / len(own), 3) if own else 0.0,
            }
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0, help="flagged ones to judge by hand")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not TRAJECTORIES.is_dir():
        sys.exit(f"Skipped: there is no {TRAJECTORIES}.")
    found = judged()
    print(json.dumps(figures(found)))
    flagged = [
        f"{name}: {piece.text}  <- {piece.reason}"
        for name, pieces in found.items()
        for piece in pieces
        if piece.reason and not piece.is_cut
    ]
    draw = random.Random(asked.seed)
    for line in draw.sample(flagged, min(asked.show, len(flagged))):
        print("  ", line)


if __name__ == "__main__":
    main()

"""What a whole reply is worth, from what code saw while it came about (D7, docs/scoring.md).

A model's own confidence counts for nothing. A judge is asked only where code is in doubt, and
then is half of the score.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from frontdesk.domain.event import SignalScored
from frontdesk.domain.json import JsonObject
from frontdesk.ports.model import Request

Band = Literal["send", "footer", "hold"]
Mode = Literal["auto", "stream", "hold"]

WEIGHTS = {"claims": 0.45, "coverage": 0.3, "retrieval": 0.2, "actions": 0.25, "suspicion": 0.3}
"""What a signal of 0 takes off the score."""
REPAIRED = 0.7
"""The claim check's signal after one piece was withheld and rewritten; 0 after more."""
EXPECTED = 0.25
"""A search that expects less than this to answer its question is a weak one."""
WEAK = 0.1
"""Below this the reply is held from its first word, in mode `auto`."""
CITES_NOTHING = 0.5
"""The coverage of a reply without figures that cites nothing, though passages were found."""
FEWEST_WORDS = 12  # of a reply that says something

STEPS = 10
SCHEMA: JsonObject = {
    "type": "object",
    "properties": {
        "score": {
            "type": "integer",
            "enum": [*range(STEPS + 1)],
            "description": f"From 0 to {STEPS}.",
        },
        "reason": {"type": "string"},
    },
    "required": ["score", "reason"],
    "additionalProperties": False,
}
LONGEST_REASON = 200
TAG = re.compile(r"<(\s*/?\s*(?:question|sources|reply))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How replies are shown, and from which score on."""

    mode: Mode = "auto"
    send_at: float = 0.85
    footer_at: float = 0.6

    def band(self, score: float) -> Band:
        if score >= self.send_at:
            return "send"
        return "footer" if score >= self.footer_at else "hold"

    def holds(self, answerable: float | None, *, is_suspicious: bool) -> bool:
        """Whether a reply is held until it is scored, by what is known before its first word."""
        if self.mode != "auto":
            return self.mode == "hold"
        return is_suspicious or (answerable is not None and answerable < WEAK)


@dataclass(frozen=True, slots=True)
class Judge:
    model: str
    prompt: str
    max_tokens: int = 200
    seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What code saw of a reply."""

    withheld: int = 0
    """Pieces that failed their check."""
    claims: int = 0
    """Pieces with a figure, a day, a state or an effect."""
    supported: int = 0
    """Of these, those with a citation or the result of an action."""
    words: int = 0
    cites: bool = False
    passages: int = 0
    """Found for this turn."""
    answerable: float | None = None
    """By the search; None where nothing was searched."""
    failed: int = 0
    """Actions that failed, and nothing after them did."""
    acted: bool = False
    is_suspicious: bool = False


def signals(seen: Seen) -> tuple[SignalScored, ...]:
    """Each from 0 to 1; 1 where nothing speaks against the reply."""
    claims = 1.0 if not seen.withheld else REPAIRED if seen.withheld == 1 else 0.0
    weak = seen.answerable is not None and seen.cites
    expected = min(1.0, (seen.answerable or 0.0) / EXPECTED) if weak else 1.0
    went_wrong = _counted(seen.failed, "action", "failed")
    return (
        SignalScored("claims", claims, _counted(seen.withheld, "piece", "withheld")),
        _coverage(seen),
        SignalScored("retrieval", round(expected, 3)),
        SignalScored("actions", 0.0 if seen.failed else 1.0, went_wrong),
        SignalScored("suspicion", 0.0 if seen.is_suspicious else 1.0),
    )


def score(signals: Sequence[SignalScored], judged: float | None = None) -> float:
    """1 less the weighted shortfall of each signal; with a judge, the mean of that and its word."""
    taken = sum(WEIGHTS[each.name] * (1 - each.value) for each in signals)
    own = max(0.0, 1 - taken)
    return round(own if judged is None else (own + judged) / 2, 3)


def _coverage(seen: Seen) -> SignalScored:
    if seen.claims:
        share = seen.supported / seen.claims
        told = f"{seen.supported} of {seen.claims} pieces with a claim have a source beside them"
        return SignalScored("coverage", round(share, 3), told)
    says_much = seen.words >= FEWEST_WORDS and seen.passages and not seen.acted
    if says_much and not seen.cites and (seen.answerable or 0) >= EXPECTED:
        return SignalScored("coverage", CITES_NOTHING, "cites nothing of what was found")
    return SignalScored("coverage", 1.0)


def _counted(count: int, what: str, done: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'} {done}" if count else ""


def judge_request(judge: Judge, question: str, sources: Sequence[str], reply: str) -> Request:
    parts = {"question": question, "sources": "\n\n".join(sources), "reply": reply}
    told = "\n".join(f"<{name}>\n{_fenced(text)}\n</{name}>" for name, text in parts.items())
    prompt = {"type": "text", "text": judge.prompt}
    return Request(
        model=judge.model,
        max_tokens=judge.max_tokens,
        system=[{**prompt, "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
        messages=[{"role": "user", "content": [{"type": "text", "text": told}]}],
        schema=SCHEMA,
        is_cached=False,
        thinks=False,
    )


def read_judgement(text: str) -> SignalScored | None:
    """None if it is not what the schema asks for."""
    try:
        said = json.loads(text)
        value, reason = int(said["score"]), str(said["reason"])
    except (ValueError, TypeError, KeyError):
        return None
    if not 0 <= value <= STEPS:
        return None
    return SignalScored("judge", value / STEPS, " ".join(reason.split())[:LONGEST_REASON])


def _fenced(text: str) -> str:
    return TAG.sub(r"‹\1", text)

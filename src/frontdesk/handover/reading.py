"""The reading: one structured call of the small model about one message of the customer (D8)."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

from frontdesk.domain.event import MessageRead, Sign, SignSeen
from frontdesk.domain.json import JsonObject
from frontdesk.ports.model import Ended, Request

STEPS = tuple(round(step / 5, 1) for step in range(-5, 6))
"""Of sentiment: schemas take no bounds, so the values are listed."""
TOPICS = ("returns", "refunds", "shipping", "orders", "products", "account", "payment", "other")
SIGNS: tuple[Sign, ...] = tuple(sign for sign in get_args(Sign) if sign != "suspicious")
SCHEMA: JsonObject = {
    "type": "object",
    "properties": {
        "language": {"type": "string", "description": "ISO 639-1 code."},
        "sentiment": {"type": "number", "enum": [*STEPS]},
        "topic": {"type": "string", "enum": [*TOPICS]},
        "signs": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "sign": {"type": "string", "enum": [*SIGNS]},
                    "reason": {"type": "string"},
                },
                "required": ["sign", "reason"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["language", "sentiment", "topic", "signs"],
    "additionalProperties": False,
}
LONGEST_REASON = 160
LONGEST_BEFORE = 600  # characters of what was said before, from its end
TAG = re.compile(r"<(\s*/?\s*(?:message|before))", re.IGNORECASE)
LANGUAGE = re.compile(r"[a-z]{2}")
READ = frozenset({"end_turn", "stop_sequence"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How messages are read by the model."""

    model: str
    prompt: str
    max_tokens: int = 400
    seconds: float = 3.0
    """A reading that takes longer counts for the next message only."""
    longest_seconds: float = 10.0
    """Then it is given up."""


def reading_request(reading: Reading, text: str, before: str) -> Request:
    """What asks for it. `before`: the last words of the desk; empty at the beginning."""
    told = f"<before>\n{_fenced(before[-LONGEST_BEFORE:])}\n</before>\n" if before else ""
    content = f"{told}<message>\n{_fenced(text)}\n</message>"
    prompt = {"type": "text", "text": reading.prompt}
    return Request(
        model=reading.model,
        max_tokens=reading.max_tokens,
        system=[{**prompt, "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
        messages=[{"role": "user", "content": [{"type": "text", "text": content}]}],
        schema=SCHEMA,
        is_cached=False,
        thinks=False,
    )


def read_by_model(
    words: MessageRead, reading: Reading, answer: str, ended: Ended | None, failure: str = ""
) -> MessageRead:
    """The reading as it is kept; what the model did not give comes from `words`.

    `answer`: the model's text. `failure`: the code of the error, where it did not end.
    """
    stop_reason = ended.stop_reason if ended else failure
    found = _found(answer) if stop_reason in READ else None
    signs = _signs(found["signs"]) if found else words.signs
    if stop_reason == "refusal":
        signs = (*signs, SignSeen("suspicious", "the model refused to read it"))
    return MessageRead(
        message=words.message,
        by="model" if found else "words",
        sentiment=found["sentiment"] if found else words.sentiment,
        language=found["language"] if found else "",
        topic=found["topic"] if found else "",
        signs=signs,
        model=reading.model,
        message_id=ended.message if ended else "",
        stop_reason=stop_reason,
        **({"usage": ended.usage} if ended else {}),
    )


def _found(answer: str) -> Mapping[str, Any] | None:
    """None unless it is what the schema asks for: a provider may not enforce it."""
    try:
        said = json.loads(answer)
        sentiment, topic = float(said["sentiment"]), str(said["topic"])
        language = str(said["language"]).strip().lower()[:2]
        signs = said["signs"]
    except (ValueError, TypeError, KeyError):
        return None
    if not -1 <= sentiment <= 1 or not isinstance(signs, list):
        return None
    return {
        "sentiment": round(sentiment, 2),
        "topic": topic if topic in TOPICS else "",
        "language": language if LANGUAGE.fullmatch(language) else "",
        "signs": cast(list[object], signs),
    }


def _signs(given: Sequence[object]) -> tuple[SignSeen, ...]:
    """Each once; one that is not on the list counts for nothing."""
    seen: dict[Sign, SignSeen] = {}
    for each in given:
        match each:
            case {"sign": str(sign), "reason": str(reason)} if sign in SIGNS:
                seen.setdefault(sign, SignSeen(sign, " ".join(reason.split())[:LONGEST_REASON]))
            case _:
                pass
    return tuple(seen.values())


def _fenced(text: str) -> str:
    return TAG.sub(r"‹\1", text)

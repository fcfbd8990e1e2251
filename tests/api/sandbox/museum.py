"""Requests to build on: a small desk with four passages."""

from typing import Any

FALLBACK = "We have no record of this; write to desk@example.org and a person will look."
SYSTEM = f"""You answer for a small museum.

If the results do not contain the answer, say exactly this sentence:

"{FALLBACK}"

Someone asks about other museums: "I speak for this house only, and we know no other."
"""


def search_result(source: str, title: str, *blocks: str, cite: bool = True) -> dict[str, Any]:
    return {
        "type": "search_result",
        "source": source,
        "title": title,
        "content": [{"type": "text", "text": block} for block in blocks],
        "citations": {"enabled": cite},
    }


PASSAGES = [
    search_result(
        "hours", "Opening", "The museum opens at 9 a.m. on weekdays. It closes at 6 p.m. daily."
    ),
    search_result(
        "tickets",
        "Tickets › Prices",
        "An adult ticket costs $12.50 at the door.",
        "Children under 6 enter free of charge.",
    ),
    search_result(
        "guided",
        "Guided tours",
        "A guided tour takes 90 minutes. Book it two days ahead, e.g. by telephone.",
    ),
    search_result(
        "lockers",
        "Lockers",
        "To rent a locker:",
        "1. Insert a coin.",
        "2. Turn the key.",
        "3. Keep the key with you.",
    ),
]


def user(*content: object) -> dict[str, Any]:
    return {"role": "user", "content": [_block(part) for part in content]}


def assistant(*content: object) -> dict[str, Any]:
    return {"role": "assistant", "content": [_block(part) for part in content]}


def asking(text: str, *, before: tuple[dict[str, Any], ...] = (), **fields: Any) -> dict[str, Any]:
    """A whole request in which the customer asks this."""
    return {
        "model": "claude-haiku-5-5",
        "max_tokens": 1000,
        "system": SYSTEM,
        "messages": [*before, user(*PASSAGES, text)],
        **fields,
    }


def _block(part: object) -> object:
    return {"type": "text", "text": part} if isinstance(part, str) else part

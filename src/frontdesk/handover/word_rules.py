"""What a message shows by its words alone: a file of patterns for each language, no model (D8).

All languages look at every message: the first ones are too short to tell theirs.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args

from frontdesk.domain.event import MessageRead, Sign, SignSeen

WORDS = Path(__file__).parent / "words"
LONGEST = 2_000  # characters; who writes more has shown by then what there is to see
LONGEST_QUOTE = 60
MOODS = {"severe": -0.6, "negative": -0.2, "positive": 0.4}
EACH_MORE = -0.2  # for every other word of displeasure
STRONG: Mapping[Sign, float] = {
    "threat": -1.0,
    "hate": -1.0,
    "self_harm": -1.0,
    "insult": -0.8,
    "extreme_frustration": -0.8,
}
"""A message with such a sign is at most so good."""
SIGNS: Sequence[Sign] = get_args(Sign)


def read_by_words(message: int, text: str, *, answers_offer: bool | None = None) -> MessageRead:
    """What the message with this number shows.

    `answers_offer`: that it is a plain yes or no to the desk's own question whether the customer
    wants a person; None if it is neither or nobody asked.
    """
    said = _plain(text)
    signs = [
        SignSeen(sign, f'says "{found}"') for sign in SIGNS if (found := _shown(sign, said)) != ""
    ]
    if answers_offer is True and not any(seen.sign == "wants_person" for seen in signs):
        signs.append(SignSeen("wants_person", "says yes to the offer of a person"))
    elif answers_offer is False:
        signs.append(SignSeen("declines_person", "says no to the offer of a person"))
    return MessageRead(message, "words", _sentiment(said, signs), signs=tuple(signs))


def _shown(sign: Sign, said: str) -> str:
    """The first words that show it; empty if none do."""
    pattern, unless = _signs().get(sign, (None, None))
    if pattern is None or not pattern.search(said):
        return ""
    found = pattern.search(unless.sub(" … ", said) if unless else said)
    return found[0].strip(" ,.!?")[:LONGEST_QUOTE] if found else ""


def _sentiment(said: str, signs: Sequence[SignSeen]) -> float:
    """-1 to 1, by counting words; 0 where none tells."""
    found = {name: len({hit[0] for hit in _mood(name).finditer(said)}) for name in MOODS}
    bad = found["severe"] + found["negative"]
    score = (
        MOODS["severe" if found["severe"] else "negative"] + EACH_MORE * (bad - 1) if bad else 0.0
    )
    score += MOODS["positive"] if found["positive"] and not found["severe"] else 0.0
    least = min((STRONG.get(seen.sign, 1.0) for seen in signs), default=1.0)
    return round(max(-1.0, min(1.0, score, least)), 2)


def _plain(text: str) -> str:
    return _one_way(re.sub(r"[’‘`´]", "'", text[:LONGEST]).casefold())


def _one_way(text: str) -> str:
    """Russians write either letter, Germans too; `casefold` leaves no ß in what is searched."""
    return text.replace("ё", "е").replace("ß", "ss")


@cache
def _languages() -> Sequence[Mapping[str, Any]]:
    return [tomllib.loads(path.read_text("utf-8")) for path in sorted(WORDS.glob("*.toml"))]


@cache
def _signs() -> Mapping[Sign, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    compiled: dict[Sign, tuple[re.Pattern[str], re.Pattern[str] | None]] = {}
    for sign in SIGNS:
        if patterns := list(_listed("signs", sign)):
            unless = list(_listed("unless", sign))
            compiled[sign] = _any_of(patterns), _any_of(unless) if unless else None
    return compiled


def _listed(table: str, sign: str) -> Iterator[str]:
    for words in _languages():
        yield from words[table].get(sign, ())


@cache
def _mood(name: str) -> re.Pattern[str]:
    return _any_of([words["mood"][name] for words in _languages()])


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(_one_way("|".join(patterns)))

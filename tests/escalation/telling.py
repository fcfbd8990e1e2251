"""The labelled conversations, and which rule fires in each."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from frontdesk.domain.event import MessageRead, NoticeSent
from frontdesk.domain.mood import CALM, WARNING, felt
from frontdesk.handover.policy import escalate
from frontdesk.handover.word_rules import read_by_words

FILE = Path(__file__).parent / "talks.toml"
NONE = "none"


@dataclass(frozen=True)
class Talk:
    rule: str
    language: str
    texts: Sequence[str]


class Reader(Protocol):
    def __call__(self, message: int, text: str) -> Sequence[MessageRead]: ...


def talks() -> Iterator[Talk]:
    for rule, languages in tomllib.loads(FILE.read_text("utf-8")).items():
        for language, listed in languages.items():
            for texts in listed:
                yield Talk(rule, language, [texts] if isinstance(texts, str) else texts)


def by_words(message: int, text: str) -> Sequence[MessageRead]:
    return [read_by_words(message, text)]


def fired(texts: Sequence[str], read: Reader = by_words) -> str:
    """The first rule that hands the conversation over; NONE if nobody has to take it."""
    mood = CALM
    for number, text in enumerate(texts, start=1):
        readings = read(number, text)
        verdict = escalate(mood, readings)
        if verdict.do == "hand_over":
            return verdict.rule or NONE
        for reading in readings:
            mood = felt(mood, reading)
        if verdict.do == "warn":
            mood = felt(mood, NoticeSent(WARNING, ""))
        mood = replace(mood, undecided=())
    return NONE

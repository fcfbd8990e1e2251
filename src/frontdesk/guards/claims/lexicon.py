"""What figures, days, states and promises are said with, a file of words for each language."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words are lower case; units and promises of two words are joined by `_`."""

    language: str
    numbers: Mapping[str, int]
    """`einundzwanzig` and all below a hundred that are one word."""
    joins: str
    """Between tens and ones: `treinta y uno`."""
    units: Mapping[str, str]
    between_numbers: frozenset[str]
    between_unit: frozenset[str]
    past: frozenset[str]
    """Beside a duration, they make it one that lies behind: `12 days ago`."""
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    """Monday is 0."""
    relative: Mapping[str, int]
    """Days from today."""
    states: Mapping[str, str]
    being: frozenset[str]
    """Before a state, they say that it holds; none in Russian."""
    done: frozenset[str]
    """Before an effect, they say that it came about."""
    offer: frozenset[str]
    """Make a promise an offer."""
    negations: frozenset[str]
    conditions: frozenset[str]
    reported: frozenset[str]
    """Make it what the customer has said."""
    did: tuple[tuple[str, ...], ...]
    bare: frozenset[str]
    """Subjects that stand right before what they did."""
    will: tuple[tuple[str, ...], ...]
    far: int
    """Words that may stand between `I have` and what was done."""
    effects: Mapping[str, str]
    promises: Mapping[str, str]
    telling: frozenset[str]
    """A sentence without one of them tells of no state, effect or promise."""


@cache
def lexicons() -> tuple[Lexicon, ...]:
    return tuple(_read(path) for path in sorted(WORDS.glob("*.toml")))


def _read(path: Path) -> Lexicon:
    words = tomllib.loads(path.read_text("utf-8"))
    between, days, said = words["between"], words["days"], words["said"]
    states, effects, will = (
        _named(words["states"]),
        _named(words["effects"]),
        _phrases(said["will"]),
    )
    return Lexicon(
        language=path.stem,
        numbers=_numbers(words["numbers"]),
        joins=words["numbers"].get("tens_first", ""),
        units=_named(words["units"]),
        between_numbers=_set(between["numbers"]),
        between_unit=_set(between["unit"]),
        past=_set(between["past"]),
        months=_counted(days["months"], 1),
        weekdays=_counted(days["weekdays"], 0),
        relative=days["relative"],
        states=states,
        being=_set(said["being"]),
        done=_set(said["done"]),
        offer=_set(said["offer"]),
        reported=_set(said["reported"]),
        negations=_set(said["not"]),
        conditions=_set(said["if"]),
        did=_phrases(said["did"]),
        bare=_set(said["bare"]),
        will=will,
        far=said["far"],
        effects=effects,
        promises=_named(words["promises"]),
        telling=frozenset((*states, *effects, *(phrase[0] for phrase in will))),
    )


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _named(table: Mapping[str, str]) -> Mapping[str, str]:
    return {word: name for name, words in table.items() for word in words.split()}


def _counted(lists: Sequence[str], first: int) -> Mapping[str, int]:
    return {word: n for n, words in enumerate(lists, first) for word in words.split()}


def _phrases(phrases: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The longest first, so that `we have` is found before `we`."""
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True))


def _numbers(table: Mapping[str, Any]) -> Mapping[str, int]:
    ones = {word: n for n, word in enumerate(table["ones"].split(), 1)}
    tens = {word: 10 * n for n, word in enumerate(table["tens"].split(), 2)}
    numbers = {**ones, **tens, table["hundred"]: 100, **table.get("others", {})}
    if joins := table.get("ones_first"):
        for one, n in ones.items():
            if n < 10:
                numbers |= {one + joins + ten: n + m for ten, m in tens.items()}
    return numbers

"""What figures, days, states and promises are said with, a file of words for each language."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent / "words"
SETS = (
    *("being", "done", "perfect", "yours", "adjectival", "which", "reported", "bare"),
    *("us", "people", "helping"),
)
PHRASES = ("offer", "assures", "did", "just", "will", "people_will")
TELLING = (
    *("states", "effects", "passives", "settled", "by_us", "by_people"),
    *("will", "just", "people_will"),
)

Phrases = Mapping[str, Sequence[tuple[str, ...]]]
"""By their first word."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words are lower case; units and promises of two words are joined by `_`."""

    language: str
    numbers: Mapping[str, int | Decimal]
    """`einundzwanzig` and all below a hundred that are one word; `half_an` are two."""
    hundred: str
    joins: str
    """Between tens and ones: `treinta y uno`."""
    and_half: Phrases
    """After a number or its unit: `an hour and a half`."""
    joined: Mapping[str, str]
    """A number and its unit that are written as one, apart: `полчаса`."""
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
    being_after: frozenset[str]
    """The same right after a state, where the verb comes last."""
    done: frozenset[str]
    """Before an effect, they say that it came about."""
    offer: Phrases
    """Make a promise an offer: it waits for the customer."""
    negations: frozenset[str]
    conditions: frozenset[str]
    assures: Phrases
    """What follows is said to be so, whatever stands before: `I can confirm that …`."""
    reported: frozenset[str]
    """Make it what the customer has said."""
    adjectival: frozenset[str]
    """Right before a state they make it an adjective: `for delivered orders`."""
    which: frozenset[str]
    """Begin what says which ones are meant: `orders that were cancelled`."""
    perfect: frozenset[str]
    """Before a state or effect, they say that it has come about already."""
    yours: frozenset[str]
    """Of the customer's own: no general rule."""
    did: Phrases
    bare: frozenset[str]
    """Subjects that stand right before what they did."""
    just: Phrases
    """Before an infinitive: `je viens de vous rembourser`."""
    will: Phrases
    us: frozenset[str]
    """Pronouns that have to be there for `promised_by_us`; none where the verb says it."""
    people: frozenset[str]
    """Who works here."""
    people_will: Phrases
    """After one of them, what `will` is after us."""
    helping: frozenset[str]
    """`I'll help you cancel it` promises no cancelling."""
    far: int
    """Words that may stand between `I have` and what was done."""
    effects: Mapping[str, str]
    passives: Mapping[str, str]
    """Effects that are said to have come about by the word alone."""
    nouns: Mapping[str, str]
    """Effects as things: `your refund`."""
    settled: frozenset[str]
    """What such things are once they have come about."""
    promises: Mapping[str, str]
    by_us: Mapping[str, str]
    """Promises in one word, of ours and of whoever works here: `schicke`, `llamará`."""
    by_people: Mapping[str, str]
    telling: frozenset[str]
    """A sentence without one of them tells of no state, effect or promise."""


@cache
def lexicons() -> tuple[Lexicon, ...]:
    return tuple(_read(path) for path in sorted(WORDS.glob("*.toml")))


@dataclass(frozen=True, slots=True)
class Every:
    """What no language needs its own rule for, and a quick look at what none has."""

    joined: Mapping[str, str]
    between_numbers: frozenset[str]
    between_unit: frozenset[str]
    past: frozenset[str]
    pairs: frozenset[str]
    """The first words of numbers that are two."""
    units: frozenset[str]
    """The first words of units."""
    halves: frozenset[str]
    """The first words of `and_half`."""


@cache
def every() -> Every:
    return Every(
        joined={word: apart for each in lexicons() for word, apart in each.joined.items()},
        between_numbers=frozenset[str]().union(*(each.between_numbers for each in lexicons())),
        between_unit=frozenset[str]().union(*(each.between_unit for each in lexicons())),
        past=frozenset[str]().union(*(each.past for each in lexicons())),
        pairs=_firsts(word for each in lexicons() for word in each.numbers if "_" in word),
        units=_firsts(word for each in lexicons() for word in each.units),
        halves=frozenset[str]().union(*(each.and_half for each in lexicons())),
    )


def _firsts(words: Iterable[str]) -> frozenset[str]:
    return frozenset(first for word in words for first in (word, word.partition("_")[0]))


def _read(path: Path) -> Lexicon:
    words = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    between, days, said = words["between"], words["days"], words["said"]
    named: dict[str, Any] = _tables(words, said)  # Any: as the fields of these names
    named |= {name: _phrases(said[name]) for name in PHRASES}
    named |= {name: _set(said[name]) for name in SETS}
    return Lexicon(
        language=path.stem,
        numbers=_numbers(words["numbers"]),
        hundred=words["numbers"]["hundred"],
        joins=words["numbers"].get("tens_first", ""),
        and_half=_phrases(words["numbers"].get("and_half", ())),
        joined=words["numbers"].get("joined", {}),
        units=_named(words["units"]),
        between_numbers=_set(between["numbers"]),
        between_unit=_set(between["unit"]),
        past=_set(between["past"]),
        months=_counted(days["months"], 1),
        weekdays=_counted(days["weekdays"], 0),
        relative=days["relative"],
        being_after=_set(said.get("being_after", "")),
        negations=_set(said["not"]),
        conditions=_set(said["if"]) | _set(said["checks"]),
        far=said["far"],
        telling=frozenset[str]().union(*(named[name] for name in TELLING)),
        **named,
    )


def _tables(words: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Names by word, in all forms that the language makes of it."""
    endings = [each.split() for each in said.get("inflects", ())]
    promises = _named(words["promises"])
    future = said.get("future", {})
    by_us, by_people = (_named(words.get(f"promised_by_{who}", {})) for who in ("us", "people"))
    return {
        **{
            name: _inflected(_named(words.get(name, {})), endings)
            for name in ("states", "effects", "passives")
        },
        "settled": frozenset(_inflected(dict.fromkeys(said["settled"].split(), ""), endings)),
        "nouns": _named(words["nouns"]),
        "promises": promises | _with_clitics(promises, said.get("clitics", "").split()),
        "by_us": by_us | _future(promises, future, "us"),
        "by_people": by_people | _future(promises, future, "people"),
    }


def _inflected(table: Mapping[str, str], endings: Sequence[Sequence[str]]) -> Mapping[str, str]:
    """`endings`: that of the words in the table, and all it may become."""
    forms = {
        word.removesuffix(first) + each: name
        for first, *others in endings
        for word, name in table.items()
        if word.endswith(first)
        for each in (first, *others)
    }
    return {**forms, **table}


def _future(infinitives: Mapping[str, str], how: Mapping[str, str], who: str) -> dict[str, str]:
    """`enviar` becomes `enviaré` of us and `enviará` of people, where endings do that."""
    return {
        word.removesuffix(how["drops"]) + ending: name
        for word, name in infinitives.items()
        if how and word.removesuffix(how["drops"]).endswith("r")
        for ending in how[who].split()
    }


def _with_clitics(infinitives: Mapping[str, str], clitics: Sequence[str]) -> dict[str, str]:
    return {
        word + clitic: name
        for word, name in infinitives.items()
        if word.endswith("r")
        for clitic in clitics
    }


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _named(table: Mapping[str, str]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words.split()}


def _counted(lists: Sequence[str], first: int) -> Mapping[str, int]:
    return {word: n for n, words in enumerate(lists, first) for word in words.split()}


def _phrases(phrases: Sequence[str]) -> Phrases:
    """The longest first, so that `we have` is found before `we`."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(each.split()) for each in phrases), key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    return by_first


def _numbers(table: Mapping[str, Any]) -> Mapping[str, int | Decimal]:
    ones = {word: n for n, word in enumerate(table["ones"].split(), 1)}
    tens = {word: 10 * n for n, word in enumerate(table["tens"].split(), 2)}
    numbers = {**ones, **tens, table["hundred"]: 100, **table.get("others", {})}
    if joins := table.get("ones_first"):
        for one, n in ones.items():
            if n < 10:
                numbers |= {one + joins + ten: n + m for ten, m in tens.items()}
    return numbers

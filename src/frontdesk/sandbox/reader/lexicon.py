"""The reader's knowledge of languages, read from `data/`: a new language is a new file."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Any

FALLBACK = "en"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LEAST_STEM = 3
VOWELS = "aeiouyаеиоуыэюя"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of answer: what in a question asks for it, what in a sentence gives it."""

    asks: re.Pattern[str]
    tells: re.Pattern[str]
    weight: float
    """Against a word of the question: how much it matters that the sentence gives it."""


@dataclass(frozen=True, eq=False)  # there is one of each, so it can be a cache key
class Language:
    code: str
    names: frozenset[str]
    stopwords: frozenset[str]
    vague: frozenset[str]
    """As stems."""
    suffixes: tuple[str, ...]
    pronouns: frozenset[str]
    event_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    determiners: frozenset[str]
    instance_determiners: frozenset[str]
    prepositions: frozenset[str]
    turning_away: tuple[str, ...]
    requesting: re.Pattern[str]
    commanding: re.Pattern[str]
    pleading: re.Pattern[str]
    refusing: re.Pattern[str]
    inquiring: re.Pattern[str]
    looking: re.Pattern[str]
    """Of a request to be told something."""
    conjunctions: re.Pattern[str]
    naming: re.Pattern[str]
    """The customer's name is its first group."""
    small_talk: Mapping[str, frozenset[str]]
    kinds: Mapping[str, Kind]
    phrases: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, re.Pattern[str]]
    """Of moods and wishes."""
    synonyms: Mapping[str, frozenset[int]]
    """The groups that a stem belongs to."""
    english: Mapping[str, str]
    expressions: Mapping[str, str]
    """One word for several, in small letters."""
    expression: re.Pattern[str]

    def in_english(self, text: str) -> str:
        """With what tools are described by in English words; the rest as it is."""
        if self.expressions:
            lowered = text.casefold()
            return self.expression.sub(lambda found: self.expressions[found[0]], lowered)
        return WORD.sub(lambda found: self.english.get(found[0].casefold(), found[0]), text)

    def stems(self, text: str) -> list[str]:
        """The content words of a text as stems, in order."""
        if self.expressions:
            text = self.expression.sub(lambda found: self.expressions[found[0]], text.casefold())
        words = (word for word in words_of(text) if word not in self.stopwords)
        return [stem(word, self.suffixes) for word in words]

    def pairs(self, text: str) -> Iterable[tuple[str, str]]:
        return pairwise(self.stems(text))

    def groups(self, stems: Iterable[str]) -> frozenset[int]:
        return frozenset(group for each in stems for group in self.synonyms.get(each, ()))


@cache
def languages() -> Mapping[str, Language]:
    synonyms = tomllib.loads(_data().joinpath("synonyms.toml").read_text("utf-8"))
    found = sorted(_data().joinpath("languages").iterdir(), key=lambda file: file.name)
    read = (_read(file, synonyms) for file in found if file.name.endswith(".toml"))
    return {language.code: language for language in read}


@cache
def cues() -> Mapping[str, re.Pattern[str]]:
    read = tomllib.loads(_data().joinpath("cues.toml").read_text("utf-8"))
    read["customer_tags"] = r"\A(?:" + "|".join(read["customer_tags"].split()) + r")\Z"
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in read.items()}


@cache
def concepts() -> Mapping[str, re.Pattern[str]]:
    """What a field of a form is about, by the words of its name."""
    read = tomllib.loads(_data().joinpath("concepts.toml").read_text("utf-8"))
    del read["valence"]
    return {name: re.compile(rf"\b(?:{words})\b") for name, words in read.items()}


@cache
def valences() -> Mapping[str, float]:
    """How good or bad a word for a mood is, -1 to 1."""
    return tomllib.loads(_data().joinpath("concepts.toml").read_text("utf-8"))["valence"]


def words_of(text: str) -> list[str]:
    return WORD.findall(text.replace("’", "'").casefold())


@lru_cache(maxsize=50_000)
def stem(word: str, suffixes: tuple[str, ...]) -> str:
    """A word without its ending; only good for comparing with other stems."""
    plain = _folded(word.removesuffix("'s"))
    for suffix in suffixes:
        if plain.endswith(suffix) and len(plain) - len(suffix) >= LEAST_STEM:
            plain = plain.removesuffix(suffix)
            break
    if len(plain) > LEAST_STEM and plain[-1] == plain[-2]:
        plain = plain[:-1]
    if len(plain) > LEAST_STEM and plain[-1] in VOWELS:
        plain = plain[:-1]
    return plain


def _folded(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _data() -> Traversable:
    return files("frontdesk.sandbox") / "data"


def _read(file: Traversable, synonyms: Mapping[str, Any]) -> Language:
    code = file.name.removesuffix(".toml")
    read = tomllib.loads(file.read_text("utf-8"))
    # the longest ending goes first
    endings = {_folded(suffix) for suffix in read["suffixes"].split()}
    suffixes = tuple(sorted(endings, key=lambda suffix: (-len(suffix), suffix)))
    own = synonyms.get(code, {})
    return Language(
        code=code,
        names=frozenset(read["names"]),
        stopwords=frozenset(read["stopwords"].split()),
        vague=frozenset(stem(word, suffixes) for word in read["vague"].split()),
        suffixes=suffixes,
        pronouns=frozenset(read["pronouns"].split()),
        event_pronouns=frozenset(read["event_pronouns"].split()),
        plural_pronouns=frozenset(read["plural_pronouns"].split()),
        determiners=frozenset(read["determiners"].split()),
        instance_determiners=frozenset(read["instance_determiners"].split()),
        prepositions=frozenset(read["prepositions"].split()),
        turning_away=tuple(read["turning_away"]),
        requesting=re.compile(read["requesting"], re.IGNORECASE),
        commanding=re.compile(read["commanding"], re.IGNORECASE),
        pleading=re.compile(read["pleading"], re.IGNORECASE),
        refusing=re.compile(read["refusing"], re.IGNORECASE),
        inquiring=re.compile(read["inquiring"], re.IGNORECASE),
        looking=re.compile(read["looking"], re.IGNORECASE),
        conjunctions=re.compile(read["conjunctions"], re.IGNORECASE),
        naming=re.compile(read["naming"]),
        small_talk={name: frozenset(words.split()) for name, words in read["small_talk"].items()},
        kinds={name: _kind(kind) for name, kind in read["kinds"].items()},
        phrases={name: tuple(phrases) for name, phrases in read["phrases"].items()},
        signs={name: re.compile(sign, re.IGNORECASE) for name, sign in read["signs"].items()},
        synonyms=_groups(own.get("groups", []), suffixes),
        english={
            word: english
            for english, words in read.get("english", {}).items()
            for word in words.split()
        },
        expressions=own.get("expressions", {}),
        expression=re.compile(rf"\b(?:{'|'.join(own.get('expressions', ()))})\b"),
    )


def _kind(written: Mapping[str, Any]) -> Kind:
    asks, tells = (re.compile(written[name], re.IGNORECASE) for name in ("asks", "tells"))
    return Kind(asks, tells, written["weight"])


def _groups(groups: list[str], suffixes: tuple[str, ...]) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for word in group.split():
            found.setdefault(stem(word, suffixes), set()).add(number)
    return {each: frozenset(numbers) for each, numbers in found.items()}

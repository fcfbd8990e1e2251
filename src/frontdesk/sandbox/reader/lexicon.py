"""The reader's knowledge of languages, read from `data/`: a new language is a new file."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

FALLBACK = "en"
DATA = files("frontdesk.sandbox") / "data"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
LEAST_STEM = 3
VOWELS = "aeiouyаеиоуыэюя"
Patterns = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, eq=False)  # there is one of each, so it can be a cache key
class Language:
    code: str
    names: frozenset[str]
    words: Mapping[str, frozenset[str]]
    """Lists of words by what they are for."""
    suffixes: tuple[str, ...]
    vague: frozenset[str]
    """Stems of words that say little."""
    cues: Patterns
    signs: Patterns
    """Of moods and wishes."""
    asks: Patterns
    """What in a question asks for a kind of answer …"""
    tells: Patterns
    """… and what in a sentence gives it."""
    small_talk: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, frozenset[int]]
    """The groups of synonyms that a stem belongs to."""
    english: Mapping[str, str]
    expression: re.Pattern[str]

    def in_english(self, text: str) -> str:
        """With the plain English word for what it knows one for; the rest as it is.

        In English itself for what is said in several words, with a pronoun perhaps among them.
        """

        def meant(found: re.Match[str]) -> str:
            words = [word for word in words_of(found[0]) if word not in self.words["pronouns"]]
            return self.english.get(" ".join(words)) or self.english.get(found[0]) or found[0]

        return self.expression.sub(meant, text.replace("’", "'").casefold())

    def stems(self, text: str) -> list[str]:
        """The content words of a text as stems, in order."""
        text = self.in_english(text) if self.code == FALLBACK else text
        words = (word for word in words_of(text) if word not in self.words["stopwords"])
        return [stem(word, self.suffixes) for word in words]


@cache
def languages() -> Mapping[str, Language]:
    found = sorted((DATA / "languages").iterdir(), key=lambda file: file.name)
    codes = (file.name.removesuffix(".toml") for file in found)
    return {code: _language(code, _read(f"languages/{code}.toml")) for code in codes}


def english_stems(text: str) -> list[str]:
    return languages()[FALLBACK].stems(text)


@cache
def cues() -> Patterns:
    return _patterns(_read("cues.toml"))


@cache
def concepts() -> Patterns:
    """What a field of a form is about, by the words of its name."""
    whole = {name: rf"\b(?:{words})\b" for name, words in _read("concepts.toml")["about"].items()}
    return _patterns(whole)


@cache
def valences() -> Mapping[str, float]:
    """How good or bad a word for a mood is, -1 to 1."""
    return _read("concepts.toml")["valence"]


def words_of(text: str) -> list[str]:
    return WORD.findall(text.replace("’", "'").casefold())


def name_words(name: str) -> tuple[str, ...]:
    return tuple(part.casefold() for part in NAME_PART.findall(name))


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


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text("utf-8"))


def _language(code: str, read: Mapping[str, Any]) -> Language:
    words = {name: frozenset(listed.split()) for name, listed in read["words"].items()}
    endings = {_folded(suffix) for suffix in words["suffixes"]}
    suffixes = tuple(sorted(endings, key=lambda suffix: (-len(suffix), suffix)))  # longest first
    english = {
        each.replace("_", " "): meant
        for meant, listed in read["english"].items()
        for each in listed.split()
    }
    return Language(
        code=code,
        names=frozenset(read["names"]),
        words=words,
        suffixes=suffixes,
        vague=frozenset(stem(word, suffixes) for word in words["vague"]),
        cues=_patterns(read["cues"]),
        signs=_patterns(read["signs"]),
        asks=_patterns({name: kind["asks"] for name, kind in read["kinds"].items()}),
        tells=_patterns({name: kind["tells"] for name, kind in read["kinds"].items()}),
        small_talk={name: frozenset(listed.split()) for name, listed in read["small_talk"].items()},
        phrases={name: tuple(phrases) for name, phrases in read["phrases"].items()},
        groups=_groups(_read("synonyms.toml").get(code, []), suffixes),
        english=english,
        expression=_any_of(english, words["pronouns"]),
    )


def _patterns(read: Mapping[str, str]) -> Patterns:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in read.items()}


def _any_of(expressions: Iterable[str], pronouns: Iterable[str]) -> re.Pattern[str]:
    between = rf"\s+(?:(?:{'|'.join(sorted(pronouns))})\s+)?"
    longest_first = sorted(expressions, key=lambda each: (-len(each), each))
    found = (between.join(map(re.escape, each.split())) for each in longest_first)
    return re.compile(rf"\b(?:{'|'.join(found)})\b")


def _groups(groups: Iterable[str], suffixes: tuple[str, ...]) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for word in group.split():
            found.setdefault(stem(word, suffixes), set()).add(number)
    return {each: frozenset(numbers) for each, numbers in found.items()}

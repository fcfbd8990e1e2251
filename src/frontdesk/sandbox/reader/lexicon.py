"""The reader's knowledge of languages, read from `data/`: a new language is a new file."""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
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


class Language:
    """One of the files: lists of words, cues, signs of moods, kinds of answer, phrases."""

    def __init__(self, code: str, read: Mapping[str, Any]) -> None:
        self.code = code
        self.names: Sequence[str] = read["names"]
        self.words = {name: frozenset(listed.split()) for name, listed in read["words"].items()}
        self.cues, self.signs = _patterns(read["cues"]), _patterns(read["signs"])
        self.asks, self.tells = (
            _patterns({name: kind[part] for name, kind in read["kinds"].items()})
            for part in ("asks", "tells")
        )
        self.small_talk = {name: set(words.split()) for name, words in read["small_talk"].items()}
        self.phrases: Mapping[str, Sequence[str]] = read["phrases"]
        endings = {_folded(suffix) for suffix in self.words["suffixes"]}
        self._suffixes = tuple(sorted(endings, key=lambda each: (-len(each), each)))
        self.vague = frozenset(stem(word, self._suffixes) for word in self.words["vague"])
        self.groups: dict[str, set[int]] = defaultdict(set)
        for number, group in enumerate(_read("synonyms.toml").get(code, [])):
            for word in group.split():
                self.groups[stem(word, self._suffixes)].add(number)
        self._english = {
            each.replace("_", " "): meant
            for meant, listed in read["english"].items()
            for each in listed.split()
        }
        between = rf"\s+(?:(?:{'|'.join(sorted(self.words['pronouns']))})\s+)?"
        longest_first = sorted(self._english, key=lambda each: (-len(each), each))
        found = (between.join(map(re.escape, each.split())) for each in longest_first)
        self._expression = re.compile(rf"\b(?:{'|'.join(found)})\b")

    def in_english(self, text: str) -> str:
        """With the plain English word for what it knows one for; the rest as it is.

        In English itself for what is said in several words, with a pronoun perhaps among them.
        """

        def meant(found: re.Match[str]) -> str:
            words = [word for word in words_of(found[0]) if word not in self.words["pronouns"]]
            return self._english.get(" ".join(words)) or self._english.get(found[0]) or found[0]

        return self._expression.sub(meant, text.replace("’", "'").casefold())

    def stems(self, text: str) -> list[str]:
        """The content words of a text as stems, in order."""
        text = self.in_english(text) if self.code == FALLBACK else text
        words = (word for word in words_of(text) if word not in self.words["stopwords"])
        return [stem(word, self._suffixes) for word in words]


@cache
def languages() -> Mapping[str, Language]:
    found = sorted((DATA / "languages").iterdir(), key=lambda file: file.name)
    codes = (file.name.removesuffix(".toml") for file in found)
    return {code: Language(code, _read(f"languages/{code}.toml")) for code in codes}


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


def _patterns(read: Mapping[str, str]) -> Patterns:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in read.items()}

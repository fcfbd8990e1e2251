"""The words around secrets, a file for each language, as patterns over all of them."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import merge
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

WORDS = Path(__file__).parent / "words"
WINDOW = 48  # characters before a number in which a word may say what it is

_FIRST_WORD = re.compile(r"[^\W_]+")
# Letters first, then what stands before them: most signs in front of a number are none.
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}(?<![^\W_][^\W\d_]{2})")
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"


class Name(NamedTuple):
    """What a secret is called, where it stands in a text. A tuple, as `Secret` is."""

    kind: str
    start: int
    end: int


class Phrases:
    """Finds words and phrases, quickly where there are none."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """By kind, in lower case."""
        by_first: dict[str, dict[str, list[str]]] = {}
        for kind, words in phrases.items():
            for phrase in words:
                first = _FIRST_WORD.findall(phrase)[0]
                by_first.setdefault(first, {}).setdefault(kind, []).append(phrase)
        self._by_first = {first: _of_kinds(kinds) for first, kinds in by_first.items()}

    def find(self, lowered: str, start: int = 0) -> Iterator[Name]:
        """In a text in lower case, in order, none within another."""
        last = start
        for word in _FIRST_WORD.finditer(lowered, start):
            whole = self._by_first.get(word[0])
            if whole is None or word.start() < last:
                continue
            if found := whole.match(lowered, word.start()):
                last = found.end()
                yield Name(found.lastgroup or "", found.start(), last)


@dataclass(frozen=True, slots=True)
class Lexicon:
    number: re.Pattern[str]
    """What a number is, by its group: `card`, or something `counted`, such as an order."""
    number_begins: frozenset[str]
    """The first two letters of each."""
    names: Phrases
    """What a secret is called."""
    password: re.Pattern[str]
    """Part of a word too: `mypassword`, `wifi_password`, `Kundenpasswort`."""
    before_code: frozenset[str]
    """Words after which a bare `code` is one to sign in with."""
    is_: str
    towards: str
    """Begin what may stand between a name and its link."""
    leads: str
    """The same of a bare `code`."""
    into: str
    """Link only to what looks like a secret: `I set my password to …`."""
    being: frozenset[str]
    """The words of `is_`."""
    own: frozenset[str]
    and_: frozenset[str]
    """After a password that is a plain word, they say that it was all of it."""
    plainly_not: frozenset[str]
    """What passwords are said to be: `wrong`, `too`."""
    ends: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """Of all languages at once: customers mix them, and a desk may not know yet which it is."""
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(WORDS.glob("*.toml"))]
    names = {kind: _all(files, "names", kind) for kind in files[0]["names"]}
    names["bare_code"] = _all(files, "code", "names")
    counted, card = _all(files, "numbers", "counted"), _all(files, "numbers", "card")
    said = {name: _all(files, "said", name) for name in ("is", "towards", "into", "own", "ends")}
    return Lexicon(
        number=re.compile(
            rf"(?:(?P<counted>{_any(counted)})|(?P<card>{_any(card)})){_END}", re.IGNORECASE
        ),
        number_begins=frozenset(word[:2] for word in [*counted, *card]),
        names=Phrases(names),
        password=re.compile(rf"(?:{_any(_all(files, 'said', 'password'))}){_END}"),
        before_code=frozenset(_all(files, "code", "after")),
        is_=_any(said["is"]),
        towards=_any(said["towards"]),
        leads=_any(_all(files, "code", "leads")),
        into=_any(said["into"]),
        being=frozenset(said["is"]),
        own=frozenset(said["own"]),
        and_=frozenset(_all(files, "said", "and")),
        plainly_not=frozenset(
            word for file in files for word in file["said"]["plainly_not"].split()
        ),
        ends=tuple(said["ends"]),
    )


def names_in(lowered: str, start: int = 0) -> Iterator[Name]:
    """In a text in lower case, in order."""
    words = lexicon()
    named = (
        name
        for name in words.names.find(lowered, start)
        if name.kind != "bare_code" or lowered[name.start - 1 : name.start] != "-"
    )
    passwords = (
        Name("password", *found.span()) for found in words.password.finditer(lowered, start)
    )
    return merge(named, passwords, key=attrgetter("start"))


def word_before(text: str, start: int) -> str:
    """What the nearest word before says a number is: `card`, `counted` or nothing."""
    words = lexicon()
    end, said = 0, ""
    for begun in _TWO_LETTERS.finditer(text, max(0, start - WINDOW), start):
        if begun.start() < end or begun[0].lower() not in words.number_begins:
            continue
        if found := words.number.match(text, begun.start(), start):
            end, said = found.end(), found.lastgroup or ""
    return said


def _of_kinds(phrases: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    named = [f"(?P<{kind}>{_any(words)})" for kind, words in phrases.items()]
    return re.compile(rf"(?:{'|'.join(named)}){_END}")


def _all(files: Sequence[Mapping[str, Any]], section: str, name: str) -> Sequence[str]:
    return [word for file in files for word in file[section][name]]


def _any(words: Iterable[str]) -> str:
    """The longest first, so that `pin code` is found before `pin`."""
    return "|".join(_pattern(word) for word in sorted(set(words), key=len, reverse=True))


def _pattern(word: str) -> str:
    signs = {" ": r"[\s_-]{1,3}", "*": r"\w{0,12}", "'": "['’]"}
    return "".join(signs.get(sign) or re.escape(sign) for sign in word)

"""Finding values in text by the shape of an example: `AB-1234` stands for `XY-90217`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

EMAIL = r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
NAMES, STEMMED = "\x00", "\x01"
NAMED = r"[A-ZÀ-ÞА-ЯЁ][a-zà-ÿа-яё.][\w'.-]*(?: [A-ZÀ-ÞА-ЯЁ][\w'.-]*)*"
TOKEN = re.compile(r"\d+|[A-Z]+|[a-z]+|.", re.DOTALL)
SEGMENT = re.compile(r"[^,;:?!\n]+")
PLACEHOLDER = r"[\[<{{⟨«]+\s*(?:{words})[\w .:-]*[\]>}}⟩»]+"
LONG_NUMBER = 3  # digits that make a value known without what stands around it
SLACK = 2  # digits more or fewer than the example has


@dataclass(frozen=True, slots=True)
class Shape:
    pattern: re.Pattern[str]
    own: re.Pattern[str]
    """With the very letters of the example."""
    is_telling: bool
    """Nothing else looks like it, so it is found anywhere; else only alone between commas."""


@lru_cache(maxsize=2_000)
def shape_of(example: str) -> Shape | None:
    if not example.strip() or placeholder_of(()).pattern.fullmatch(example):
        return None
    if "@" in example:
        return Shape(re.compile(EMAIL), re.compile(EMAIL), is_telling=True)
    coded = bool(re.search(r"[_#-]", example)) or bool(re.search(rf"\d{{{LONG_NUMBER}}}", example))
    lean = re.sub(r"(?:[a-z]+_)+", STEMMED, example)
    if not coded or " " in example:
        lean = re.sub(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", NAMES, lean)
    loose, own = ("".join(_part(t, each) for t in TOKEN.findall(lean)) for each in (False, True))
    around = r"(?<![\w#@-])%s(?![\w@]|-\w)"
    telling = coded and " " not in example
    return Shape(re.compile(around % loose), re.compile(around % own), telling)


@lru_cache(maxsize=2_000)
def placeholder_of(words: tuple[str, ...]) -> Shape:
    """What stands for a value of the customer's, `[email_1]`, by what it is called."""
    named = "|".join(map(re.escape, words)) or r"[^\W\d]+_?\d"
    pattern = re.compile(PLACEHOLDER.format(words=named), re.IGNORECASE)
    return Shape(pattern, pattern, is_telling=True)


def spans(text: str, shape: Shape, rivals: Iterable[Shape] = ()) -> Iterator[tuple[int, str]]:
    """Where it stands, and what stands there; not what a rival's example is more like."""
    for at, value in _alike(text, shape):
        if shape.own.fullmatch(value) or not any(each.own.fullmatch(value) for each in rivals):
            yield at, value


def _alike(text: str, shape: Shape) -> Iterator[tuple[int, str]]:
    if shape.is_telling:
        yield from ((found.start(), found[0]) for found in shape.pattern.finditer(text))
        return
    for segment in SEGMENT.finditer(text):
        found = list(shape.pattern.finditer(segment[0]))
        # of several in a segment ("… of my order to 12 Long Road") the last is the value
        if found and found[-1].end() == len(segment[0].rstrip(" .!?")):
            yield segment.start() + found[-1].start(), found[-1][0]


def _part(token: str, own: bool) -> str:
    if token == NAMES:
        return NAMED
    if token == STEMMED:
        return "(?:[a-z]{1,40}_){1,8}"
    if token.isdigit():
        return rf"\d{{{max(1, len(token) - SLACK)},{len(token) + SLACK}}}"
    if token.isupper():
        return token if own else rf"[A-Z]{{{len(token)}}}"
    return "[a-z]+" if token.islower() else re.escape(token)

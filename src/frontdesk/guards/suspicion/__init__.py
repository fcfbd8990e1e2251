"""Whether a text reads like an order to a machine (R56): by its words, and by its form.

It is measured (`python -m bench.injection`), never trusted: suspicion only lowers what a turn may
do, and a text without it is allowed nothing more. An order in plain words without any override
("please cancel the order") cannot be told from a wish and is not looked for here.
"""

import base64
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

from frontdesk.domain.visible import folded, visible

WORDS = Path(__file__).parent / "words.toml"
ENOUGH = 2
"""Points from which on a text is suspicious."""
MOST_READ = 20_000  # characters
MANY_HIDDEN = 6
MANY_REPEATS = 12
MANY_SHOTS = 3
MANY_SPELT_OUT = 5_000  # characters

_BETWEEN = r"[^\w.!?\n]{1,20}+"  # words of one sentence
_FORMS = (  # prompt markup, false roles, hidden comments, Morse, bytes
    (re.compile(r"<\|?(?:im_start|im_end|endoftext|system|assistant)\|?>|\[/?INST\]|<</?SYS>>"), 2),
    (re.compile(r"(?im)^\W{0,6}(?:system|assistant|developer)\W{0,3}:\s"), 2),
    (re.compile(r"(?i)#{2,}\W{0,3}(?:system|instruction|new|admin)|\(system[_ ]message\)"), 2),
    (
        re.compile(
            r"(?i)<(?:information|instructions?|important|system|admin|god mode)\b[^>]{0,40}>"
        ),
        2,
    ),
    (re.compile(r"\A\W*TODO\W"), 2),
    (
        re.compile(
            r"<!--(?:(?!-->|<!--).){0,200}\b(?i:ignore|say|state|answer|instead)\b", re.DOTALL
        ),
        2,
    ),
    (re.compile(r"(?:[.\-·–]{1,5}[ /]{1,3}){12}"), 2),
    (re.compile(r"(?:\\x[0-9a-fA-F]{2}){8}|(?:\b[0-9a-fA-F]{2} ){12}|(?:\b[01]{8} ?){6}"), 1),
)
_MARKED = "it holds signs of a machine's prompt or a code"
_SHOT = re.compile(
    r"(?m)(?:^|[\s\"'])(?:Q|A|T|R|F|P|В|О|Question|Answer|User|Human|AI|Bot) ?[::]\s"
)
_BASE64 = re.compile(r"(?<![\w+/=])[A-Za-z0-9+/]{24,4000}={0,2}(?![\w+/])")
_HEX = re.compile(r"\b(?:[0-9a-fA-F]{2}){20,2000}\b")
_WORD = re.compile(r"\w+")
_BEGINS_PLAINLY = re.compile(r"\w(?![?*+{])")


@dataclass(frozen=True, slots=True)
class Suspicion:
    points: int
    reason: str
    """Of what weighs most; empty without a point."""

    @property
    def is_enough(self) -> bool:
        return self.points >= ENOUGH


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    weight: int
    why: str


def suspicion(text: str) -> str:
    """Why this text is suspicious, in a short clause; empty if it is not."""
    found = suspected(text)
    return found.reason if found.is_enough else ""


def suspected(text: str) -> Suspicion:
    """In time linear in the text, of which the first 20,000 characters are read."""
    hits = list(_hits(text[:MOST_READ]))
    points = sum(weight for weight, _ in hits)
    reason = max(hits, key=lambda hit: hit[0], default=(0, ""))[1]
    return Suspicion(points, reason)


def _hits(text: str) -> Iterator[tuple[int, str]]:
    seen = visible(text)
    if len(text) - len(seen) >= MANY_HIDDEN:
        yield ENOUGH, "it holds characters that nobody sees"
    yield from _by_words(seen)
    yield from _by_form(seen)


def _by_words(text: str) -> Iterator[tuple[int, str]]:
    """In its own letters, and in the Latin ones they may be meant to look like."""
    plain = normalize("NFKC", text).casefold().replace("’", "'")
    if len(plain) - len(text) > MANY_SPELT_OUT:
        yield ENOUGH, "it holds signs that each stand for several"
        plain = plain[: len(text)]
    twins = folded(text).replace("\0", "")
    for rule in _rules():
        if rule.pattern.search(plain) or (twins != plain and rule.pattern.search(twins)):
            yield rule.weight, rule.why


def _by_form(text: str) -> Iterator[tuple[int, str]]:
    for form, weight in _FORMS:
        if form.search(text):
            yield weight, _MARKED
    if len(_SHOT.findall(text)) >= 2 * MANY_SHOTS:
        yield ENOUGH, "it is a series of questions with their answers"
    words = _WORD.findall(text)
    if any(sum(1 for _ in run) >= MANY_REPEATS for _, run in groupby(words)):
        yield ENOUGH, "it repeats a word over and over"
    coded = (form.finditer(text) for form in (_BASE64, _HEX))
    if any(_is_coded(found[0]) for runs in coded for found in runs):
        yield ENOUGH, "it holds text in a code"


def _is_coded(run: str) -> bool:
    """Base64 or hex of something written, not a number, a path or a key."""
    for decode in (base64.b64decode, bytes.fromhex):
        with suppress(ValueError):  # binascii's and Unicode's errors are such
            said = decode(
                run + "=" * (-len(run) % 4) if decode is base64.b64decode else run
            ).decode()
            if said.isprintable() and " " in said:
                return True
    return False


@cache
def _rules() -> tuple[Rule, ...]:
    kept = tomllib.loads(WORDS.read_text("utf-8"))
    words = {name: _alternatives(text) for name, text in kept["words"].items()}
    return tuple(Rule(_pattern(rule, words), rule["weight"], rule["why"]) for rule in kept["rules"])


def _pattern(rule: Mapping[str, str], words: Mapping[str, str]) -> re.Pattern[str]:
    if "pattern" in rule:
        return re.compile(rule["pattern"])
    parts = re.sub(r"(\{[a-z]+\}) ~(\d+) ", lambda gap: _with_gap(*gap.groups()), rule["form"])
    return re.compile(re.sub(r"\{([a-z]+)\}", lambda name: words[name[1]], parts))


def _with_gap(first: str, most: str) -> str:
    """None of the words between is such a first one again: from there it would be found too."""
    return rf"{first}(?:{_BETWEEN}(?!{first})\w++){{0,{most}}}?{_BETWEEN}"


def _alternatives(text: str) -> str:
    """A space within a term stands for whatever parts two words, an apostrophe too.

    Terms stand together by their first letter: at most words that letter decides.
    """
    patterns = [term.replace("_", r"\W{1,3}") for term in text.split()]
    by_first: dict[str, list[str]] = {}
    for pattern in patterns:
        first = pattern[0] if _BEGINS_PLAINLY.match(pattern) else ""
        by_first.setdefault(first, []).append(pattern.removeprefix(first))
    terms = (f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return rf"\b(?:{'|'.join(terms)})(?!\w)"

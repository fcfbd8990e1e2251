"""What a reply says without a figure: states of orders, effects it claims, work it promises."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from frontdesk.guards.claims.lexicon import Lexicon, lexicons

CLAUSE = re.compile(r"(?<!\d)[,;:.!?\n\u2013\u2014()]+(?:\s|$)")
SENTENCE = re.compile(r"(?<=[^\d\s][.!?\n])\s+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
NEAR = 2  # words between a bare subject and what it did
HISTORY = frozenset({"book"})  # "it was booked in May" tells of long ago, not of an effect


@dataclass(frozen=True, slots=True)
class Statement:
    kind: Literal["state", "effect", "promise"]
    name: str
    said: str
    is_ours: bool = False
    """An effect that the desk says it brought about itself."""


def statements_in(text: str) -> Iterator[Statement]:
    """Questions state nothing."""
    for sentence in SENTENCE.split(text):
        if sentence.rstrip(" *_\"'\u201d\u00bb)").endswith("?"):
            continue
        whole = set(_words(sentence))
        clauses = [_words(clause) for clause in CLAUSE.split(sentence)]
        for lexicon in lexicons():
            if whole.isdisjoint(lexicon.telling) or whole & lexicon.reported:
                continue
            for words in clauses:
                yield from _happened(words, lexicon)
                if not whole & lexicon.offer:
                    yield from _promised(words, lexicon)


def named_in(text: str) -> frozenset[str]:
    """Every state and effect that a text has a word for, whatever it says of it."""
    words = _words(text)
    return frozenset(
        name
        for lexicon in lexicons()
        for table in (lexicon.states, lexicon.effects, lexicon.promises)
        for word in words
        if (name := table.get(word))
    )


def _words(text: str) -> list[str]:
    return [word.lower().replace("\u2019", "'") for word in WORD.findall(text)]


def _happened(words: Sequence[str], lexicon: Lexicon) -> Iterator[Statement]:
    told = [
        at for at, word in enumerate(words) if word in lexicon.effects or word in lexicon.states
    ]
    if not told:
        return
    subjects = {end for start in range(len(words)) if (end := _phrase(words, start, lexicon.did))}
    for at in told:
        word = words[at]
        before = words[max(0, at - lexicon.far) : at]
        if set(words[:at]) & lexicon.conditions or _is_negated(words, at, lexicon):
            continue
        said = " ".join(words[max(0, at - lexicon.far) : at + 1])
        if name := lexicon.effects.get(word):
            is_ours = any(at - lexicon.far <= end <= at for end in subjects)
            is_bare = bool(set(words[max(0, at - NEAR) : at]) & lexicon.bare)
            is_passive = name not in HISTORY and bool(set(before) & lexicon.done)
            if is_ours or is_bare or (is_passive and word not in lexicon.states):
                yield Statement("effect", name, said, is_ours=is_ours or is_bare)
                continue
        if (name := lexicon.states.get(word)) and (
            not lexicon.being or set(before) & lexicon.being
        ):
            yield Statement("state", name, said)


def _promised(words: Sequence[str], lexicon: Lexicon) -> Iterator[Statement]:
    for start in range(len(words)):
        end = _phrase(words, start, lexicon.will)
        if not end:
            continue
        reach = range(end, min(len(words), end + lexicon.far + 1))
        for at in reach:
            pair = "_".join(words[at : at + 2])
            name = lexicon.promises.get(words[at]) or lexicon.promises.get(pair)
            if name and not _is_negated(words, at, lexicon):
                yield Statement("promise", name, " ".join(words[start : at + 1]))
                break


def _phrase(words: Sequence[str], start: int, phrases: Sequence[tuple[str, ...]]) -> int:
    """Where one of these phrases that begins at `start` ends; 0 if none does."""
    for phrase in phrases:
        if tuple(words[start : start + len(phrase)]) == phrase:
            return start + len(phrase)
    return 0


def _is_negated(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    around = words[max(0, at - lexicon.far) : at + 1]
    return any(word in lexicon.negations or word.endswith("n't") for word in around)


@cache
def effects_of(name: str) -> frozenset[str]:
    """The effects that an action's own name tells of: `start_return` returns something."""
    parts = name.lower().split("_")
    return frozenset(
        effect
        for lexicon in lexicons()
        if lexicon.language == "en"
        for part in parts
        if (effect := lexicon.promises.get(part) or (part if part in PROVEN else None))
    )


PROVEN = frozenset({"refund", "return", "ticket", "cancel", "replace", "ship", "credit"})
"""Effects that are called by their own noun."""

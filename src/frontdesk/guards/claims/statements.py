"""What a reply says without a figure: states of orders, effects it claims, work it promises."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Literal

from frontdesk.guards.claims.lexicon import Lexicon, Phrases, lexicons
from frontdesk.guards.claims.reading import facts_in

CLAUSE = re.compile(r"(?<!\d)[,;:.!?\n\u2013\u2014()]+(?:\s|$)")
SENTENCE = re.compile(r"(?<=[^\d\s][.!?\n])\s+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
ELIDED = re.compile(r"(?<=^[jlnmtsdc]')|(?<=^qu')")
NEAR = 2  # words between a bare subject and what it did
HISTORY = frozenset({"book"})  # "it was booked in May" tells of long ago, not of an effect


@dataclass(frozen=True, slots=True)
class Statement:
    kind: Literal["state", "effect", "promise"]
    name: str
    said: str
    is_ours: bool = False
    """An effect that the desk says it brought about itself."""
    is_particular: bool = False
    """It came about, for one order or customer: no rule in an article tells that."""


def statements_in(text: str) -> Iterator[Statement]:
    """Questions state nothing."""
    for sentence in SENTENCE.split(text):
        if sentence.rstrip(" *_\"'\u201d\u00bb)").endswith("?"):
            continue
        whole = _words(sentence)
        clauses = [_words(clause) for clause in CLAUSE.split(sentence)]
        for lexicon in lexicons():
            if lexicon.telling.isdisjoint(whole) or not lexicon.reported.isdisjoint(whole):
                continue
            is_offer = any(_phrase(whole, at, lexicon.offer) for at in range(len(whole)))
            for clause in clauses:
                words = _assured(clause, lexicon)
                yield from _happened(words, lexicon, sentence)
                if not is_offer:
                    yield from _promised(words, lexicon)


def named_in(text: str) -> frozenset[str]:
    """Every state and effect that a text has a word for, whatever it says of it."""
    words = _words(text)
    return frozenset(
        name
        for lexicon in lexicons()
        for table in (
            *(lexicon.states, lexicon.effects, lexicon.passives, lexicon.nouns),
            *(lexicon.promises, lexicon.by_us, lexicon.by_people),
        )
        for word in words
        if (name := table.get(word))
    )


def _words(text: str) -> list[str]:
    """In French what is elided stands by itself: `l'ai` is `l'` and `ai`."""
    text = text.lower().replace("\u2019", "'")
    return [part for word in WORD.findall(text) for part in ELIDED.split(word) if part]


def _assured(words: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    ends = [_phrase(words, at, lexicon.assures) for at in range(len(words))]
    return words[max(ends, default=0) :]


def _happened(words: Sequence[str], lexicon: Lexicon, sentence: str) -> Iterator[Statement]:
    told = [at for at, word in enumerate(words) if _tells(word, lexicon)]
    if not told:
        return
    subjects = {end for at in range(len(words)) if (end := _phrase(words, at, lexicon.did))}
    just = {end for at in range(len(words)) if (end := _phrase(words, at, lexicon.just))}
    condition = _first(words, lexicon.conditions)
    is_theirs = not lexicon.yours.isdisjoint(words) or _names_one(sentence)
    for at in told:
        word, reach = words[at], range(max(0, at - lexicon.far), at + 1)
        last = lexicon.being_after.intersection(words[at + 1 : at + 2])
        before = ({words[i] for i in reach} - {word}) | last
        if at > condition or _is_negated(words, at, lexicon):
            continue
        said = " ".join(words[reach.start : at + 1])
        is_perfect = not lexicon.being or not before.isdisjoint(lexicon.perfect)
        if word in lexicon.promises:
            if any(end in reach for end in just):
                yield Statement("effect", lexicon.promises[word], said, is_ours=True)
            continue
        is_ours = any(end in reach for end in subjects)
        is_ours |= not lexicon.bare.isdisjoint(words[max(0, at - NEAR) : at])
        noun = _noun_beside(words, at, lexicon, is_ours=is_ours)
        if name := _effect(word, before, lexicon, noun=noun, is_ours=is_ours):
            is_particular = is_perfect and (is_theirs or bool(noun))
            yield Statement("effect", name, said, is_ours, is_particular)
        elif (name := lexicon.states.get(word)) and _holds(words, at, before, lexicon):
            yield Statement("state", name, said, is_particular=is_perfect and is_theirs)


def _names_one(sentence: str) -> bool:
    return any(fact.kind == "code" for fact in facts_in(sentence))


def _tells(word: str, lexicon: Lexicon) -> bool:
    tables = (lexicon.states, lexicon.effects, lexicon.passives, lexicon.settled)
    return any(word in table for table in tables) or bool(lexicon.just and word in lexicon.promises)


def _noun_beside(words: Sequence[str], at: int, lexicon: Lexicon, *, is_ours: bool) -> str:
    """The effect that is spoken of as a thing: `your refund has been`, `we issued your refund`."""
    reach = lexicon.far + NEAR
    near = [*reversed(words[max(0, at - reach) : at])]
    near += words[at + 1 : at + 1 + reach] if is_ours else []
    return next((lexicon.nouns[word] for word in near if word in lexicon.nouns), "")


def _effect(
    word: str, before: Set[str], lexicon: Lexicon, *, noun: str, is_ours: bool
) -> str | None:
    """The effect that is said to have come about; None if none is."""
    is_said = not lexicon.being or not before.isdisjoint(lexicon.being)
    if word in lexicon.settled and noun and (is_said or is_ours):
        return noun
    if word in lexicon.passives:
        return lexicon.passives[word]
    name = lexicon.effects.get(word)
    is_passive = name not in HISTORY and not before.isdisjoint(lexicon.done)
    return name if is_ours or (is_passive and word not in lexicon.states) else None


def _holds(words: Sequence[str], at: int, before: Set[str], lexicon: Lexicon) -> bool:
    """Whether a state is said to hold, and does not just say which things are meant."""
    if at and words[at - 1] in lexicon.adjectival:
        return False
    begins = [i for i in range(max(0, at - lexicon.far), at) if words[i] in lexicon.being]
    is_last = not lexicon.being_after.isdisjoint(words[at + 1 : at + 2])
    if any(words[i - 1] in lexicon.which for i in begins if i):
        return False
    if is_last and words[0] in lexicon.which:
        return False
    return not lexicon.being or not before.isdisjoint(lexicon.being)


def _promised(words: Sequence[str], lexicon: Lexicon) -> Iterator[Statement]:
    people, condition = _first(words, lexicon.people), _first(words, lexicon.conditions)
    for start in range(len(words)):
        end = _phrase(words, start, lexicon.will)
        if not end and start > people:
            end = _phrase(words, start, lexicon.people_will)
        if end and (found := _first_promise(words, end, lexicon)):
            name, at = found
            yield Statement("promise", name, " ".join(words[start : at + 1]))
    for who, table in ((lexicon.us, lexicon.by_us), (lexicon.people, lexicon.by_people)):
        if who.isdisjoint(words) and who:
            continue
        for at in range(len(words)):
            said = next((each for each in _one_or_two(words, at) if each in table), "")
            if said and at <= condition and not _is_negated(words, at, lexicon):
                yield Statement("promise", table[said], said.replace("_", " "))


def _first_promise(words: Sequence[str], end: int, lexicon: Lexicon) -> tuple[str, int] | None:
    for at in range(end, min(len(words), end + lexicon.far + 1)):
        if words[at] in lexicon.helping:
            return None
        names = map(lexicon.promises.get, _one_or_two(words, at))
        name = next(filter(None, names), None)
        is_thing = words[at] in lexicon.nouns and words[at - 1] in lexicon.adjectival
        if name and not is_thing and not _is_negated(words, at, lexicon):
            return name, at
    return None


def _one_or_two(words: Sequence[str], at: int) -> tuple[str, str]:
    return words[at], "_".join(words[at : at + 2])


def _first(words: Sequence[str], among: Set[str]) -> int:
    """Where the first of them stands; the length of all if none does."""
    return next((at for at, word in enumerate(words) if word in among), len(words))


def _phrase(words: Sequence[str], start: int, phrases: Phrases) -> int:
    """Where one of these phrases that begins at `start` ends; 0 if none does."""
    for phrase in phrases.get(words[start], ()):
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

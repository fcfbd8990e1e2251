"""How a customer's words ask for something: to be told it, or to have it done."""

import re
from collections.abc import Iterator

from frontdesk.sandbox.reader.lexicon import (
    FALLBACK,
    WORD,
    Language,
    cues,
    languages,
    stem,
    words_of,
)

PAST = re.compile(r"(?:ed|ing)\Z")
CLAUSE = re.compile(r"(?<=[.!?;\n])\s+")


def clauses(text: str, effects: frozenset[str], language: Language) -> Iterator[str]:
    """Sentences, and parts of them that ask for one effect after another."""
    before = ""
    for sentence in CLAUSE.split(text.strip()):
        if _points_back(sentence, language):  # "I have this and that. Do it, please."
            yield f"{before} {sentence}"
            continue
        before, begin = sentence, 0
        for found in language.conjunctions.finditer(sentence):
            following = WORD.match(sentence, found.end())
            if following and means(following[0], effects):
                yield sentence[begin : found.start()]
                begin = found.end()
        yield sentence[begin:]


def _points_back(sentence: str, language: Language) -> bool:
    telling = [each for each in language.stems(sentence) if each not in language.vague]
    return len(telling) <= 1 and not language.pronouns.isdisjoint(words_of(sentence))


def is_asked_for(effect: frozenset[str], clause: str, language: Language) -> bool:
    """Somewhere the verb of the effect follows a request, and no question or "not" stands before.

    "Cancel it" and "I want a refund" ask for it; "can I cancel", "how do refunds work" and
    "I cancelled it" do not.
    """
    for found in WORD.finditer(clause):
        if not means(found[0], effect):
            continue
        before = CLAUSE.split(clause[: found.start()])[-1]
        after = CLAUSE.split(clause[found.end() :])[0]
        if cues()["asked_politely"].fullmatch(found[0]) and not language.refusing.search(before):
            return True
        if language.inquiring.search(before.rsplit(",", 1)[-1]):
            continue
        commanded = language.commanding.search(before) and not PAST.search(found[0])
        if commanded or language.requesting.search(before) or language.pleading.search(after):
            return True
    return False


def is_asking(clause: str, language: Language) -> bool:
    """It asks or requests something at all, and does not just tell."""
    patterns = (language.inquiring, language.requesting, language.looking, language.pleading)
    asks = any(pattern.search(clause) for pattern in patterns)
    first = WORD.search(language.in_english(clause))
    return bool(asks or "?" in clause or (first and cues()["reads"].fullmatch(first[0])))


def means(word: str, verbs: frozenset[str]) -> bool:
    """Whether it is a form of one of these verbs, or means the same."""
    english = languages()[FALLBACK]
    own = stem(word.casefold(), english.suffixes)
    groups = english.synonyms.get(own, frozenset[int]())
    return own in verbs or not groups.isdisjoint(english.groups(verbs))

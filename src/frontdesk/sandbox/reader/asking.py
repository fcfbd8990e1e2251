"""How a customer's words ask for something: to be told it, or to have it done."""

import re
from collections.abc import Iterator

from frontdesk.sandbox.reader.lexicon import FALLBACK, WORD, Language, cues, languages
from frontdesk.sandbox.reader.likeness import Likeness

PAST = re.compile(r"(?:ed|ing)\Z")
CLAUSE = re.compile(r"(?<=[.!?;\n])\s+")


def clauses(text: str, effects: Likeness, language: Language) -> Iterator[str]:
    """Sentences, and parts of them that ask for one effect after another."""
    for sentence in CLAUSE.split(text.strip()):
        begin = 0
        for found in language.cues["conjunctions"].finditer(sentence):
            following = WORD.match(sentence, found.end())
            if following and _means(following[0], effects):
                yield sentence[begin : found.start()]
                begin = found.end()
        yield sentence[begin:]


def asked_at(effect: Likeness, clause: str, language: Language) -> int | None:
    """Where the verb of the effect follows a request, and no question or "not" stands before.

    "Cancel it" and "I want a refund" ask for it; "can I cancel", "how do refunds work" and
    "I cancelled it" do not.
    """
    cue = language.cues
    for found in (each for each in WORD.finditer(clause) if _means(each[0], effect)):
        before = CLAUSE.split(clause[: found.start()])[-1]
        after = CLAUSE.split(clause[found.end() :])[0]
        commanded = cue["commanding"].search(before) and not PAST.search(found[0])
        requested = cue["requesting"].search(before) or cue["pleading"].search(after)
        inquires = cue["inquiring"].search(before.rsplit(",", 1)[-1])
        if (commanded or requested) and not inquires:
            return found.start()
    return None


def is_asking(clause: str, language: Language) -> bool:
    """It asks or requests something at all, and does not just tell."""
    patterns = ("inquiring", "requesting", "looking", "pleading")
    asks = any(language.cues[name].search(clause) for name in patterns)
    return asks or "?" in clause or is_reading(clause, language)


def is_reading(clause: str, language: Language) -> bool:
    """It begins with the verb of a look-up: "show me …"."""
    first = WORD.search(language.in_english(clause))
    return bool(first and cues()["reads"].fullmatch(first[0]))


def _means(word: str, verbs: Likeness) -> bool:
    """Whether it is a form of one of these verbs, or means the same."""
    return any(verbs.kin(each) for each in languages()[FALLBACK].stems(word))

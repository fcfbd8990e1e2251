"""What a customer's words say of mood and wishes."""

import re
from collections.abc import Sequence

from frontdesk.sandbox.reader.lexicon import Language, valences
from frontdesk.sandbox.reader.tools import english_stems, name_words

NEGATIVE, SEVERE, INSULTING, POSITIVE = -0.25, -0.3, -0.4, 0.4
LOUD = -0.1
SHOUTED = re.compile(r"\b[A-ZÀ-ÞА-ЯЁ]{4,}\b.*\b[A-ZÀ-ÞА-ЯЁ]{4,}\b|!!")
VERY = frozenset({"very", "extremely", "strongly", "highly"})


def has_sign(name: str, text: str, language: Language) -> bool:
    return bool(language.signs[name].search(text))


def sentiment(text: str, language: Language) -> float:
    """-1 to 1 by counting words; 0 where none tells."""

    def count(name: str) -> int:
        return len({found[0].casefold() for found in language.signs[name].finditer(text)})

    score = NEGATIVE * count("negative") + SEVERE * count("severe") + INSULTING * count("insult")
    score += INSULTING * count("threat") + POSITIVE * min(1, count("positive"))
    score += LOUD if SHOUTED.search(text) else 0.0
    return round(max(-1.0, min(1.0, score)), 2)


def nearest_mood(choices: Sequence[object], score: float) -> object | None:
    """The value of an enum that says this sentiment best; None if they are not moods."""
    known = [(choice, valence) for choice in choices if (valence := _valence(choice)) is not None]
    if len(known) < 2:
        return None
    return min(known, key=lambda each: (abs(each[1] - score), abs(each[1])))[0]


def _valence(choice: object) -> float | None:
    try:
        return float(str(choice))
    except ValueError:
        pass
    words = name_words(str(choice))
    found = next((valences()[word] for word in words if word in valences()), None)
    return found if found is None or VERY.isdisjoint(words) else found * 1.8


def share_of_words(said: str, sources: str) -> float:
    """How much of what was said stands in the sources."""
    words = set(english_stems(said))
    return len(words.intersection(english_stems(sources))) / len(words) if words else 0.0

"""A keeper of the port Languages that knows a few words."""

from collections.abc import Mapping

from frontdesk.ports.language import Guess


class KnownWords:
    """The language most of whose words occur, as sure as their share of the text."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = {language: set(known.split()) for language, known in words.items()}

    def guess(self, text: str) -> Guess | None:
        words = text.lower().split()
        if not words:
            return None
        known = {
            language: sum(word.strip(".,!?") in theirs for word in words) / len(words)
            for language, theirs in self._words.items()
        }
        best = max(known, key=lambda language: known[language], default="")
        return Guess(best, known[best]) if best and known[best] else None

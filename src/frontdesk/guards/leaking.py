"""What the desk tells its model is not for customers: a reply that repeats it is stopped (R56).

Found by runs of its words, in whatever case, markup or look-alike letters. Sentences that the
prompt gives to be said, in quotation marks or as examples, are no secret, and neither is what an
article or a result says too. A translation or a paraphrase is not found.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from frontdesk.domain.visible import folded

RUN = 8  # words in a row that no reply shares with a prompt by chance
SHORTEST = 5  # words of a whole sentence of the prompt
_SAID = re.compile(r"<example>.*?</example>|\"[^\"\n]{12,400}\"", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?:;]+\s|\n\s*(?:\n|[-*#>]|[0-9]+[.)])\s*")  # lines may be wrapped
_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


class OwnWords:
    def __init__(self, texts: Iterable[str]) -> None:
        """`texts`: the prompt, descriptions of tools, and whatever else only the model reads."""
        self._runs: set[Words] = set()
        for text in texts:
            for kept in _SAID.split(text):
                self._runs.update(_runs(_words(kept), RUN))
                for sentence in map(_words, _SENTENCE_END.split(kept)):
                    if SHORTEST <= len(sentence) < RUN:
                        self._runs.add(sentence)

    def repeated(self, text: str, elsewhere: Callable[[], Iterable[str]]) -> str:
        """The first words of a run that this text repeats; empty if it repeats none.

        `elsewhere`: texts that may be quoted; asked for only if something was found.
        """
        words = _words(text)
        found = [
            run for n in range(SHORTEST, RUN + 1) for run in _runs(words, n) if run in self._runs
        ]
        if not found:
            return ""
        free = self._among(elsewhere())
        return next((" ".join(run[:SHORTEST]) for run in found if run not in free), "")

    def _among(self, texts: Iterable[str]) -> Collection[Words]:
        each = map(_words, texts)
        return {run for words in each for n in range(SHORTEST, RUN + 1) for run in _runs(words, n)}


@lru_cache(maxsize=8)
def own_words(*texts: str) -> OwnWords:
    """Made once for each prompt."""
    return OwnWords(texts)


def _words(text: str) -> Words:
    return tuple(_WORD.findall(folded(text).replace("\0", "")))


def _runs(words: Sequence[str], length: int) -> Iterator[Words]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))

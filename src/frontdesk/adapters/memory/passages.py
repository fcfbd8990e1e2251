"""Passages in this process's memory."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.domain.passage import ArticleId, Found, Passage
from frontdesk.ports.passages import Extent

K1, B = 1.2, 0.75  # BM25 as SQLite's FTS5 has it
WEIGHTS = (4, 2, 1)  # of title, section, text

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|ed|es|s)\Z")


@dataclass(frozen=True, slots=True)
class _Kept:
    passage: Passage
    stems: tuple[str, str, str]
    """Of title, section and text."""

    @property
    def size(self) -> int:
        return sum(len(stems.split()) for stems in self.stems)

    def times(self, stems: str) -> int:
        counts = (part.count(stems) for part in self.stems)
        return sum(weight * count for weight, count in zip(WEIGHTS, counts, strict=True))


class MemoryPassages:
    def __init__(self) -> None:
        self._fingerprints: dict[ArticleId, str] = {}
        self._kept: dict[ArticleId, Sequence[_Kept]] = {}

    async def fingerprints(self) -> Mapping[ArticleId, str]:
        return dict(self._fingerprints)

    async def extent(self) -> Extent:
        kept = [part.passage for article in self._kept.values() for part in article]
        texts = (text for each in kept for text in (each.title, each.section, *each.blocks))
        size = sum(len(text.encode()) for text in texts)
        return Extent(len(self._kept), len(kept), size)

    async def every(self) -> Sequence[Passage]:
        return [kept.passage for article in sorted(self._kept) for kept in self._kept[article]]

    async def put(self, article: ArticleId, fingerprint: str, passages: Sequence[Passage]) -> None:
        self._fingerprints[article] = fingerprint
        self._kept[article] = [
            _Kept(passage, (_stems(passage.title), _stems(passage.section), _stems(passage.text)))
            for passage in passages
        ]

    async def remove(self, article: ArticleId) -> None:
        self._fingerprints.pop(article, None)
        self._kept.pop(article, None)

    def articles(self) -> Mapping[ArticleId, tuple[str, Sequence[Passage]]]:
        """Fingerprint and passages of every kept article."""
        return {
            article: (self._fingerprints[article], [part.passage for part in kept])
            for article, kept in self._kept.items()
        }

    async def find(
        self, words: Sequence[str], limit: int, *, category: str = ""
    ) -> Sequence[Found]:
        every = [kept for article in self._kept.values() for kept in article]
        mean = sum(kept.size for kept in every) / max(len(every), 1)
        scores: dict[int, float] = {}
        for stems in filter(None, map(_stems, words)):
            times = {n: count for n, kept in enumerate(every) if (count := kept.times(stems))}
            rarity = _rarity(len(times), len(every))
            for n, count in times.items():
                slowing = K1 * (1 - B + B * every[n].size / mean)
                gained = rarity * count * (K1 + 1) / (count + slowing)
                scores[n] = scores.get(n, 0) + gained
        allowed = (n for n in scores if category in {"", every[n].passage.category})
        best = sorted(allowed, key=lambda n: (-scores[n], n))
        return [Found(every[n].passage, scores[n]) for n in best[:limit]]


def _rarity(holding: int, every: int) -> float:
    return max(math.log((every - holding + 0.5) / (holding + 0.5)), 1e-6)


def _stems(text: str) -> str:
    """` stem  stem `: a word that is several stems is found where they stand together."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "".join(f" {_stem(word)} " for word in _WORD.findall(plain))


def _stem(word: str) -> str:
    """Far coarser than Porter's: plurals, -ing and -ed."""
    stem = _ENDING.sub("", word)
    if stem != word and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        stem = stem[:-1]
    return stem[:-1] + "i" if stem.endswith("y") else stem.removesuffix("e")

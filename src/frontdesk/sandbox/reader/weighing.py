"""How much of a need some text meets, and how well a passage fits it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.sandbox.reader.lexicon import Language
from frontdesk.sandbox.reader.need import Need
from frontdesk.sandbox.reader.passages import Unit

SYNONYM = 0.8
MISSED = 2.2  # a word that no passage has
MISSED_INSTANCE = 0.4  # the name of a thing: an article may speak of its sort
MISSED_TOPIC = 0.0  # nobody said that the passages are about all that was mentioned before
PAIRS = 0.04  # against a passage that has the words but never together
TITLE = 0.5  # of the fit: the share of the title that the need names; the rest is coverage


@dataclass(frozen=True, slots=True)
class Measure:
    need: Need
    worths: Mapping[str, float]
    """How much each word of question and topic weighs: the fewer passages have it, the more."""
    language: Language

    def fit(self, units: Sequence[Unit]) -> float:
        """How well a passage fits, 0 to 1: it covers the question, and its title is about it."""
        words = frozenset[str]().union(*(unit.stems | unit.around for unit in units))
        own = {stem: self.worths[stem] for stem in self.need.words}
        if sum(self.need.words.values()) < 1:  # the question is all topic
            own = dict(self.worths)
        best = max(self._share(unit.stems | unit.around, own) for unit in units)
        covered = (self._share(words, own) + best) / 2
        whole = sum(own.values()) + self._asked
        if self._asked and whole:
            told = max(self.told(unit.text) for unit in units)
            covered += (told - self._asked * covered) / whole
        apart = PAIRS * self._apart(units)
        return (
            (1 - TITLE) * covered + TITLE * math.sqrt(covered * self._named(units[0].title)) - apart
        )

    def _apart(self, units: Sequence[Unit]) -> float:
        """The share of the need's pairs that stand nowhere together."""
        pairs = self.need.pairs
        found = frozenset[tuple[str, str]]().union(*(unit.pairs for unit in units))
        return len(pairs - found) / len(pairs) if pairs else 0.0

    def met(self, stems: frozenset[str]) -> float:
        return self._share(stems, self.worths)

    def told(self, text: str) -> float:
        """How much of the kinds of answer asked for a text gives."""
        kinds = (self.language.kinds[kind] for kind in self.need.kinds)
        return sum(kind.weight for kind in kinds if kind.tells.search(text))

    def _named(self, title: frozenset[str]) -> float:
        """The share of a title that the need names."""
        worths = {stem: 0.2 if stem in self.language.vague else 1.0 for stem in title}
        return self._share(frozenset(self.worths), worths)

    @property
    def _asked(self) -> float:
        return sum(self.language.kinds[kind].weight for kind in self.need.kinds)

    def _share(self, stems: frozenset[str], worths: Mapping[str, float]) -> float:
        groups = self.language.groups(stems)
        met = 0.0
        for stem, worth in worths.items():
            if stem in stems:
                met += worth
            elif not groups.isdisjoint(self.language.synonyms.get(stem, frozenset())):
                met += worth * SYNONYM
        whole = sum(worths.values())
        return met / whole if whole else 0.0


def measure_of(need: Need, per_passage: Sequence[Sequence[Unit]], language: Language) -> Measure:
    texts = [
        frozenset[str]().union(*(unit.stems | unit.around for unit in units))
        for units in per_passage
    ]
    groups = [language.groups(text) for text in texts]

    def rarity(stem: str, missed: float) -> float:
        own = language.synonyms.get(stem, frozenset())
        pairs = zip(texts, groups, strict=True)
        held = sum(stem in text or not own.isdisjoint(group) for text, group in pairs)
        return 1 + math.log((len(texts) + 1) / held) / 2 if held else missed

    worths: dict[str, float] = {}
    for stem, weight in need.words.items():
        missed = MISSED_INSTANCE if stem in need.instances else MISSED
        worths[stem] = weight * rarity(stem, missed)
    for stem, weight in need.topic.items():
        worths.setdefault(stem, weight * rarity(stem, MISSED_TOPIC))
    return Measure(need, worths, language)

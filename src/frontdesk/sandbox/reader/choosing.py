"""Which sentences answer the need, and whether any does."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from frontdesk.sandbox.reader.lexicon import Language
from frontdesk.sandbox.reader.need import Need
from frontdesk.sandbox.reader.passages import Passage, Unit, units_of

MOST = 4
MARGIN = 0.5
"""The part of the need that the best sentence and its surroundings must meet."""
SYNONYM = 0.8
MISSED = 1.5  # a word that no passage has
MISSED_INSTANCE = 0.7  # the name of a thing: an article may speak of its sort
MISSED_TOPIC = 0.0  # nobody said that the passages are about all that was mentioned before
AROUND = 0.7
RECENT = 0.05
STEPS = 0.1  # for a list of steps if steps were asked for, against it if not
SAID = 0.12
COMPANION = 0.85  # of the best score: what else is worth saying
ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Scored:
    unit: Unit
    covered: float
    score: float


def choose(need: Need, passages: Sequence[Passage], language: Language) -> list[Unit]:
    """At most four, in the order to say them; none if nothing answers the need."""
    per_passage = [units_of(passage, language) for passage in passages]
    ranked = rank(need, per_passage, language)
    if not ranked or ranked[0].covered < MARGIN:
        return []
    return _arranged(ranked, {units[0].passage.index: units for units in per_passage if units})


def rank(need: Need, per_passage: Sequence[Sequence[Unit]], language: Language) -> list[Scored]:
    """Every sentence that could be said, the best answer first."""
    measure = _Measure(need, _worths(need, per_passage, language), language)
    scored = (
        measure.scored(unit)
        for units in per_passage
        for unit in units
        if not unit.text.endswith("?")
    )
    return sorted(
        scored,
        key=lambda scored: (-scored.score, scored.unit.passage.index, scored.unit.place),
    )


def _worths(
    need: Need, per_passage: Sequence[Sequence[Unit]], language: Language
) -> Mapping[str, float]:
    """How much each word weighs: the fewer passages have it, the more it tells."""
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
    return worths


@dataclass(frozen=True, slots=True)
class _Measure:
    need: Need
    worths: Mapping[str, float]
    language: Language

    def scored(self, unit: Unit) -> Scored:
        kinds = [self.language.kinds[kind] for kind in self.need.kinds]
        asked = sum(kind.weight for kind in kinds)
        told = sum(kind.weight for kind in kinds if kind.tells.search(unit.text))
        whole = sum(self.worths.values()) + asked
        if not whole:
            return Scored(unit, 0.0, 0.0)
        around = unit.stems | unit.around
        inside = (self._met(unit.stems, self.worths) + told) / whole
        beside = (self._met(around, self.worths) + told) / whole
        score = (1 - AROUND) * inside + AROUND * beside + RECENT * unit.passage.recency
        if unit.kind in ("lead", "step"):
            score += STEPS if "steps" in self.need.kinds else -STEPS
        if unit.text.rstrip(".") in self.need.said:
            score -= SAID
        own = self._own_part(around, asked, told)
        return Scored(unit, beside if own is None else own, score)

    def _own_part(self, around: frozenset[str], asked: float, told: float) -> float | None:
        """What was said before guides, but cannot answer for what the question itself brings."""
        if sum(self.need.words.values()) < 1:
            return None
        own = {stem: self.worths[stem] for stem in self.need.words}
        return (self._met(around, own) + told) / (sum(own.values()) + asked)

    def _met(self, stems: frozenset[str], worths: Mapping[str, float]) -> float:
        """How much of these worths the words meet."""
        groups = self.language.groups(stems)
        met = 0.0
        for stem, worth in worths.items():
            if stem in stems:
                met += worth
            elif not groups.isdisjoint(self.language.synonyms.get(stem, frozenset())):
                met += worth * SYNONYM
        return met


def _arranged(ranked: Sequence[Scored], units_of_passage: Mapping[int, list[Unit]]) -> list[Unit]:
    chosen: list[Unit] = []
    least = COMPANION * ranked[0].score
    for scored in ranked:
        if scored.score < least or len(chosen) >= MOST:
            break
        wanted = _with_its_lead(scored.unit, units_of_passage[scored.unit.passage.index])
        new = [unit for unit in wanted if not any(_alike(unit, other) for other in chosen)]
        if len(chosen) + len(new) <= MOST:  # half a list would mislead
            chosen += new
    if len(chosen) == 1:
        chosen += _sentence_after(chosen[0], units_of_passage[chosen[0].passage.index])
    order = [unit.passage.index for unit in chosen]
    return sorted(chosen, key=lambda unit: (order.index(unit.passage.index), unit.place))


def _with_its_lead(unit: Unit, units: list[Unit]) -> list[Unit]:
    """An item says nothing without the sentence it completes, nor the sentence without items."""
    lead = unit if unit.kind == "lead" else None
    if unit.lead is not None:
        lead = units[unit.lead]
    if lead is None:
        return _steps_from(unit, units) if unit.kind == "step" else [unit]
    items = [other for other in units if other.lead == lead.place]
    if not items:
        return [unit]
    if unit is not lead and unit.kind != "step":
        return [lead, unit]
    return [lead, *items[: MOST - 1]]


def _steps_from(unit: Unit, units: list[Unit]) -> list[Unit]:
    following = takewhile(lambda other: other.kind == "step", units[unit.place :])
    return list(islice(following, MOST - 1))


def _sentence_after(unit: Unit, units: list[Unit]) -> list[Unit]:
    following = units[unit.place + 1 : unit.place + 2]
    return [
        after
        for after in following
        if after.block == unit.block and after.kind == "prose" and not after.text.endswith("?")
    ]


def _alike(one: Unit, other: Unit) -> bool:
    if one is other:
        return True
    either = len(one.stems | other.stems)
    return bool(either) and len(one.stems & other.stems) / either > ALIKE

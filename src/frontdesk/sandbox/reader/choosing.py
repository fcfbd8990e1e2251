"""Which sentences answer the need, and whether any passage does."""

import math
from collections.abc import Sequence

from frontdesk.sandbox.reader.lexicon import Language
from frontdesk.sandbox.reader.likeness import Likeness
from frontdesk.sandbox.reader.needs import Need, worth
from frontdesk.sandbox.reader.passages import Passage, Unit, stems_of, units_of

MOST = 3
MOST_STEPS = 6  # a list of steps is told whole: half of it would mislead
MARGIN = 0.46
"""How well the best passage must fit the need, 0 to 1."""
STANDING_OUT = 0.3  # passages that all fit alike are all about something near
MISSED = 2.5  # the weight of a word that no passage has
TITLE = 0.6  # of the fit: the share of the title that the need names; the rest is coverage
TOLD, TELLING = (
    0.08,
    0.5,
)  # for a passage and for a sentence that gives the kind of answer asked for
RECENT, SAID, ROW = 0.05, 0.12, 0.05
STEPS = 0.2  # for a list of steps if those help, against it if something else was asked
COMPANION = 0.9  # of the best score: what else is worth saying
ALIKE = 0.7


def choose(need: Need, passages: Sequence[Passage], language: Language) -> list[Unit]:
    """At most three and what introduces them, in the order to say them; none if nothing fits."""
    cut = [units for units in (units_of(each, language) for each in passages) if units]
    measure = _Measure(need, cut, language)
    fits = [measure.fit(units) for units in cut]
    if not fits or _standing_out(fits) < MARGIN:
        return []
    ranked = sorted(
        (
            (fit + measure.score(unit), units, unit)
            for units, fit in zip(cut, fits, strict=True)
            for unit in units
            if not unit.text.endswith("?")
        ),
        key=lambda each: (-each[0], each[2].passage.index, each[2].place),
    )
    best = ranked[0][0] if ranked else 0.0
    return _arranged([each[1:] for each in ranked if each[0] >= COMPANION * best])


def _standing_out(fits: Sequence[float]) -> float:
    best = max(fits)
    others = (sum(fits) - best) / (len(fits) - 1) if len(fits) > 1 else best
    return best + STANDING_OUT * (best - others)


class _Measure:
    """How much of a need a text meets."""

    def __init__(self, need: Need, cut: Sequence[Sequence[Unit]], language: Language) -> None:
        self._need = need
        self._language = language
        self._texts = [_stems(units) for units in cut]
        self._like = Likeness(frozenset[str]().union(*self._texts), language)
        self._own = {stem: self._worth(stem, MISSED) * w for stem, w in need.words.items()}
        # nobody said that the passages are about all that was mentioned before
        topic = {stem: self._worth(stem, 0.0) * w for stem, w in need.topic.items()}
        self._all = topic | self._own
        if sum(need.words.values()) < 1:  # the question is all topic
            self._own = self._all

    def _worth(self, stem: str, missed: float) -> float:
        """The fewer passages have it, the more."""
        held = sum(self._like.met(stem, text) > 0 for text in self._texts)
        return 1 + math.log((len(self._texts) + 1) / held) / 2 if held else missed

    def fit(self, units: Sequence[Unit]) -> float:
        """How well a passage fits, 0 to 1: it covers the question, and its title is about it."""
        best = max(self._like.share(self._own, unit.stems | unit.around) for unit in units)
        covered = (self._like.share(self._own, _stems(units)) + best) / 2
        named = math.sqrt(covered * self._named(units[0].passage.title))
        told = any(self._told(unit) and self._like.share(self._own, unit.stems) for unit in units)
        return (1 - TITLE) * covered + TITLE * named + (TOLD if told else 0.0)

    def _told(self, unit: Unit) -> int:
        """How many of the kinds of answer asked for it gives."""
        asked = self._need.kinds & self._language.tells.keys()
        return sum(bool(self._language.tells[kind].search(unit.text)) for kind in asked)

    def _named(self, title: str) -> float:
        """The share of a title that the need names."""
        worths = {stem: worth(stem, self._language) for stem in stems_of(title, self._language)}
        kin = {k: how for stem in self._all for k, how in self._like.kin(stem).items()}
        whole = sum(worths.values())
        return sum(w * kin.get(stem, 0.0) for stem, w in worths.items()) / whole if whole else 0.0

    def score(self, unit: Unit) -> float:
        inside = self._like.share(self._all, unit.stems)
        beside = self._like.share(self._all, unit.stems | unit.around)
        score = (inside + beside) / 2 + RECENT * unit.passage.recency
        score += TELLING * self._told(unit)
        if unit.start is not None:
            score += -STEPS if self._need.kinds.isdisjoint(("steps", "help")) else STEPS
        if unit.text.rstrip(".") in self._need.said:
            score -= SAID
        return score - ROW * (unit.kind == "row")


def _stems(units: Sequence[Unit]) -> frozenset[str]:
    return frozenset[str]().union(*(unit.stems | unit.around for unit in units))


def _arranged(ranked: Sequence[tuple[Sequence[Unit], Unit]]) -> list[Unit]:
    """The best first, then what else is worth saying as it stands in its passage."""
    groups: list[list[Unit]] = []
    for units, unit in ranked:
        chosen = [each for group in groups for each in group]
        new = _whole(unit, units)
        if any(_alike(each, other) for each in new for other in chosen):
            continue
        if not chosen or len(chosen) + len(new) <= MOST:
            groups.append(new)
    order = [group[0].passage.index for group in groups]
    rest = sorted(groups[1:], key=lambda g: (order.index(g[0].passage.index), g[0].place))
    return [unit for group in [*groups[:1], *rest] for unit in group]


def _whole(unit: Unit, units: Sequence[Unit]) -> list[Unit]:
    """An item says nothing without the sentence it completes, nor a step without the others."""
    listed = [each for each in units if each.start == unit.start is not None]
    if unit.kind == "item":
        return [*(each for each in listed[:1] if each.kind == "lead"), unit]
    most = MOST_STEPS if any(each.kind == "step" for each in listed) else MOST + 1
    return listed[:most] if listed else [unit]


def _alike(one: Unit, other: Unit) -> bool:
    either = len(one.stems | other.stems)
    return one is other or bool(either and len(one.stems & other.stems) / either > ALIKE)

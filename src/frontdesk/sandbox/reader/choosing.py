"""Which sentences answer the need, and whether any passage does."""

import math
from collections.abc import Mapping, Sequence

from frontdesk.sandbox.reader.lexicon import Language
from frontdesk.sandbox.reader.likeness import Likeness
from frontdesk.sandbox.reader.needs import Need, worth
from frontdesk.sandbox.reader.passages import Passage, Unit, stems_of, units_of

MOST = 3
MOST_STEPS = 6  # a list of steps is told whole: half of it would mislead
MARGIN = 0.47
"""How well the best passage must fit the need, 0 to 1."""
STANDING_OUT = 0.3  # passages that all fit alike are all about something near
MISSED = 2.5  # the weight of a word that no passage has
ABOUT = 0.6  # of the fit: how much the passage is about the need; the rest is coverage
FOCUS = 0.5  # of one sentence, against a title
TOLD, TELLING = (
    0.08,
    0.5,
)  # for a passage and for a sentence that gives the kind of answer asked for
OF_RIVAL = 0.5  # of the fit of a passage on something else that was named
STEPS = 0.2  # for a list of steps if those help, against it if something else was asked
NEARLY = 0.8  # of the best fit: passages worth quoting at all
COMPANION = 0.9  # of the best score: what else is worth saying


def choose(need: Need, passages: Sequence[Passage], language: Language) -> list[Unit]:
    """At most three and what introduces them, in the order to say them; none if nothing fits."""
    cut = [units for units in (units_of(each, language) for each in passages) if units]
    measure = _Measure(need, cut, language)
    fits = [measure.fit(units) for units in cut]
    if not fits or _standing_out(fits) < MARGIN:
        return []
    scored = [
        (fit + measure.score(unit), unit, units)
        for units, fit in zip(cut, fits, strict=True)
        for unit in units
        if fit >= NEARLY * max(fits) and not unit.text.endswith("?")
    ]
    scored.sort(key=lambda each: (-each[0], each[1].passage.index, each[1].place))
    return _arranged([each[1:] for each in scored if each[0] >= COMPANION * scored[0][0]])


def _standing_out(fits: Sequence[float]) -> float:
    best = max(fits)
    others = (sum(fits) - best) / (len(fits) - 1) if len(fits) > 1 else best
    return best + STANDING_OUT * (best - others)


class _Measure:
    """How much of a need a text meets."""

    def __init__(self, need: Need, cut: Sequence[Sequence[Unit]], language: Language) -> None:
        self._kinds, self._rivals = need.kinds, need.rivals
        self._language = language
        texts = [_stems(units) for units in cut]
        self._like = Likeness(frozenset[str]().union(*texts), language)

        def worths(words: Mapping[str, float], missed: float) -> dict[str, float]:
            """The fewer passages have it, the more."""
            held = {stem: sum(self._like.met(stem, t) > 0 for t in texts) for stem in words}
            rare = {k: 1 + math.log((len(texts) + 1) / n) / 2 for k, n in held.items() if n}
            return {stem: weight * rare.get(stem, missed) for stem, weight in words.items()}

        self._own = worths(need.words, MISSED)
        # nobody said that the passages are about all that was mentioned before
        self._all = worths(need.topic, 0.0) | self._own
        if sum(need.words.values()) < 1:  # the question is all topic
            self._own = self._all

    def fit(self, units: Sequence[Unit]) -> float:
        """How well a passage fits, 0 to 1: it covers the question, and is about it.

        That is: the question names its title, or one sentence says it all.
        """
        share = self._like.share
        around = max(share(self._own, unit.stems | unit.around) for unit in units)
        inside = max(share(self._own, unit.stems) for unit in units)
        covered = (share(self._own, _stems(units)) + around) / 2
        named = max(self._named(units[0].passage.title), FOCUS * inside)
        told = any(self._told(unit) and share(self._own, unit.stems) for unit in units)
        rival = self._rivals.intersection(stems_of(units[0].passage.title, self._language))
        named *= OF_RIVAL if rival else 1.0
        covered *= OF_RIVAL if rival else 1.0
        return (1 - ABOUT) * covered + ABOUT * math.sqrt(covered * named) + (TOLD if told else 0.0)

    def _told(self, unit: Unit) -> int:
        """How many of the kinds of answer asked for it gives."""
        tells = self._language.tells
        return sum(bool(tells[k].search(unit.text)) for k in self._kinds if k in tells)

    def _named(self, title: str) -> float:
        """The share of a title that the need names."""
        kin = {k: how for stem in self._all for k, how in self._like.kin(stem).items()}
        worths = {stem: worth(stem, self._language) for stem in stems_of(title, self._language)}
        met = sum(weight * kin.get(stem, 0.0) for stem, weight in worths.items())
        return met / sum(worths.values()) if met else 0.0

    def score(self, unit: Unit) -> float:
        around = unit.stems | unit.around
        shares = [self._like.share(self._all, stems) for stems in (unit.stems, around)]
        steps = STEPS if self._kinds & {"steps", "help"} else -STEPS
        listed = 0.0 if unit.start is None else steps
        return sum(shares) / 2 + TELLING * self._told(unit) + listed


def _stems(units: Sequence[Unit]) -> frozenset[str]:
    return frozenset[str]().union(*(unit.stems | unit.around for unit in units))


def _arranged(ranked: Sequence[tuple[Unit, Sequence[Unit]]]) -> list[Unit]:
    """The best first, then what else is worth saying as it stands in its passage."""
    groups: list[list[Unit]] = []
    for unit, units in ranked:
        said = {each.text for group in groups for each in group}
        new = _whole(unit, units)
        if said.isdisjoint(each.text for each in new) and len(said) + len(new) <= (
            MOST if said else len(new)
        ):
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
    return listed[:most] or [unit]

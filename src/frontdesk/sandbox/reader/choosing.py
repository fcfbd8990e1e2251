"""Which sentences answer the need, and whether any passage does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.sandbox.reader.lexicon import Language
from frontdesk.sandbox.reader.need import Need
from frontdesk.sandbox.reader.passages import Passage, Unit, units_of
from frontdesk.sandbox.reader.weighing import Measure, measure_of

MOST = 3
MARGIN = 0.45
"""How well the best passage must fit the need, 0 to 1."""
STANDING_OUT = 0.3  # passages that all fit alike are all about something near
AROUND = 0.5
RECENT = 0.05
STEPS = 0.1  # for a list of steps if steps were asked for, against it if not
ROW = 0.05  # against a table row: a sentence says more
SAID = 0.12
COMPANION = 0.9  # of the best score: what else is worth saying
ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Scored:
    unit: Unit
    score: float


def choose(need: Need, passages: Sequence[Passage], language: Language) -> list[Unit]:
    """At most three and what introduces them, in the order to say them; none if nothing fits."""
    per_passage = [units for units in (units_of(each, language) for each in passages) if units]
    measure = measure_of(need, per_passage, language)
    fits = [measure.fit(units) for units in per_passage]
    if not fits or _standing_out(fits) < MARGIN:
        return []
    ranked = sorted(
        _scored(measure, per_passage, fits),
        key=lambda scored: (-scored.score, scored.unit.passage.index, scored.unit.place),
    )
    return _arranged(ranked, {units[0].passage.index: units for units in per_passage})


def _standing_out(fits: Sequence[float]) -> float:
    best = max(fits)
    others = (sum(fits) - best) / (len(fits) - 1) if len(fits) > 1 else best
    return best + STANDING_OUT * (best - others)


def _scored(
    measure: Measure, per_passage: Sequence[Sequence[Unit]], fits: Sequence[float]
) -> Iterator[Scored]:
    for units, fit in zip(per_passage, fits, strict=True):
        for unit in units:
            if unit.text.endswith("?"):
                continue
            inside, beside = measure.met(unit.stems), measure.met(unit.stems | unit.around)
            told = measure.told(unit.text)
            score = (1 - AROUND) * inside + AROUND * beside + told + fit
            yield Scored(unit, score + RECENT * unit.passage.recency + _shape(unit, measure.need))


def _shape(unit: Unit, need: Need) -> float:
    score = 0.0
    if unit.kind in ("lead", "step"):
        score += STEPS if "steps" in need.kinds else -STEPS
    if unit.kind == "row":
        score -= ROW
    if unit.text.rstrip(".") in need.said:
        score -= SAID
    return score


def _arranged(ranked: Sequence[Scored], units_of_passage: Mapping[int, list[Unit]]) -> list[Unit]:
    """The best first, then what else is worth saying as it stands in its passage."""
    chosen: list[Unit] = []
    groups: list[list[Unit]] = []
    for scored in ranked:
        if scored.score < COMPANION * ranked[0].score or len(chosen) >= MOST:
            break
        wanted = _with_its_lead(scored.unit, units_of_passage[scored.unit.passage.index])
        new = [unit for unit in wanted if not any(_alike(unit, other) for other in chosen)]
        if not chosen or len(chosen) + len(new) <= MOST:  # half a list would mislead
            groups.append(new)
            chosen += new
    first, rest = groups[0], [unit for group in groups[1:] for unit in group]
    order = [unit.passage.index for unit in chosen]
    return first + sorted(rest, key=lambda unit: (order.index(unit.passage.index), unit.place))


def _with_its_lead(unit: Unit, units: Sequence[Unit]) -> list[Unit]:
    """An item says nothing without the sentence it completes, nor the sentence without items."""
    at = unit.place if unit.kind == "lead" else unit.lead
    listed = [other for other in units if other.lead == at] if at is not None else []
    if not listed:
        steps = unit.kind == "step"
        return _run_of_steps(units[unit.place :])[: MOST + 1] if steps else [unit]
    lead = units[at or 0]
    if unit is not lead and unit.kind != "step":
        return [lead, unit]
    return [lead, *listed[:MOST]]


def _run_of_steps(units: Sequence[Unit]) -> list[Unit]:
    ends = (at for at, unit in enumerate(units) if unit.kind != "step")
    return list(units[: next(ends, len(units))])


def _alike(one: Unit, other: Unit) -> bool:
    if one is other:
        return True
    either = len(one.stems | other.stems)
    return bool(either) and len(one.stems & other.stems) / either > ALIKE

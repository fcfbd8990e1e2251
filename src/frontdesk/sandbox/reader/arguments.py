"""Filling a tool's arguments from what was said or returned, and from nothing else."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from frontdesk.sandbox.reader.lexicon import Language, cues
from frontdesk.sandbox.reader.results import Result, json_list
from frontdesk.sandbox.reader.spans import Shape, spans
from frontdesk.sandbox.reader.tools import Parameter, english_stems, name_words, parameters_of

NUMBER = re.compile(r"(?<![\w.#-])-?\d+(?:\.\d+)?(?![\w-])")
FORMULA = re.compile(r"[\d.(][\d.()+*/ -]*[-+*/][\d.()+*/ -]*[\d)]")
PLACEHOLDER = r"[\[<{{⟨«]+\s*{word}[\w .:-]*[\]>}}⟩»]+"
Span = tuple[str, int, int]
"""A text, and from where to where in it a value stands."""
MOST_FREE = 500  # characters of the customer's words in a free-text argument


@dataclass(frozen=True, slots=True)
class Sources:
    text: str
    """What the customer says of this wish."""
    earlier: Sequence[str]
    """What else the customer has said, newest first."""
    results: Sequence[Result]
    """Newest first."""
    language: Language


@dataclass(slots=True)
class Filled:
    arguments: dict[str, object] = field(default_factory=dict[str, object])
    missing: list[Parameter] = field(default_factory=list[Parameter])
    several: dict[str, list[object]] = field(default_factory=dict[str, list[object]])
    """Other values of an argument that takes one: a call each, if the tool only reads."""


def fill(parameters: Sequence[Parameter], sources: Sources) -> Filled:
    filled = Filled()
    used: list[Span] = []
    for parameter in parameters:
        values = _values(parameter, sources, used)
        if not values:
            if parameter.required:
                filled.missing.append(parameter)
        elif parameter.is_list:
            filled.arguments[parameter.name] = values
        else:
            filled.arguments[parameter.name] = values[0]
            if values[1:]:
                filled.several[parameter.name] = values[1:]
    return filled


def _values(parameter: Parameter, sources: Sources, used: list[Span]) -> list[object]:
    if parameter.choices:
        choice = chosen(parameter.choices, sources.language.in_english(sources.text))
        return [] if choice is None else [choice]
    kind = parameter.schema.get("type", "string")
    if kind == "object":
        inner = fill(parameters_of(parameter.schema, parameter.schema), sources)
        return [inner.arguments] if inner.arguments and not inner.missing else []
    if kind == "boolean":
        said = set(english_stems(sources.language.in_english(sources.text)))
        return [True] if said.intersection(english_stems(" ".join(parameter.words))) else []
    if kind in ("integer", "number"):
        return _numbers(parameter, sources.text, whole=kind == "integer")
    return [*_strings(parameter, sources, used)]


def chosen(choices: Sequence[object], text: str) -> object | None:
    """The one whose words are most of all in the text; none if no words are."""
    said = set(english_stems(text))
    best: tuple[float, object] | None = None
    for choice in choices:
        words = english_stems(" ".join(name_words(str(choice))))
        share = sum(word in said for word in words) / len(words) if words else 0.0
        if share and (best is None or share > best[0]):
            best = share, choice
    return best[1] if best else None


def _numbers(parameter: Parameter, text: str, *, whole: bool) -> list[object]:
    """A number beside a word of the parameter."""
    names = set(english_stems(" ".join(parameter.words)))
    for found in NUMBER.finditer(text):
        around = text[max(0, found.start() - 30) : found.end() + 30]
        if names.intersection(english_stems(around)):
            return [int(float(found[0])) if whole else float(found[0])]
    return []


def _strings(parameter: Parameter, sources: Sources, used: list[Span]) -> Sequence[object]:
    labelled = _labelled(parameter, sources.text) or _formula(parameter, sources.text)
    if labelled:
        return [labelled]
    shapes = parameter.shapes
    for text in (sources.text, *sources.earlier):
        found = list(_shaped(parameter, shapes, text, used))
        if found:
            return list(dict.fromkeys(found))
        named = _name(parameter, text, sources.language)
        if named:
            return [named]
    returned = _returned(parameter, shapes, sources)
    if returned:
        return returned
    if "" in parameter.examples or "''" in parameter.description:
        return [""]
    free = cues()["free_text"].search(" ".join(parameter.words))
    return [sources.text.strip()[:MOST_FREE]] if free and sources.text.strip() else []


def _labelled(parameter: Parameter, text: str) -> object | None:
    """`"city": "Springfield"` or "city: Springfield"."""
    label = r"[ _-]?".join(map(re.escape, parameter.words))
    value = rf"(?<!\w)['\"]?{label}['\"]?\s*[:=]\s*(?:'([^'\n]*)'|\"([^\"\n]*)\"|([^\s,;'\"]+))"
    found = re.search(value, text, re.IGNORECASE)
    if not found or parameter.is_list:
        return None
    return next((group for group in found.groups() if group is not None), None)


def _formula(parameter: Parameter, text: str) -> object | None:
    found = FORMULA.search(text) if "expression" in parameter.words else None
    return found[0].strip() if found else None


def _shaped(
    parameter: Parameter, shapes: Sequence[Shape], text: str, used: list[Span]
) -> Iterator[str]:
    """Spans nobody has taken; what comes in place of something stands after "for" or "to"."""
    found = sorted({each for shape in shapes for each in spans(text, shape)})
    word = "|".join(map(re.escape, parameter.words))
    for held in re.finditer(PLACEHOLDER.format(word=f"(?:{word})"), text, re.IGNORECASE):
        found.append((held.start(), held[0]))
    free = [each for each in found if _is_free((text, each[0], each[0] + len(each[1])), used)]
    if parameter.is_list:
        replacing = not {"new", "replacement", "target"}.isdisjoint(parameter.words)
        turn = _turn_to_replacement(text, found)
        free = [each for each in free if (each[0] > turn) == replacing]
    elif len({value for _, value in free}) > 1:
        free = _nearest(parameter, free, text)
    for at, value in free:
        used.append((text, at, at + len(value)))
        yield value


def _turn_to_replacement(text: str, found: Sequence[tuple[int, str]]) -> int:
    """Where "for" or "to" between two values turns from what is to go to what is to come."""
    for (at, value), (following, _) in pairwise(found):
        between = text[at + len(value) : following]
        if cues()["in_place_of"].search(between):
            return at
    return len(text)


def _is_free(span: Span, used: Sequence[Span]) -> bool:
    text, begin, end = span
    return not any(text == taken and begin < till and at < end for taken, at, till in used)


def _nearest(
    parameter: Parameter, found: list[tuple[int, str]], text: str
) -> list[tuple[int, str]]:
    """Those right after a word of the parameter, else those as long as the example, if any."""
    first = parameter.words[0]
    named = [each for each in found if first in text[max(0, each[0] - 25) : each[0]].casefold()]
    lengths = {len(example) for example in parameter.examples}
    return named or [each for each in found if len(each[1]) in lengths] or found


def _name(parameter: Parameter, text: str, language: Language) -> str | None:
    found = language.naming.search(text)
    if not found or "name" not in parameter.words:
        return None
    parts = found[1].split()
    if not {"last", "family", "sur"}.isdisjoint(parameter.words):
        return parts[-1] if len(parts) > 1 else None
    return parts[0] if not {"first", "given"}.isdisjoint(parameter.words) else found[1]


def _returned(parameter: Parameter, shapes: Sequence[Shape], sources: Sources) -> list[object]:
    """Values under the parameter's name in earlier results; those the text speaks of if many."""
    for result in sources.results:
        if result.failed:
            continue
        if isinstance(result.value, str):
            whole = any(shape.pattern.fullmatch(result.value) for shape in shapes)
            if whole and not parameter.is_list:
                return [result.value]
            continue
        found = list(_held(parameter, shapes, result))
        spoken = _spoken_of(found, sources)
        if spoken:
            return spoken if parameter.is_list else spoken[:1]
        values = list(dict.fromkeys(value for value, _ in found))
        if values and not parameter.is_list:
            return list(values) if shapes or len(values) == 1 else []
    return []


def _held(
    parameter: Parameter, shapes: Sequence[Shape], result: Result
) -> Iterator[tuple[str, str]]:
    """Values under the parameter's name, each with the words of its record."""
    wanted = _singular(parameter.words)
    for under, record in result.records():
        words = " ".join(map(str, record.values()))
        for key, value in record.items():
            own = _singular(name_words(key))
            named = own | _singular(name_words(under))
            of_name = wanted <= named and own & wanted  # `id` under `orders` is an order id
            if not (of_name or own == wanted - {"id"}):
                continue
            for each in json_list(value) or [value]:
                if isinstance(each, str) and _fits(each, shapes):
                    yield each, words


def _singular(words: Sequence[str]) -> set[str]:
    return {word.removesuffix("s") for word in words}


def _fits(value: str, shapes: Sequence[Shape]) -> bool:
    return not shapes or any(shape.pattern.fullmatch(value) for shape in shapes)


def _spoken_of(found: Sequence[tuple[str, str]], sources: Sources) -> list[object]:
    said = set(english_stems(sources.language.in_english(sources.text)))
    shares: Mapping[str, int] = {
        value: len(said.intersection(english_stems(words))) for value, words in found
    }
    most = max(shares.values(), default=0)
    spoken = [value for value, share in shares.items() if share == most]
    return list(spoken) if most and len(spoken) < max(2, len(shares)) else []

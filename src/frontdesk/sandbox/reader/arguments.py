"""Filling a tool's arguments from what was said or returned, and from nothing else."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from frontdesk.sandbox.reader.lexicon import (
    FALLBACK,
    WORD,
    Language,
    concepts,
    cues,
    english_stems,
    languages,
    name_words,
)
from frontdesk.sandbox.reader.likeness import Likeness
from frontdesk.sandbox.reader.results import Result, json_list
from frontdesk.sandbox.reader.spans import Shape, spans
from frontdesk.sandbox.reader.tools import Parameter, parameters_of

NUMBER = re.compile(r"(?<![\w.#-])-?\d+(?:\.\d+)?(?![\w-])")
FORMULA = re.compile(r"[\d.(][\d.()+*/ -]{0,80}[-+*/][\d.()+*/ -]{0,80}[\d)]")
NEAR = 30  # characters around a value that may say what it is
MOST_FREE = 500  # characters of the customer's words in a free-text argument
SOME = 0.5  # of the words of an enum's value
NEUTRAL = ("neutral", "none", "unknown", "other", "normal", "general", "medium", "low", "no", "en")
Found = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Sources:
    text: str
    """What the customer says of this wish."""
    earlier: Sequence[str]
    """What else the customer has said, newest first."""
    results: Sequence[Result]
    """Newest first."""
    language: Language
    rivals: frozenset[Shape] = frozenset()
    """Of all tools: what is more like another's example is not taken."""
    known: frozenset[str] = frozenset()
    """Stems that the tool is described with: no name of a thing in the customer's words."""
    only_looks: bool = False
    """The tool does: it may be called for each of several values that a result gives."""


@dataclass(slots=True)
class Filled:
    arguments: dict[str, object] = field(default_factory=dict[str, object])
    missing: list[Parameter] = field(default_factory=list[Parameter])
    several: dict[str, list[object]] = field(default_factory=dict[str, list[object]])
    """Other values of an argument that takes one: a call each, if the tool only reads."""


def fill(parameters: Sequence[Parameter], sources: Sources) -> Filled:
    filled, used = Filled(), set[str]()
    for parameter in parameters:
        values = _values(parameter, sources, used)
        used.update(str(value) for value in values)
        if not values and parameter.required:
            filled.missing.append(parameter)
        elif values:
            filled.arguments[parameter.name] = values if parameter.kind == "array" else values[0]
            if values[1:] and parameter.kind != "array":
                filled.several[parameter.name] = values[1:]
    return filled


def neutral_of(choices: Sequence[object]) -> object:
    empty = next((word for word in NEUTRAL if word in choices), None)
    return empty if empty or None in choices else choices[0]


def chosen(choices: Sequence[object], text: str, language: Language) -> object | None:
    """The one whose words, or whose sign, are most of all in the text; None if no words are."""
    english = languages()[FALLBACK]
    said = set(english_stems(language.in_english(text)))
    said_of = Likeness(said, english)
    negated = bool(language.cues["refusing"].search(text))

    def share(choice: object) -> float:
        told = " ".join(name_words(str(choice)))
        if any(
            cue.search(told) and shows(name, text, language) for name, cue in concepts().items()
        ):
            return 1.0
        if english.cues["refusing"].search(told) and not negated:
            return 0.0
        return said_of.share(dict.fromkeys(english_stems(told), 1.0), said)

    best = max(choices, key=share)
    return best if share(best) >= SOME else None


def shows(concept: str, text: str, language: Language) -> bool:
    return concept in language.signs and bool(language.signs[concept].search(text))


def _values(parameter: Parameter, sources: Sources, used: set[str]) -> list[object]:
    if parameter.choices:
        return list(_choices(parameter, sources))
    if parameter.kind == "object":
        inner = fill(parameters_of(parameter.schema, parameter.schema), sources)
        return [inner.arguments] if inner.arguments and not inner.missing else []
    if parameter.kind == "boolean":
        said = set(english_stems(sources.language.in_english(sources.text)))
        return [True] if said.intersection(english_stems(" ".join(parameter.words))) else []
    if parameter.kind in ("integer", "number"):
        return _numbers(parameter, sources.text)
    return [*_strings(parameter, sources, used)]


def _choices(parameter: Parameter, sources: Sources) -> Iterator[object]:
    """What the desk sorts by gets a neutral value; a reason is for the customer to give."""
    for text in (sources.text, *sources.earlier):
        found = chosen(parameter.choices, text, sources.language)
        if found is not None:
            yield found
            return
    if parameter.required and parameter.is_about("sorted_by"):
        yield neutral_of(parameter.choices)


def _numbers(parameter: Parameter, text: str) -> list[object]:
    """A number beside a word of the parameter."""
    names = set(english_stems(" ".join(parameter.words)))
    for found in NUMBER.finditer(text):
        around = text[max(0, found.start() - NEAR) : found.end() + NEAR]
        if names.intersection(english_stems(around)):
            number = float(found[0])
            return [int(number) if parameter.kind == "integer" else number]
    return []


def _strings(parameter: Parameter, sources: Sources, used: set[str]) -> Sequence[object]:
    """From the first place that has one: a label, the looks, a name, a result; else the words."""
    text = sources.text
    if labelled := _labelled(parameter, text):
        return [labelled]
    for said in (text, *sources.earlier):
        values = list(_shaped(parameter, said, sources, used)) or _name(parameter, said, sources)
        if values:
            return values
    if returned := _returned(parameter, sources):
        return returned
    if "" in parameter.examples:
        return [""]
    if parameter.is_about("free_text") and text.strip():
        return [text.strip()[:MOST_FREE]]
    return _left_over(sources) if parameter.required and parameter.is_about("things") else []


def _labelled(parameter: Parameter, text: str) -> object | None:
    """`"city": "Springfield"` or "city: Springfield"; a formula for an expression."""
    if "expression" in parameter.words and (formula := FORMULA.search(text)):
        return formula[0].strip()
    label = r"[ _-]?".join(map(re.escape, parameter.words))
    value = rf"(?<!\w)['\"]?{label}['\"]?\s*[:=]\s*(?:'([^'\n]*)'|\"([^\"\n]*)\"|([^\s,;'\"]+))"
    found = re.search(value, text, re.IGNORECASE) if parameter.kind != "array" else None
    return next((group for group in found.groups() if group is not None), None) if found else None


def _shaped(parameter: Parameter, text: str, sources: Sources, used: set[str]) -> Iterator[str]:
    """Spans nobody has taken; what comes in place of something stands after "for" or "to"."""
    looks = parameter.looks[-1:] if "name" in parameter.words else parameter.looks
    found = sorted({each for shape in looks for each in spans(text, shape, sources.rivals)})
    free = [each for each in found if each[1] not in used]
    if parameter.kind == "array":
        replacing = not {"new", "replacement", "target"}.isdisjoint(parameter.words)
        turn = _turn_to_replacement(text, found)
        free = [each for each in free if (each[0] > turn) == replacing]
    elif len({value for _, value in free}) > 1:
        free = _nearest(parameter, free, text)
    yield from dict.fromkeys(value for _, value in free)


def _turn_to_replacement(text: str, found: Sequence[Found]) -> int:
    """Where "for" or "to" between two values turns from what is to go to what is to come."""
    for (at, value), (following, _) in pairwise(found):
        if cues()["in_place_of"].search(text[at + len(value) : following]):
            return at
    return len(text)


def _nearest(parameter: Parameter, found: list[Found], text: str) -> list[Found]:
    """Those right after a word of the parameter, else those as long as the example, if any."""
    first = parameter.words[0]
    named = [each for each in found if first in text[max(0, each[0] - NEAR) : each[0]].casefold()]
    lengths = {len(example) for example in parameter.examples}
    return named or [each for each in found if len(each[1]) in lengths] or found


def _name(parameter: Parameter, text: str, sources: Sources) -> list[str]:
    found = sources.language.cues["naming"].search(text)
    if not found or "name" not in parameter.words or parameter.is_about("things"):
        return []
    parts = found[1].split()
    if not {"last", "family", "sur"}.isdisjoint(parameter.words):
        return parts[1:][-1:]
    return parts[:1] if not {"first", "given"}.isdisjoint(parameter.words) else [found[1]]


def _left_over(sources: Sources) -> list[str]:
    """The longest run of words that say neither what is wanted nor where: the name of a thing."""
    language, runs = sources.language, [list[re.Match[str]]()]
    for word in WORD.finditer(sources.text):
        stems = language.stems(word[0])
        if not stems or language.vague.issuperset(stems) or sources.known.issuperset(stems):
            runs.append([])
        elif not any(letter.isdigit() for letter in word[0]):
            runs[-1].append(word)
    best = max(runs, key=len)
    return [sources.text[best[0].start() : best[-1].end()]] if best else []


def _returned(parameter: Parameter, sources: Sources) -> list[object]:
    """Values under the parameter's name in earlier results; those the text speaks of if many."""
    shapes, is_list = parameter.shapes, parameter.kind == "array"
    for result in sources.results:
        if isinstance(result.value, str):
            if not is_list and any(shape.pattern.fullmatch(result.value) for shape in shapes):
                return [result.value]
            continue
        found = [each for each in _held(parameter, result) if _fits(each[0], shapes)]
        if spoken := _spoken_of(found, sources):
            return spoken if is_list else spoken[:1]
        values = list(dict.fromkeys(value for value, _ in found))
        if values and not is_list and (len(values) == 1 or (shapes and sources.only_looks)):
            return values
    return []


def _held(parameter: Parameter, result: Result) -> Iterator[tuple[object, str]]:
    """Values under the parameter's name, each with the words of its record."""
    wanted = _singular(parameter.words)
    for under, record in result.records():
        words = " ".join(map(str, record.values()))
        for key, value in record.items():
            own = _singular(name_words(key))
            named = own | _singular(name_words(under))
            of_name = wanted <= named and own & wanted  # `id` under `orders` is an order id
            if of_name or own == wanted - {"id"}:
                yield from ((each, words) for each in json_list(value) or [value])


def _singular(words: Sequence[str]) -> set[str]:
    return {word.removesuffix("s") for word in words}


def _fits(value: object, shapes: Sequence[Shape]) -> bool:
    if not isinstance(value, str):
        return isinstance(value, int) and not shapes
    return not shapes or any(shape.pattern.fullmatch(value) for shape in shapes)


def _spoken_of(found: Sequence[tuple[object, str]], sources: Sources) -> list[object]:
    """The only ones of several that the newest of the customer's texts to tell speaks of."""
    for text in (sources.text, *sources.earlier):
        said = set(english_stems(sources.language.in_english(text)))
        shares: Mapping[object, int] = {
            value: len(said.intersection(english_stems(words))) for value, words in found
        }
        most = max(shares.values(), default=0)
        spoken = [value for value, share in shares.items() if share == most]
        if most and len(spoken) < max(2, len(shares)):
            return spoken
    return []

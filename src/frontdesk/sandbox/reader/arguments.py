"""Filling a tool's arguments from what was said or returned, and from nothing else."""

import re
from collections.abc import Iterator, Sequence
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
from frontdesk.sandbox.reader.tools import Parameter

NUMBER = re.compile(r"(?<![\w.#-])-?\d+(?:\.\d+)?(?![\w-])")
FORMULA = re.compile(r"[\d.(][\d.()+*/ -]{0,80}[-+*/][\d.()+*/ -]{0,80}[\d)]")
NEW = {"new", "replacement", "target"}
NEAR = 30  # characters around a number that may say what it is
MOST_FREE = 500  # characters of the customer's words in a free-text argument
SOME = 0.5  # of the words of an enum's value
NEUTRAL = ("neutral", "none", "unknown", "other", "normal", "general", "medium", "low", "no", "en")


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
    known: Likeness | None = None
    """Of words that the tool is described with: no name of a thing in the customer's words."""
    only_looks: bool = False
    """The tool does: it may be called for each of several values that a result gives."""
    answer: tuple[str, bool | None] = "", None
    """What the customer was asked, and agreed to or not."""


@dataclass(slots=True)
class Filled:
    arguments: dict[str, object] = field(default_factory=dict[str, object])
    missing: list[Parameter] = field(default_factory=list[Parameter])
    several: dict[str, list[object]] = field(default_factory=dict[str, list[object]])
    """Other values of an argument that takes one: a call each, if the tool only reads."""


def fill(parameters: Sequence[Parameter], sources: Sources) -> Filled:
    filled = Filled()
    for parameter in parameters:
        values = list(_values(parameter, sources))
        if not values and parameter.required:
            filled.missing.append(parameter)
        elif values:
            filled.arguments[parameter.name] = values if parameter.is_list else values[0]
            if values[1:] and not parameter.is_list:
                filled.several[parameter.name] = values[1:]
    return filled


def neutral_of(choices: Sequence[object]) -> object:
    empty = next((word for word in NEUTRAL if word in choices), None)
    return empty if empty or None in choices else choices[0]


def chosen(choices: Sequence[object], text: str, language: Language) -> object | None:
    """The one whose words, or whose sign, are most of all in the text; None if no words are."""
    english = languages()[FALLBACK]
    said = set(english_stems(language.in_english(text)))
    said_of, negated = Likeness(said, english), language.cues["refusing"].search(text)

    def share(choice: object) -> float:
        told = " ".join(name_words(str(choice)))
        if shown(told, text, language):
            return 1.0
        if english.cues["refusing"].search(told) and not negated:
            return 0.0
        return said_of.share(dict.fromkeys(english_stems(told), 1.0), said)

    best = max(choices, key=share)
    return best if share(best) >= SOME else None


def shown(words: str, text: str, language: Language) -> bool:
    """Whether the text has the sign of what the words are about."""
    about = [name for name, cue in concepts().items() if cue.search(words)]
    if "declined" in about and not language.cues["refusing"].search(text):
        return False
    return any(name in language.signs and language.signs[name].search(text) for name in about)


def _values(parameter: Parameter, sources: Sources) -> Sequence[object]:
    if parameter.choices:
        return list(_choices(parameter, sources))
    if parameter.kind == "boolean":
        return list(_truth(parameter, sources))
    if parameter.kind in ("integer", "number"):
        return list(_numbers(parameter, sources.text))[:1]
    return _strings(parameter, sources) if parameter.kind in ("string", "array") else ()


def _choices(parameter: Parameter, sources: Sources) -> Iterator[object]:
    """What the desk sorts by gets a neutral value; a reason is for the customer to give."""
    for text in (sources.text, *sources.earlier):
        found = chosen(parameter.choices, text, sources.language)
        if found is not None:
            yield found
            return
    if parameter.required and parameter.is_about("sorted_by"):
        yield neutral_of(parameter.choices)


def _truth(parameter: Parameter, sources: Sources) -> Iterator[bool]:
    """By its sign or that of its opposite ("unused", "used"), or by a yes to a question for it."""
    name, language = " ".join(parameter.words), sources.language
    asked, agreed = sources.answer
    if agreed is not None and shown(name, asked, languages()[FALLBACK]):
        yield agreed
    for text in (sources.text, *sources.earlier):
        for words, truth in ((name, True), (name.removeprefix("un"), False)):
            if shown(words, text, language):
                yield truth


def _numbers(parameter: Parameter, text: str) -> Iterator[object]:
    """Those beside a word of the parameter."""
    names = set(english_stems(" ".join(parameter.words)))
    for found in NUMBER.finditer(text):
        around = text[max(0, found.start() - NEAR) : found.end() + NEAR]
        if names.intersection(english_stems(around)):
            yield int(float(found[0])) if parameter.kind == "integer" else float(found[0])


def _strings(parameter: Parameter, sources: Sources) -> Sequence[object]:
    """From the first place that has one: a label, the looks, a name, a result; else the words."""
    text = sources.text
    if not parameter.is_list and (labelled := _labelled(parameter, text)):
        return [labelled]
    for said in (text, *sources.earlier):
        if values := list(_shaped(parameter, said, sources)) or _name(parameter, said, sources):
            return values
    if parameter.required and parameter.is_about("things") and (thing := _left_over(sources)):
        return thing
    if returned := _returned(parameter, sources):
        return returned
    return [text.strip()[:MOST_FREE]] if parameter.is_about("free_text") and text.strip() else []


def _labelled(parameter: Parameter, text: str) -> str | None:
    """`"city": "Springfield"` or "city: Springfield"; a formula for an expression."""
    if "expression" in parameter.words and (formula := FORMULA.search(text)):
        return formula[0].strip()
    label = r"[ _-]?".join(map(re.escape, parameter.words))
    value = rf"(?<!\w)['\"]?{label}['\"]?\s*[:=]\s*(?:'([^'\n]*)'|\"([^\"\n]*)\"|([^\s,;'\"]+))"
    found = re.search(value, text, re.IGNORECASE)
    return next((group for group in found.groups() if group is not None), None) if found else None


def _shaped(parameter: Parameter, text: str, sources: Sources) -> Iterator[str]:
    """Of lists, one takes what is to go and one what is to come: "this and that for those"."""
    looks = parameter.looks[-1:] if "name" in parameter.words else parameter.looks
    found = sorted({each for shape in looks for each in spans(text, shape, sources.rivals)})
    follows = (
        a
        for (a, v), (b, _) in pairwise(found)
        if cues()["in_place_of"].search(text[a + len(v) : b])
    )
    turn = next(follows, len(text)) if parameter.is_list else len(text)
    comes = not NEW.isdisjoint(parameter.words) and parameter.is_list
    yield from dict.fromkeys(value for at, value in found if (at > turn) == comes)


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
    language, known, runs = sources.language, sources.known, [list[re.Match[str]]()]
    for word in WORD.finditer(sources.text):
        stems = language.stems(word[0])
        if all(each in language.vague or (known and known.kin(each)) for each in stems):
            runs.append([])
        elif word[0].isalpha():
            runs[-1].append(word)
    best = max(runs, key=len)
    return [sources.text[best[0].start() : best[-1].end()]] if best else []


def _returned(parameter: Parameter, sources: Sources) -> list[object]:
    """Values under the parameter's name in earlier results; those the customer speaks of if many.

    Of what the customer has said, the newest that tells some of them from the others counts.
    """
    known = sources.known
    texts = [part for text in (sources.text, *sources.earlier) for part in _parts(text, sources)]
    for result in sources.results:
        found = dict(_held(parameter, result))
        for text in texts if found else ():
            words = english_stems(sources.language.in_english(text))
            said = {each for each in words if not (known and known.kin(each))}
            shares = {k: len(said.intersection(english_stems(words))) for k, words in found.items()}
            most = max(shares.values())
            spoken = [value for value, share in shares.items() if share == most]
            if most and len(spoken) < max(2, len(found)):
                return spoken if parameter.is_list else spoken[:1]
        whole = parameter.required and len(found) == 1
        whole = whole or (parameter.shapes and sources.only_looks)
        if found and whole and not parameter.is_list:
            return [*found]
    return []


def _parts(text: str, sources: Sources) -> Iterator[str]:
    """What is complained about first, then the whole."""
    parts = cues()["parting"].split(text)
    yield from (part for part in parts if sources.language.signs["faulty"].search(part))
    yield text


def _held(parameter: Parameter, result: Result) -> Iterator[tuple[object, str]]:
    """Values under the parameter's name, each with the words of its record."""
    if parameter.shapes and not parameter.is_list and _fits(result.value, parameter.shapes):
        yield result.value, ""
    wanted = {word.removesuffix("s") for word in parameter.words}
    for under, record in result.records():
        words = " ".join(map(str, record.values()))
        around = {word.removesuffix("s") for word in name_words(under)}
        for key, value in record.items():
            own = {word.removesuffix("s") for word in name_words(key)}
            of_name = wanted <= own | around and own & wanted  # `id` under `orders` is an order id
            values = json_list(value) or [value] if of_name or own == wanted - {"id"} else ()
            yield from ((each, words) for each in values if _fits(each, parameter.shapes))


def _fits(value: object, shapes: Sequence[Shape]) -> bool:
    plain = isinstance(value, str | int) and not shapes
    return plain or any(shape.pattern.fullmatch(str(value)) for shape in shapes)

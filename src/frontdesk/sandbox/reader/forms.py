"""Filling a JSON schema: by cues and extraction; what nothing supports gets the neutral value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.sandbox.reader.arguments import Sources, chosen, fill, neutral_of, shows
from frontdesk.sandbox.reader.lexicon import Language, concepts, english_stems, name_words, valences
from frontdesk.sandbox.reader.needs import SENTENCE
from frontdesk.sandbox.reader.tools import Schema, parameters_of, resolved

RAISED = ("urgent", "critical", "high", "severe", "yes", "true")
PASSED = ("pass", "passed", "yes", "true", "good", "supported", "correct", "high")
RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:-|–|to|and|\.\.)\s*(\d+(?:\.\d+)?)")
TAGGED = re.compile(r"<(\w+)[^>]*>(.*?)</\1>", re.DOTALL)
JUDGED = re.compile(r"(?:\w+_)?(?:reply|answer|response|draft|output)")
MOST_SUMMARY = 280
MOST_POINTS = 4
GROUNDED = 0.6  # of a reply's words stand in what it was made from
MOODS = {"negative": -0.25, "severe": -0.3, "insult": -0.4, "threat": -0.4, "positive": 0.3}
"""What each different sign of a mood counts."""
VERY = 1.8


@dataclass(frozen=True, slots=True)
class Form:
    root: Schema
    text: str
    """The customer's words."""
    language: Language
    given: str
    """All that the last message holds, its tags included."""

    def filled(self, schema: Schema, name: str = "") -> object:
        field = resolved(schema, self.root)
        if "properties" in field:
            return {each: self.filled(inner, each) for each, inner in field["properties"].items()}
        found = self._supported(field, name)
        return neutral(schema, self.root) if found is None else found

    def _supported(self, field: Schema, name: str) -> object | None:
        words = " ".join(name_words(name))
        for concept in (concept for concept, cue in concepts().items() if cue.search(words)):
            found = self._of_concept(concept, field)
            if found is not None:
                return found
        choices: Sequence[object] = field.get("items", {}).get("enum", ())
        if choices:
            return [each for each in choices if self._sign_of(each)]
        parameter = parameters_of({"properties": {name: field}}, self.root)[0]
        if parameter.choices:
            return chosen(parameter.choices, self.text, self.language)
        found = fill([parameter], Sources(self.text, (), (), self.language))
        return found.arguments.get(name)

    def _of_concept(self, concept: str, field: Schema) -> object | None:
        kind, choices = field.get("type"), field.get("enum", ())
        match concept:
            case "language":
                codes = {self.language.code, *self.language.names}
                return next((e for e in choices or [self.language.code] if e in codes), None)
            case "sentiment":
                return self._mood(choices) if choices or kind == "number" else None
            case "summary":
                plain = kind == "string" and not choices
                return self.text.strip()[:MOST_SUMMARY] if plain else None
            case "points":
                found = (each.strip() for each in SENTENCE.findall(self.text))
                plain = kind == "array" and not field["items"].get("enum")
                return [each for each in found if each][:MOST_POINTS] if plain else None
            case "grounded":
                return self._grounded(field)
            case _:
                return self._sign(concept, choices, is_flag=kind == "boolean")

    def _sign(self, concept: str, choices: Sequence[object], *, is_flag: bool) -> object | None:
        """A flag, or the value of an enum that has the sign or says that there is one."""
        sign = shows(concept, self.text, self.language)
        if is_flag:
            return sign
        named = next((each for each in choices if self._sign_of(each)), None)
        return named or (next((e for e in RAISED if e in choices), None) if sign else None)

    def _sign_of(self, choice: object) -> bool:
        told = " ".join(name_words(str(choice)))
        known = (name for name, cue in concepts().items() if cue.search(told))
        return any(shows(name, self.text, self.language) for name in known)

    def _mood(self, choices: Sequence[object]) -> object:
        """-1 to 1 by counting words, 0 where none tells; or the choice nearest to that."""
        score = sum(
            much
            * len({found[0].casefold() for found in self.language.signs[sign].finditer(self.text)})
            for sign, much in MOODS.items()
        )
        score = round(max(-1.0, min(1.0, score)), 2)
        known = [(c, v) for c in choices if (v := _valence(c)) is not None]
        nearest = min(known, key=lambda each: abs(each[1] - score), default=None)
        return nearest[0] if nearest else None if choices else score

    def _grounded(self, field: Schema) -> object | None:
        """Of a judged reply: how much of it stands in what it was made from."""
        parts = {name.casefold(): text for name, text in TAGGED.findall(self.given)}
        reply = next((text for name, text in parts.items() if JUDGED.fullmatch(name)), "")
        said = set(english_stems(reply))
        if not said:
            return None
        sources = " ".join(text for text in parts.values() if text != reply)
        share = len(said.intersection(english_stems(sources))) / len(said)
        if field.get("type") == "boolean":
            return share >= GROUNDED
        if "enum" in field:
            good = [each for each in field["enum"] if each in PASSED]
            bad = [each for each in field["enum"] if each not in PASSED]
            return next(iter(good if share >= GROUNDED else bad), None)
        bounds = RANGE.search(str(field.get("description", "")))
        least, most = (float(bounds[1]), float(bounds[2])) if bounds else (0.0, 1.0)
        scaled = least + share * (most - least)
        return round(scaled) if field.get("type") == "integer" else round(scaled, 2)


def _valence(choice: object) -> float | None:
    words = name_words(str(choice))
    found = next((valences()[word] for word in words if word in valences()), None)
    return found if found is None or "very" not in words else found * VERY


def neutral(schema: Schema, root: Schema) -> object:
    """Empty: null where that may be, else nothing, zero, or the value of an enum that says so."""
    if "anyOf" in schema or isinstance(schema.get("type"), list):
        kinds = [*schema.get("anyOf", ()), *schema.get("type", ())]
        if {"type": "null"} in kinds or "null" in kinds:
            return None
    field = resolved(schema, root)
    if "const" in field or "enum" in field:
        return field["const"] if "const" in field else neutral_of(field["enum"])
    plain: dict[str, object] = {"string": "", "integer": 0, "number": 0, "boolean": False}
    kind = field.get("type", "object")
    if kind == "object":
        return {name: neutral(each, root) for name, each in field.get("properties", {}).items()}
    return list[object]() if kind == "array" else plain.get(kind)

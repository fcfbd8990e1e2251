"""Filling a JSON schema: by cues and extraction; what nothing supports gets the neutral value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.sandbox.reader.arguments import Sources, chosen, fill, neutral_of, shown
from frontdesk.sandbox.reader.lexicon import Language, concepts, english_stems, name_words, valences
from frontdesk.sandbox.reader.needs import SENTENCE
from frontdesk.sandbox.reader.tools import Parameter, Schema, resolved

RAISED = ("urgent", "critical", "high", "severe", "yes", "true")
RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:-|–|to|and|\.\.)\s*(\d+(?:\.\d+)?)")
TAGGED = re.compile(r"<(\w+)[^>]*>(.*?)</\1>", re.DOTALL)
JUDGED = re.compile(r"(?:\w+_)?(?:reply|answer|response|draft|output)")
MOST_SUMMARY = 280
MOST_POINTS = 4
GROUNDED = 0.6  # of a reply's words stand in what it was made from
MOODS = {"negative": -0.25, "severe": -0.3, "insult": -0.4, "threat": -0.4, "positive": 0.3}
"""What each different sign of a mood counts."""
PLAIN = {"string": "", "integer": 0, "number": 0, "boolean": False, "array": list[object]()}


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
        words = " ".join(name_words(name))
        if (listed := self._listed(field)) is not None:
            return listed
        about = [concept for concept, cue in concepts().items() if cue.search(words)]
        found = (self._of_concept(concept, field, words) for concept in about)
        value = next((each for each in found if each is not None), None)
        value = self._extracted(field, name) if value is None else value
        return neutral(schema, self.root) if value is None else value

    def _listed(self, field: Schema) -> Sequence[object] | None:
        """Of a list of objects that are told apart by an enum: one for each value with a sign.

        What else such an object holds is said by the sentence that shows it.
        """
        items: Schema = field.get("items", {}) if field.get("type") == "array" else {}
        fields: dict[str, Schema] = resolved(items, self.root).get("properties", {})
        told = {name: resolved(inner, self.root) for name, inner in fields.items()}
        kind = next((name for name, inner in told.items() if "enum" in inner), None)
        if kind is None:
            return None
        return [
            {name: self._told(inner, said) for name, inner in told.items()} | {kind: choice}
            for choice, said in self._shown_by(told[kind]["enum"]).items()
        ]

    def _shown_by(self, choices: Sequence[object]) -> dict[object, str]:
        """Each that has a sign, and the sentence with it."""
        return {
            choice: sentence.strip()
            for sentence in reversed(SENTENCE.findall(self.text))
            for choice in choices
            if shown(" ".join(name_words(str(choice))), sentence, self.language)
        }

    def _told(self, field: Schema, said: str) -> object:
        is_free = field.get("type") == "string" and "enum" not in field
        return said[:MOST_SUMMARY] if is_free else neutral(field, self.root)

    def _extracted(self, field: Schema, name: str) -> object | None:
        parameter = Parameter(name, field, self.root, required=False)
        if parameter.is_list and parameter.choices:
            return [each for each in parameter.choices if self._shows(each)]
        if parameter.choices:
            return chosen(parameter.choices, self.text, self.language)
        found = fill([parameter], Sources(self.text, (), (), self.language))
        return found.arguments.get(name)

    def _of_concept(self, concept: str, field: Schema, words: str) -> object | None:
        kind, choices = field.get("type"), field.get("enum", ())
        match concept, kind:
            case "language", _:
                codes = {self.language.code, *self.language.names}
                return next((e for e in choices or [self.language.code] if e in codes), None)
            case ("sentiment", _) if choices or kind == "number":
                return self._mood(choices)
            case ("summary", "string") if not choices:
                return self.text.strip()[:MOST_SUMMARY]
            case ("points", "array") if "enum" not in field["items"]:
                found = (each.strip() for each in SENTENCE.findall(self.text))
                return [each for each in found if each][:MOST_POINTS]
            case "grounded", "boolean" | "integer" | "number":
                return self._grounded(field)
            case _, "boolean":
                return shown(words, self.text, self.language)
            case _:  # the value that has the sign, or says that there is one
                raised = RAISED if shown(words, self.text, self.language) else ()
                named = (each for each in choices if self._shows(each))
                return next(named, next((each for each in raised if each in choices), None))

    def _shows(self, choice: object) -> bool:
        return shown(" ".join(name_words(str(choice))), self.text, self.language)

    def _mood(self, choices: Sequence[object]) -> object:
        """-1 to 1 by counting words, 0 where none tells; or the choice nearest to that."""
        signs = {name: self.language.signs[name].findall(self.text.casefold()) for name in MOODS}
        score = sum(much * len(set(signs[name])) for name, much in MOODS.items())
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
        bounds = RANGE.search(str(field.get("description", "")))
        least, most = (float(bounds[1]), float(bounds[2])) if bounds else (0.0, 1.0)
        scaled = least + share * (most - least)
        whole = {"boolean": share >= GROUNDED, "integer": round(scaled)}
        return whole.get(field["type"], round(scaled, 2))


def _valence(choice: object) -> float | None:
    """A number is its own; `very_…` doubles a word's."""
    if isinstance(choice, int | float):
        return float(choice)
    words = name_words(str(choice))
    found = next((valences()[word] for word in words if word in valences()), None)
    return found if found is None or "very" not in words else 2 * found


def neutral(schema: Schema, root: Schema) -> object:
    """Empty: null where that may be, else nothing, zero, or the value of an enum that says so."""
    if {"type": "null"} in schema.get("anyOf", ()) or "null" in schema.get("type", ""):
        return None
    field = resolved(schema, root)
    if "const" in field or "enum" in field:
        return field["const"] if "const" in field else neutral_of(field["enum"])
    if field.get("type", "object") == "object":
        return {name: neutral(each, root) for name, each in field.get("properties", {}).items()}
    return PLAIN.get(field["type"])

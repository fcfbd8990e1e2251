"""Filling a JSON schema: by cues and extraction; what nothing supports gets the neutral value."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.sandbox.reader import signs
from frontdesk.sandbox.reader.arguments import Sources, chosen, fill
from frontdesk.sandbox.reader.conversation import Conversation
from frontdesk.sandbox.reader.lexicon import Language, concepts
from frontdesk.sandbox.reader.tools import Parameter, Schema, name_words, parameters_of, resolved

NEUTRAL = ("neutral", "none", "unknown", "other", "normal", "general", "medium", "low", "no", "en")
RAISED = ("urgent", "critical", "high", "severe", "yes", "true", "fail")
PASSED = ("pass", "passed", "yes", "true", "good", "supported", "correct", "high")
RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:-|–|to|and|\.\.)\s*(\d+(?:\.\d+)?)")
SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
MOST_SUMMARY = 280
MOST_POINTS = 4
GROUNDED = 0.6  # of a reply's words stand in what it was made from


def filled(schema: Schema, conversation: Conversation, language: Language, given: str) -> object:
    """`given` is all that the last message holds, its tags included."""
    return _Form(schema, conversation.question or given, language, given).value(schema, "")


def neutral(schema: Mapping[str, Any]) -> object:
    return _neutral(schema, schema)


@dataclass(frozen=True, slots=True)
class _Form:
    root: Schema
    text: str
    """The customer's words."""
    language: Language
    given: str

    def value(self, schema: Schema, name: str) -> object:
        field = resolved(schema, self.root)
        if field.get("type", "object") == "object" and "enum" not in field:
            fields: Mapping[str, Schema] = field.get("properties", {})
            return {each: self.value(inner, each) for each, inner in fields.items()}
        found = self._supported(field, " ".join(name_words(name)), name)
        return _neutral(schema, self.root) if found is None else found

    def _supported(self, field: Schema, words: str, name: str) -> object | None:
        for concept, cue in concepts().items():
            if cue.search(words):
                found = self._of_concept(concept, field)
                if found is not None:
                    return found
        if field.get("type") == "array" and "enum" in field.get("items", {}):
            return self._flags(field["items"]["enum"])
        parameter = parameters_of({"properties": {name: field}}, self.root)[0]
        return self._extracted(parameter)

    def _of_concept(self, concept: str, field: Schema) -> object | None:
        kind, choices = field.get("type"), field.get("enum", ())
        if concept == "language":
            codes = {self.language.code, *self.language.names}
            return next((each for each in choices or [self.language.code] if each in codes), None)
        if concept == "sentiment":
            return self._mood(kind, choices)
        if concept == "summary":
            return self.text.strip()[:MOST_SUMMARY] if kind == "string" and not choices else None
        if concept == "points":
            return self._points() if kind == "array" and not field["items"].get("enum") else None
        if concept == "grounded":
            return self._grounded(field)
        shown = self._flags(choices)
        if shown:
            return shown[0]
        sign = signs.has_sign(concept, self.text, self.language)
        if kind == "boolean":
            return sign
        return next((each for each in RAISED if each in choices), None) if sign else None

    def _mood(self, kind: object, choices: Sequence[object]) -> object | None:
        score = signs.sentiment(self.text, self.language)
        if choices:
            return signs.nearest_mood(choices, score)
        return score if kind == "number" else None

    def _points(self) -> list[object]:
        found = (each.strip() for each in SENTENCE.findall(self.text))
        return [each for each in found if each][:MOST_POINTS]

    def _grounded(self, field: Schema) -> object | None:
        """Of a judged reply: how much of it stands in what it was made from."""
        reply, sources = _judged(self.given)
        if not reply:
            return None
        share = signs.share_of_words(reply, sources)
        if field.get("type") == "boolean":
            return share >= GROUNDED
        if "enum" in field:
            wanted = PASSED if share >= GROUNDED else RAISED[-1:]
            return next((each for each in wanted if each in field["enum"]), None)
        bounds = RANGE.search(str(field.get("description", "")))
        least, most = (float(bounds[1]), float(bounds[2])) if bounds else (0.0, 1.0)
        scaled = least + share * (most - least)
        return round(scaled) if field.get("type") == "integer" else round(scaled, 2)

    def _flags(self, choices: Sequence[object]) -> list[object]:
        """The values whose sign the text shows."""
        return [each for each in choices if self._shows(" ".join(name_words(str(each))))]

    def _shows(self, words: str) -> bool:
        known = [name for name, cue in concepts().items() if cue.search(words)]
        return any(
            name in self.language.signs and signs.has_sign(name, self.text, self.language)
            for name in known
        )

    def _extracted(self, parameter: Parameter) -> object | None:
        if parameter.choices:
            return chosen(parameter.choices, self.language.in_english(self.text))
        found = fill([parameter], Sources(self.text, (), (), self.language))
        return found.arguments.get(parameter.name)


def _judged(given: str) -> tuple[str, str]:
    """A reply and its sources, each in its tag."""
    parts = {name.casefold(): text for name, text in TAGGED.findall(given)}
    reply = next((text for name, text in parts.items() if JUDGED.fullmatch(name)), "")
    return reply, " ".join(text for text in parts.values() if text != reply)


TAGGED = re.compile(r"<(\w+)[^>]*>(.*?)</\1>", re.DOTALL)
JUDGED = re.compile(r"(?:\w+_)?(?:reply|answer|response|draft|output)")


def _neutral(schema: Mapping[str, Any], root: Mapping[str, Any]) -> object:
    if "$ref" in schema:
        return _neutral(_referred(schema["$ref"], root), root)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return _neutral_of(schema["enum"])
    for union in ("anyOf", "oneOf", "allOf"):
        if union in schema:
            kinds = schema[union]
            empty = any(kind.get("type") == "null" for kind in kinds)
            return None if empty else _neutral(kinds[0], root)
    kind = schema.get("type", "object")
    if isinstance(kind, list):
        return None if "null" in kind else _neutral({**schema, "type": kind[0]}, root)
    if kind == "object":
        fields: Mapping[str, Any] = schema.get("properties", {})
        return {name: _neutral(field, root) for name, field in fields.items()}
    plain: dict[str, object] = {"string": "", "integer": 0, "number": 0, "boolean": False}
    return list[object]() if kind == "array" else plain.get(kind)


def _neutral_of(values: list[object]) -> object:
    for word in NEUTRAL:
        if word in values:
            return word
    return None if None in values else values[0]


def _referred(path: str, root: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = root
    for step in path.removeprefix("#/").split("/"):
        found = found[step]
    return found

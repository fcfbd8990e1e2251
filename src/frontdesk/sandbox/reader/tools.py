"""The tools of a request as the reader sees them: what their words say they do and need."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from frontdesk.sandbox import wire
from frontdesk.sandbox.reader.lexicon import (
    FALLBACK,
    cues,
    english_stems,
    languages,
    name_words,
    words_of,
)
from frontdesk.sandbox.reader.likeness import Likeness
from frontdesk.sandbox.reader.results import json_list
from frontdesk.sandbox.reader.spans import Shape, placeholder_of, shape_of

FIRST_SENTENCE = re.compile(r"\A.*?(?:[.!?](?=\s|\Z)|\Z)", re.DOTALL)
NOT_FOR = re.compile(r"(?:do not|don't|never)\b[^.]*\.", re.IGNORECASE)  # what it is no use for
QUOTED = re.compile(r"(?<!\w)'([^'\n]*)'(?!\w)|\"([^\"\n]*)\"|`([^`\n]*)`")
UNQUOTED = re.compile(r"(?:e\.g\.,?|such as|for example,?|like)\s+([\w#@._/+-]*\d[\w#@._/+-]*\w)")
CONTACTS = ("email", "phone")

Schema = Mapping[str, Any]


class Parameter:
    """What a tool takes, or a field of a form."""

    def __init__(self, name: str, schema: Schema, root: Schema, *, required: bool) -> None:
        self.name = name
        self.required = required
        self.schema = resolved(schema, root)
        self.kind: str = self.schema.get("type", "string")
        self.is_list = self.kind == "array"
        self.words = name_words(name)
        self.description = told = str(self.schema.get("description", ""))
        quoted = [next((g for g in found if g), "") for found in QUOTED.findall(told)]
        named = [*UNQUOTED.findall(told), *map(str, self.schema.get("examples", ()))]
        self.examples = [*quoted, *named]
        items = resolved(self.schema.get("items", {}), root)
        listed = quoted if len(quoted) > 1 and cues()["one_of"].search(told) else ()
        self.choices: Sequence[object] = self.schema.get("enum") or items.get("enum") or listed
        self.shapes = [shape for shape in map(shape_of, self.examples) if shape]

    @property
    def looks(self) -> list[Shape]:
        """The shapes, and that of a placeholder: of this name, or of any if it says so."""
        told = self.description.replace("-", "").casefold()
        words = [*self.words, *(each for each in CONTACTS if each in told)]
        return [*self.shapes, placeholder_of(() if "placeholder" in told else tuple(words))]

    def is_about(self, cue: str) -> bool:
        return bool(cues()[cue].search(" ".join(self.words)))


class Tool:
    """What its words say a tool does and needs."""

    def __init__(self, name: str, description: str, schema: Schema) -> None:
        self.name = name
        self.parameters = parameters_of(schema)
        self.required = [parameter for parameter in self.parameters if parameter.required]
        first = (FIRST_SENTENCE.match(description) or [""])[0]
        named = " ".join(name_words(name))
        told = " ".join(f"{' '.join(each.words)} {each.description}" for each in self.parameters)
        self.core = frozenset(english_stems(first))
        used = NOT_FOR.sub(" ", description)
        self.more = self.core.union(english_stems(f"{named} {used} {told}"))
        self.like = Likeness(self.more, languages()[FALLBACK])
        begin, *rest = words_of(first) or [""]
        # the first verb tells, then the name, then other words; caution where none does
        said = (_effect([begin, *rest], 1), _effect(words_of(named)), _effect(rest))
        effect = next((e for e in said if e is not None), frozenset(english_stems(named)))
        # whoever asks for a write may use either verb: "book" one that "schedules"
        self.effect = effect | (said[1] or frozenset()) if effect else effect
        self.hands_over = bool(cues()["hands_over"].search(f"{named}. {first}"))
        needed = [each.name for each in self.required if not each.choices]
        only = all(map(cues()["searched_for"].fullmatch, needed))
        self.searches = bool(needed) and only and not self.effect


def tools_of(request: wire.MessagesRequest) -> list[Tool]:
    """By name, so that their order means nothing; a tool without a description is not known."""
    described = [tool for tool in request.tools if tool.description.strip()]
    return [
        _tool(tool.name, tool.description, tool.input_schema.model_dump_json())
        for tool in sorted(described, key=lambda tool: tool.name)
    ]


def resolved(schema: Schema, root: Schema) -> Schema:
    """Without a reference or an alternative of null."""
    if "$ref" in schema:
        found: Any = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return resolved({**found, **{k: v for k, v in schema.items() if k != "$ref"}}, root)
    for union in ("anyOf", "oneOf", "allOf"):
        others = [kind for kind in schema.get(union, ()) if kind.get("type") != "null"]
        if others:
            rest = {key: value for key, value in schema.items() if key != union}
            return resolved({**others[0], **rest}, root)
    kinds = [kind for kind in json_list(schema.get("type")) or () if kind != "null"]
    return {**schema, "type": kinds[0]} if kinds else schema


def parameters_of(schema: Schema) -> list[Parameter]:
    required = schema.get("required", ())
    fields: Mapping[str, Schema] = schema.get("properties", {})
    return [Parameter(k, each, schema, required=k in required) for k, each in fields.items()]


@lru_cache(maxsize=500)
def _tool(name: str, description: str, written: str) -> Tool:
    return Tool(name, description, json.loads(written))


def _effect(words: Sequence[str], read: int = 99) -> frozenset[str] | None:
    """What the first verb among the words that are read does, as stems: nothing if it only looks.

    A verb that says little by itself ("start a …") does what it is said of.
    """
    vague = languages()[FALLBACK].vague
    for at, word in enumerate(words[:read]):
        for verb in (word, word.removesuffix("s"), word.removesuffix("es"), word[:-3] + "y"):
            if cues()["reads"].fullmatch(verb) or (at == 0 and cues()["lists"].fullmatch(verb)):
                return frozenset()
            if cues()["writes"].fullmatch(verb):
                said_of = [e for e in english_stems(" ".join(words[at + 1 :])) if e not in vague]
                light = cues()["light"].fullmatch(verb)
                return frozenset([*english_stems(verb), *(said_of[:1] if light else ())])
    return None

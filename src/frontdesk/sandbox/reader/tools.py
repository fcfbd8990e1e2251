"""The tools of a request as the reader sees them: what their words say they do and need."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from frontdesk.sandbox.reader.results import json_list
from frontdesk.sandbox.reader.spans import Shape, placeholder_of, shape_of

FIRST_SENTENCE = re.compile(r"\A.*?(?:[.!?](?=\s|\Z)|\Z)", re.DOTALL)
QUOTED = re.compile(r"(?<!\w)'([^'\n]*)'(?!\w)|\"([^\"\n]*)\"|`([^`\n]*)`")
UNQUOTED = re.compile(r"(?:e\.g\.,?|such as|for example,?|like)\s+([\w#@._/+-]*\d[\w#@._/+-]*\w)")
CONTACTS = ("email", "phone")

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    schema: Schema
    required: bool
    description: str
    choices: tuple[object, ...]
    examples: tuple[str, ...]

    @property
    def shapes(self) -> list[Shape]:
        return [shape for shape in map(shape_of, self.examples) if shape]

    @property
    def looks(self) -> list[Shape]:
        """The shapes, and that of a placeholder: of this name, or of any if it says so."""
        told = self.description.replace("-", "").casefold()
        words = [*self.words, *(each for each in CONTACTS if each in told)]
        return [*self.shapes, placeholder_of(() if "placeholder" in told else tuple(words))]

    @property
    def words(self) -> tuple[str, ...]:
        return name_words(self.name)

    @property
    def kind(self) -> str:
        return self.schema.get("type", "string")

    @property
    def is_list(self) -> bool:
        return self.kind == "array"

    def is_about(self, cue: str) -> bool:
        return bool(cues()[cue].search(" ".join(self.words)))


@dataclass(frozen=True, eq=False)  # there is one of each description, so it can be a cache key
class Tool:
    name: str
    core: frozenset[str]
    """Stems of what it does."""
    more: frozenset[str]
    """With those of later sentences, of its name and of its parameters."""
    effect: frozenset[str]
    """Stems of what a write does; empty: it only reads."""
    parameters: tuple[Parameter, ...]
    hands_over: bool

    @property
    def required(self) -> list[Parameter]:
        return [parameter for parameter in self.parameters if parameter.required]

    @property
    def searches(self) -> bool:
        """It takes words to search for, and nothing else that it needs."""
        needed = [each for each in self.required if not each.choices]
        only = all(cues()["searched_for"].fullmatch(each.name) for each in needed)
        return bool(needed) and only and not self.effect


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


def parameters_of(schema: Schema, root: Schema) -> tuple[Parameter, ...]:
    required = schema.get("required", ())
    return tuple(
        _parameter(name, resolved(field, root), root, required=name in required)
        for name, field in schema.get("properties", {}).items()
    )


def _parameter(name: str, schema: Schema, root: Schema, *, required: bool) -> Parameter:
    description = str(schema.get("description", ""))
    items: Schema = resolved(schema.get("items", {}), root)
    quoted = [next((g for g in found if g), "") for found in QUOTED.findall(description)]
    choices: Sequence[object] = schema.get("enum") or items.get("enum") or ()
    if "const" in schema:
        choices = [schema["const"]]
    if not choices and len(quoted) > 1 and cues()["one_of"].search(description):
        choices = quoted
    examples = [*quoted, *UNQUOTED.findall(description), *map(str, schema.get("examples", ()))]
    return Parameter(name, schema, required, description, tuple(choices), tuple(examples))


@lru_cache(maxsize=500)
def _tool(name: str, description: str, written: str) -> Tool:
    first = (FIRST_SENTENCE.match(description) or [""])[0]
    schema: Schema = json.loads(written)
    parameters = parameters_of(schema, schema)
    named = " ".join(name_words(name))
    told = " ".join(f"{' '.join(each.words)} {each.description}" for each in parameters)
    core = frozenset(english_stems(first))
    more = core.union(english_stems(f"{named} {description} {told}"))
    hands_over = bool(cues()["hands_over"].search(f"{named}. {first}"))
    effects = (_effect(words_of(first)), _effect(words_of(named)))
    # caution where nothing says that it only looks
    effect = next((e for e in effects if e is not None), frozenset(english_stems(named)))
    return Tool(name, core, more, effect, parameters, hands_over)


def _effect(words: Sequence[str]) -> frozenset[str] | None:
    """By the first verb; one that says little by itself ("start a …") does what it is said of."""
    for at, word in enumerate(words):
        verb = word.removesuffix("s") if at == 0 else word
        if cues()["reads"].fullmatch(verb):
            return frozenset()
        if cues()["writes"].fullmatch(verb):
            light = cues()["light"].fullmatch(verb)
            return frozenset(
                [*english_stems(verb), *(_telling(words[at + 1 :])[:1] if light else ())]
            )
    return None


def _telling(words: Iterable[str]) -> list[str]:
    vague = languages()[FALLBACK].vague
    return [each for each in english_stems(" ".join(words)) if each not in vague]

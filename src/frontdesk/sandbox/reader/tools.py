"""The tools of a request as the reader sees them: what their words say they do and need."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from frontdesk.sandbox import wire
from frontdesk.sandbox.reader.lexicon import FALLBACK, cues, languages, stem, words_of
from frontdesk.sandbox.reader.results import json_list
from frontdesk.sandbox.reader.spans import Shape, shape_of

FIRST_SENTENCE = re.compile(r"\A.*?(?:[.!?](?=\s|\Z)|\Z)", re.DOTALL)
QUOTED = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"|`([^`\n]*)`")
UNQUOTED = re.compile(r"(?:e\.g\.,?|such as|for example,?|like)\s+([\w#@._/+-]*\d[\w#@._/+-]*\w)")
NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
VAGUE, LATER, PARAMETER = 0.2, 0.15, 0.3

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
    def words(self) -> tuple[str, ...]:
        return name_words(self.name)

    @property
    def is_list(self) -> bool:
        return self.schema.get("type") == "array"


@dataclass(frozen=True, eq=False)  # there is one of each description, so it can be a cache key
class Tool:
    name: str
    core: Mapping[str, float]
    """Stems of what it does, each with how much it says."""
    more: Mapping[str, float]
    """Stems of the rest: later sentences and parameters."""
    effect: frozenset[str]
    """Stems of the verb of a write; empty: it only reads."""
    parameters: tuple[Parameter, ...]

    @property
    def required(self) -> list[Parameter]:
        return [parameter for parameter in self.parameters if parameter.required]


def tools_of(request: wire.MessagesRequest) -> list[Tool]:
    """By name, so that their order means nothing; a tool without a description is not known."""
    described = [tool for tool in request.tools if tool.description.strip()]
    return [
        _tool(tool.name, tool.description, tool.input_schema.model_dump_json())
        for tool in sorted(described, key=lambda tool: tool.name)
    ]


def name_words(name: str) -> tuple[str, ...]:
    return tuple(part.casefold() for part in NAME_PART.findall(name))


def english_stems(text: str) -> list[str]:
    return languages()[FALLBACK].stems(text)


def resolved(schema: Schema, root: Schema) -> Schema:
    """Without a reference or an alternative of null."""
    if "$ref" in schema:
        found: Any = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return resolved({**found, **{k: v for k, v in schema.items() if k != "$ref"}}, root)
    for union in ("anyOf", "oneOf"):
        others = [kind for kind in schema.get(union, ()) if kind.get("type") != "null"]
        if others:
            rest = {key: value for key, value in schema.items() if key != union}
            return resolved({**others[0], **rest}, root)
    kinds = [kind for kind in json_list(schema.get("type")) or () if kind != "null"]
    if kinds:
        return {**schema, "type": kinds[0]}
    return schema


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
    more = dict.fromkeys(english_stems(told), PARAMETER)
    more |= dict.fromkeys(english_stems(description[len(first) :]), LATER)
    vague = languages()[FALLBACK].vague
    core = {each: VAGUE if each in vague else 1.0 for each in english_stems(first)}
    more |= {each: PARAMETER for each in english_stems(named) if each not in core}
    return Tool(name, core, more, _effect(first, named), parameters)


def _effect(first: str, named: str) -> frozenset[str]:
    """The first verb of the description tells, else that of the name; else caution does."""
    language = languages()[FALLBACK]
    for word in _verbs(first, named):
        if cues()["reads"].fullmatch(word):
            return frozenset()
        if cues()["writes"].fullmatch(word):
            return frozenset({stem(word, language.suffixes)})
    return frozenset({stem(word, language.suffixes) for word in words_of(named)})


def _verbs(first: str, named: str) -> Iterator[str]:
    begin, *words = words_of(first) or [""]
    yield from (begin, begin.removesuffix("s"), *words, *words_of(named))

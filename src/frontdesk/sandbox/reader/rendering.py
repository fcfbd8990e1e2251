"""Telling what a tool returned: its fields as short sentences, those asked for first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frontdesk.sandbox.reader.lexicon import Language, cues
from frontdesk.sandbox.reader.results import Result, json_list, json_record
from frontdesk.sandbox.reader.tools import english_stems, name_words

MOST_FIELDS = 4
MOST_LISTED = 5
MOST_TEXT = 400  # characters of a plain text result
USUAL = 0.5  # for a field that is usually worth telling; a word of the question counts 1
DEEP = 0.3  # against a field of a field
SENTENCE = re.compile(r".+?(?:[.!?](?=\s|\Z)|\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Field:
    path: tuple[str, ...]
    value: str

    def score(self, said: frozenset[str]) -> float:
        words = english_stems(" ".join(word for key in self.path for word in name_words(key)))
        score = float(sum(word in said for word in words))
        usual = cues()["usual_fields"].search(" ".join(name_words(self.path[-1])))
        return score + (USUAL if usual else 0.0) - DEEP * (len(self.path) - 1)


def rendered(result: Result, question: str, language: Language) -> str:
    """At most four sentences; of a text its first ones."""
    if isinstance(result.value, str):
        return _first_sentences(result.value)
    values = json_list(result.value)
    if values is not None:
        return _records(values, question, language)
    return _object(result.value, question, language)


def _object(value: object, question: str, language: Language) -> str:
    said = frozenset(english_stems(language.in_english(question)))
    fields = [field for field in _fields((), value, language) if field.value]
    ranked = sorted(fields, key=lambda field: -field.score(said))[:MOST_FIELDS]
    return " ".join(_sentence(field) for field in fields if field in ranked)


def _records(values: Sequence[object], question: str, language: Language) -> str:
    shown = (_object(value, question, language) for value in values[: MOST_LISTED - 1])
    return "\n".join(f"- {text}" for text in shown if text)


def _sentence(field: Field) -> str:
    label = " ".join(name_words(field.path[-1]))
    text = f"{label[:1].upper()}{label[1:]}: {field.value}" if label else field.value
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _fields(path: tuple[str, ...], value: object, language: Language) -> Iterator[Field]:
    record, values = json_record(value), json_list(value)
    if record is not None:
        for key, each in record.items():
            yield from _fields((*path, key), each, language)
    elif values is not None:
        names = [_named(each, language) for each in values]
        yield Field(path or ("",), ", ".join(name for name in names[:MOST_LISTED] if name))
    elif value is not None:
        yield Field(path or ("",), _scalar(value, language))


def _named(value: object, language: Language) -> str:
    """A record of a list by the field that names it."""
    if json_record(value) is None:
        return _scalar(value, language)
    fields = list(_fields((), value, language))
    naming = (f.value for f in fields if cues()["naming_fields"].fullmatch(f.path[-1]))
    return next(naming, fields[0].value if fields else "")


def _scalar(value: object, language: Language) -> str:
    if isinstance(value, bool):
        return language.phrases["yes" if value else "no"][0]
    return str(value)


def _first_sentences(text: str) -> str:
    kept = ""
    for found in SENTENCE.finditer(text.strip()):
        if len(kept) + len(found[0]) > MOST_TEXT and kept:
            break
        kept += found[0]
    return kept.strip()

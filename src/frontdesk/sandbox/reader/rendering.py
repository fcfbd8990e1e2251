"""Telling what a tool returned: its fields as short sentences, those asked for first.

Results are written for the model: what they tell it to ask becomes a question to the customer,
what they tell it to do is not said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from frontdesk.sandbox.reader.lexicon import Language, cues, english_stems, name_words
from frontdesk.sandbox.reader.results import LISTED, Result, json_list, json_record

MOST_FIELDS = 4
MOST_LISTED = 5
MOST_TEXT = 400  # characters of a plain text result
USUAL = 0.5  # for a field that is usually worth telling; a word of the question counts 1
DEEP = 0.3  # against a field of a field
SENTENCE = re.compile(r".+?(?:[.!?](?=\s|\Z)|\n|\Z)", re.DOTALL)
IRREGULAR = {"has": "have", "is": "are", "was": "were", "does": "do"}
Path = tuple[str, ...]


@dataclass(slots=True)
class Told:
    said: str = ""
    asks: list[str] = field(default_factory=list[str])
    """What the customer is to be asked for."""
    offers: list[str] = field(default_factory=list[str])
    """What is done if the customer wants it."""

    def add(self, text: str) -> None:
        new = f"{self.said} {text[:1].upper()}{text[1:]}".strip()
        self.said = new if len(new) <= MOST_TEXT or not self.said else self.said


def rendered(result: Result, question: str, language: Language) -> Told:
    """At most four fields of a record; of a text its first sentences."""
    if isinstance(result.value, str):
        return _addressed(result.value)
    said = frozenset(english_stems(language.in_english(question)))
    values = json_list(result.value)
    if values is None:
        return _addressed(_record(result.value, said, language))
    shown = (_record(value, said, language) for value in values[: MOST_LISTED - 1])
    return Told("\n".join(f"- {text}" for text in shown if text))


def _addressed(text: str) -> Told:
    """To the customer."""
    told = Told()
    text = LISTED.sub(r"- \3", text)
    for found in SENTENCE.finditer(text.strip()):
        label, colon, sentence = found[0].strip().rpartition(": ")
        if cues()["no_outcome"].fullmatch(label):
            label = colon = ""
        until = cues()["guided_until"].split(sentence)[0]
        if offered := cues()["to_offer"].match(sentence):
            told.offers.append(addressed(offered[1]))
        elif asked := cues()["to_ask"].match(until):
            wanted = addressed(asked[1].strip(" .?"))
            if wanted.startswith("to "):
                told.add(f"Please {wanted[3:]}.")
            else:
                told.asks.append(wanted)
        elif plain := cues()["to_tell"].match(until):
            told.add(f"{addressed(plain[1])}.")
        elif not any(map(cues()["to_do"].match, (sentence, label))) and not cues()[
            "no_outcome"
        ].fullmatch(sentence.rstrip(".")):
            told.add(f"{label}{colon}{addressed(sentence)}")
    return told


def addressed(text: str) -> str:
    """With "you" for the customer that it speaks of."""

    def to_you(found: re.Match[str]) -> str:
        verb = (found[1] or "").strip()
        you = "your" if verb == "'s" else f"you {IRREGULAR.get(verb, verb[:-1])}".strip()
        return you.capitalize() if found[0][0].isupper() else you

    return cues()["third_person"].sub(to_you, text)


def _record(value: object, said: frozenset[str], language: Language) -> str:
    def score(path: Path) -> float:
        words = " ".join(word for key in path for word in name_words(key))
        usual = cues()["usual_fields"].search(" ".join(name_words(path[-1])))
        return len(said.intersection(english_stems(words))) + USUAL * bool(usual) - DEEP * len(path)

    fields = [(path, told) for path, told in _fields((), value, language) if told]
    ranked = sorted(fields, key=lambda each: -score(each[0]))[:MOST_FIELDS]
    return " ".join(_sentence(*each) for each in fields if each in ranked)


def _sentence(path: Path, told: str) -> str:
    label = " ".join(name_words(path[-1]))
    text = f"{label[:1].upper()}{label[1:]}: {told}" if label else told
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _fields(path: Path, value: object, language: Language) -> Iterator[tuple[Path, str]]:
    record, values = json_record(value), json_list(value)
    if record is not None:
        for key, each in record.items():
            if cues()["guiding_fields"].fullmatch(key):
                continue
            yield from _fields((*path, key), each, language)
    elif values is not None:
        names = (_named(each, language) for each in values[:MOST_LISTED])
        yield path, ", ".join(name for name in names if name)
    elif value is not None:
        flag = language.phrases["yes" if value else "no"][0]
        yield path or ("",), flag if isinstance(value, bool) else str(value)


def _named(value: object, language: Language) -> str:
    """A record of a list by the field that names it."""
    fields = list(_fields((), value, language))
    naming = (told for path, told in fields if cues()["naming_fields"].fullmatch(path[-1]))
    return next(naming, fields[0][1] if fields else "")

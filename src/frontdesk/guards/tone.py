"""Judge the tone of a whole reply: apologies, filler, length, name, follow-up (R16, R17, D22).

Nothing is withheld for its tone: tests and evals count what is found here.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from frontdesk.guards.tone_phrases import APOLOGIES, FILLER, OPENERS

MOST_APOLOGIES = 1
FEWEST_SENTENCES, MOST_SENTENCES = 2, 5

FindingName = Literal[
    "too_many_apologies",
    "filler",
    "too_short",
    "too_long",
    "name_repeated",
    "name_after_first_reply",
    "no_follow_up",
]
NO_FAULT: frozenset[FindingName] = frozenset({"no_follow_up"})
"""Worth counting; a reply may also just stop."""

APOLOGY = re.compile(rf"\b(?:{'|'.join(APOLOGIES)})\b", re.IGNORECASE)
FILLER_PHRASE = re.compile(
    rf"\b(?:{'|'.join(FILLER)})\b"
    # An opener stands alone: at the start of a line or sentence, with its own stop.
    rf"|(?:^|(?<=[.!?] ))(?:{'|'.join(OPENERS)})\s?!"
    rf"|\A(?:{'|'.join(OPENERS)})[.,]",
    re.IGNORECASE | re.MULTILINE,
)
LIST_ITEM = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s", re.MULTILINE)
QUESTION = re.compile(r"\?[\"'”’»)*_\s]*\Z")
SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)*_]*\s+(?=[\"'“„«(*_¿¡]*[^\W_a-zа-яёß-ÿ])")
# What a full stop inside a sentence is made of, before a capital or a number.
NO_END = re.compile(
    r"\b(?:e\.g|i\.e|etc|approx|mr|mrs|ms|dr|prof|no|nr|ca|bzw|z\.b|d\.h|u\.a|ggf|inkl|zzgl|"
    r"sra?|srta|uds?|p\.ej|ej|núm|pág|mme|mlle|p\.ex|ex|т\.е|т\.д|т\.п|руб|ул|стр|(?-i:[a-zа-я]))"
    r"\.\s+\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    name: FindingName
    quote: str = ""
    """The words it was found by, or the count."""

    @property
    def is_fault(self) -> bool:
        return self.name not in NO_FAULT


def check_tone(
    text: str, *, is_first: bool, name: str = "", prescribed: Collection[str] = ()
) -> Sequence[Finding]:
    """What there is to say about the tone of a reply, as the customer has it.

    `is_first`: of the conversation. `name`: the customer's, empty if unknown. `prescribed`:
    sentences whose wording and length are not the reply's own.
    """
    return [
        *_apologies(text),
        *(Finding("filler", found[0].strip()) for found in FILLER_PHRASE.finditer(text)),
        *_length(text, prescribed),
        *_name(text, name, is_first=is_first),
        *([] if QUESTION.search(text) else [Finding("no_follow_up")]),
    ]


def sentences_of(text: str) -> Sequence[str]:
    """The sentences of running text; a line break ends one too."""
    sentences: list[str] = []
    for line in text.splitlines():
        start = 0
        for end in SENTENCE_END.finditer(line):
            if not NO_END.search(line[start : end.end()]):
                sentences.append(line[start : end.end()].strip())
                start = end.end()
        if rest := line[start:].strip():
            sentences.append(rest)
    return sentences


def _apologies(text: str) -> Iterator[Finding]:
    found = [match[0] for match in APOLOGY.finditer(text)]
    if len(found) > MOST_APOLOGIES:
        yield Finding("too_many_apologies", ", ".join(found))


def _length(text: str, prescribed: Collection[str]) -> Iterator[Finding]:
    """Steps and options may take what they need; one short question back is enough too."""
    if LIST_ITEM.search(text):
        return
    count = len(sentences_of(text))
    is_own = not any(sentence in text for sentence in prescribed)
    if count < FEWEST_SENTENCES and is_own and not QUESTION.search(text):
        yield Finding("too_short", str(count))
    if count > MOST_SENTENCES:
        yield Finding("too_long", str(count))


def _name(text: str, name: str, *, is_first: bool) -> Iterator[Finding]:
    """The whole name counts once, and so does any of its parts alone."""
    parts = sorted({name.strip(), *name.split()} - {""}, key=len, reverse=True)
    if not parts:
        return
    pattern = rf"\b(?:{'|'.join(re.escape(part) for part in parts)})\b"
    found = re.findall(pattern, text)
    if found and not is_first:
        yield Finding("name_after_first_reply", found[0])
    if len(found) > 1:
        yield Finding("name_repeated", ", ".join(found))

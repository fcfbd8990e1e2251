"""Whose words a result holds, where its author has not said: told by how it looks.

A number, a state or a name is a fact. A longer text within a record was written by somebody, and
so was a short one in a field for such: a note on an order, a review, a mail. What the function
itself returns as a text is its own wording.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

MOST_WORDS = 8  # of a name, a state, an address
MOST_LETTERS = 70
MOST_SIGNS = 12  # of scripts that put no spaces between words
FEWEST_WORDS = 2  # of somebody, in a field for notes

_SIGN = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FIELD = re.compile(
    r"(?:notes?|memos?|comments?|remarks?|reviews?|feedback|notiz(?:en)?|bemerkung(?:en)?|kommentare?"
    r"|observaci(?:ón|ones)|comentarios?|remarques?|примечани[ея]|комментари[ий]|заметк[аи]|отзывы?"
    r"|(?<![^\W_])(?:texts?|body|wrote|notas?|avis))(?![^\W_])",
    re.IGNORECASE,
)
"""By the last word of its name: `driverNotes`, `notes_of_customer`, no `notebook`."""
_HEADING = re.compile(
    r"(?<![^\W_])(?:subject|headline|title|betreff|tit(?:el|re)|asunto|t[ií]tulo|obje(?:t|to)|тема)(?![^\W_])",
    re.IGNORECASE,
)
"""Of what somebody wrote."""


def holds_free_text(returned: object) -> bool:
    """Whether a record or list, also one that is given as JSON, holds a text like that."""
    return any(_is_free(field, text) for field, text in _texts("", _record(returned)))


def parted(result: str) -> tuple[str, Sequence[str]]:
    """The facts of a result that holds words of others, and these words.

    One that is no whole record is theirs altogether.
    """
    record = _record(result)
    if isinstance(record, str):
        return "", (result,)
    theirs = [text for field, text in _texts("", record) if _is_theirs(field, text)]
    return json.dumps(_facts("", record), ensure_ascii=False), theirs


def _facts(field: str, value: object) -> object:
    if isinstance(value, dict):
        record = cast("dict[str, object]", value)
        named = [(key, each) for key, each in record.items() if not _is_theirs("", key)]
        return {key: _facts(f"{field} {key}", each) for key, each in named}
    if isinstance(value, list):
        return [_facts(field, each) for each in cast("list[object]", value)]
    is_theirs = _is_theirs(field, value) if isinstance(value, str) else _FIELD.search(field)
    return "" if is_theirs else value


def _is_theirs(field: str, text: str) -> bool:
    """Of what nobody vouches for; here one word is enough: `notes: "$500"`."""
    return bool(_FIELD.search(field) or _HEADING.search(field)) or _is_free(field, text)


def _record(returned: object) -> object:
    if not isinstance(returned, str) or returned.lstrip()[:1] not in {"{", "["}:
        return returned
    try:
        return json.loads(returned)
    except ValueError:
        return returned


def _texts(field: str, value: object) -> Iterator[tuple[str, str]]:
    """Those within it, at any depth, with the names of the fields they stand under."""
    inner: Iterable[tuple[str, object]] = ()
    if isinstance(value, Mapping):
        record = cast("Mapping[object, object]", value)
        inner = [(f"{field} {key}", each) for key, each in record.items()]
        inner += [("", key) for key in record]
    elif isinstance(value, list | tuple | set | frozenset):
        inner = [(field, each) for each in cast("Iterable[object]", value)]
    for name, each in inner:
        if isinstance(each, str):
            yield name, each
        yield from _texts(name, each)


def _is_free(field: str, text: str) -> bool:
    words, signs = len(text.split()), len(_SIGN.findall(text))
    if _FIELD.search(field) and (words >= FEWEST_WORDS or signs > 1):
        return True
    is_long = words > MOST_WORDS or len(text) > MOST_LETTERS or signs > MOST_SIGNS
    return is_long or "\n" in text.strip()

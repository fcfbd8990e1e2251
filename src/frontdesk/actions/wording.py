"""Whose words a result holds, where its author has not said: told by how it looks.

A number, a state or a name is a fact. A longer text within a record was written by somebody: a
note on an order, a review, a mail. What the function itself returns as a text is its own wording.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

MOST_WORDS = 8  # of a name, a state, an address


def holds_free_text(returned: object) -> bool:
    """Whether a record or list, also one that is given as JSON, holds a text like that."""
    return any(_is_free(text) for text in _texts(_record(returned)))


def _record(returned: object) -> object:
    if not isinstance(returned, str) or returned.lstrip()[:1] not in {"{", "["}:
        return returned
    try:
        return json.loads(returned)
    except ValueError:
        return returned


def _texts(value: object) -> Iterator[str]:
    """Those within it, at any depth."""
    inner: Iterable[object] = ()
    if isinstance(value, Mapping):
        record = cast("Mapping[object, object]", value)
        inner = (*record.keys(), *record.values())
    elif isinstance(value, list | tuple | set | frozenset):
        inner = cast("Iterable[object]", value)
    for each in inner:
        if isinstance(each, str):
            yield each
        yield from _texts(each)


def _is_free(text: str) -> bool:
    return "\n" in text.strip() or len(text.split()) > MOST_WORDS

"""Pinned knowledge: all passages at the head of a generation's first message (D21).

They are search results there, so that they can be cited, and the same bytes in every conversation,
so that one cached copy serves them all.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.answering.blocks import ONE_HOUR, marked, search_result
from frontdesk.answering.fences import Fences
from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import Passage, PassageId
from frontdesk.domain.tokens import estimated_tokens


@dataclass(frozen=True, slots=True)
class Pinned:
    passages: Mapping[PassageId, Passage]
    blocks: tuple[JsonObject, ...]
    """As they are sent, the last one marked as a breakpoint; made once, for every request."""
    hash: str
    """Of the blocks; empty if there are none."""
    tokens: int
    """Roughly."""


NOTHING_PINNED = Pinned({}, (), "", 0)


def pin(fences: Fences, passages: Sequence[Passage]) -> Pinned:
    """In their order."""
    if not passages:
        return NOTHING_PINNED
    *others, last = (search_result(fences, passage) for passage in passages)
    blocks = (*others, marked(last, ONE_HOUR))
    text = json.dumps(blocks, ensure_ascii=False, sort_keys=True)
    hash = hashlib.sha256(text.encode()).hexdigest()[:16]
    by_id = {passage.id: passage for passage in passages}
    return Pinned(by_id, blocks, hash, estimated_tokens(text))

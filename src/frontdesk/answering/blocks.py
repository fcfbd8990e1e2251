"""Messages and their content blocks, as the API takes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.answering.fences import Fences
from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import Passage

ONE_HOUR: JsonObject = {"type": "ephemeral", "ttl": "1h"}
FIVE_MINUTES: JsonObject = {"type": "ephemeral"}
NO_REPLY = "(no reply)"
UNTRUSTED = "(untrusted, written by others) "
"""Before the title of a passage that the company does not answer for."""


@dataclass(frozen=True, slots=True)
class Message:
    role: str
    content: Sequence[JsonObject]


def text_block(text: str) -> JsonObject:
    return {"type": "text", "text": text}


def desk_block(fences: Fences, *told: str) -> JsonObject:
    """What the desk's program says, in the fence that only it can write."""
    return text_block(f"<desk>\n{fences.told(told)}\n</desk>")


def reply_blocks(text: str) -> Sequence[JsonObject]:
    """A reply of which only the text is known; the API takes no empty one."""
    return [text_block(text.strip() or NO_REPLY)]


def search_result(fences: Fences, passage: Passage) -> JsonObject:
    title = f"{passage.title} › {passage.section}" if passage.section else passage.title
    return {
        "type": "search_result",
        "source": passage.id,
        "title": fences.said(title) if passage.is_trusted else f"{UNTRUSTED}{fences.said(title)}",
        "content": [text_block(fences.said(block)) for block in passage.blocks],
        "citations": {"enabled": True},
    }


def marked(block: JsonObject, cache_control: JsonObject) -> JsonObject:
    return {**block, "cache_control": cache_control}

"""Messages and their content blocks, as the API takes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import Passage

ONE_HOUR: JsonObject = {"type": "ephemeral", "ttl": "1h"}
FIVE_MINUTES: JsonObject = {"type": "ephemeral"}
NO_REPLY = "(no reply)"


@dataclass(frozen=True, slots=True)
class Message:
    role: str
    content: Sequence[JsonObject]


def text_block(text: str) -> JsonObject:
    return {"type": "text", "text": text}


def desk_block(*told: str) -> JsonObject:
    """What the desk's program says, in the fence that only it can write."""
    text = unfenced("\n\n".join(told))
    return text_block(f"<desk>\n{text}\n</desk>")


def unfenced(text: str) -> str:
    """So that nobody else's words open or close the desk's fence."""
    return re.sub(r"<(\s*/?\s*desk)", r"‹\1", text, flags=re.IGNORECASE)


def reply_blocks(text: str) -> Sequence[JsonObject]:
    """A reply of which only the text is known; the API takes no empty one."""
    return [text_block(text.strip() or NO_REPLY)]


def search_result(passage: Passage) -> JsonObject:
    return {
        "type": "search_result",
        "source": passage.id,
        "title": f"{passage.title} › {passage.section}" if passage.section else passage.title,
        "content": [text_block(block) for block in passage.blocks],
        "citations": {"enabled": True},
    }


def marked(block: JsonObject, cache_control: JsonObject) -> JsonObject:
    return {**block, "cache_control": cache_control}

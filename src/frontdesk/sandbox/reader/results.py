"""What tools have returned: the records in it, and which results still wait to be told."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from frontdesk.sandbox import wire
from frontdesk.sandbox.reader.conversation import customers_words
from frontdesk.sandbox.reader.lexicon import cues

FENCED = re.compile(r"\A\s*<(\w[\w-]*)>(.*)</\1>\s*\Z", re.DOTALL)
"""A result that the prompt's author set apart by a tag."""
LISTED = re.compile(r"^- (\w+) (\S+): (.+)$", re.MULTILINE)
Record = Mapping[str, object]
Made = tuple[str, str]
"""A call: the tool's name, and its arguments as JSON in the order of their names."""


@dataclass(frozen=True, slots=True)
class Result:
    call: Made
    value: object
    """Parsed where it is JSON, else the text."""
    failed: bool
    has_passages: bool
    pending: bool
    """It came after the customer's last words."""
    step: int
    """The message it came with."""

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every object in it, outermost first, with the key it stands under.

        A line of a text that begins like "- line 2: a chair" is one.
        """
        yield from _records("", self.value)
        for label, id, words in LISTED.findall(self.value) if isinstance(self.value, str) else ():
            yield label, {label: id, "name": words}


def results_of(request: wire.MessagesRequest) -> list[Result]:
    calls: dict[str, Made] = {}
    found: list[Result] = []
    asked = [at for at, message in enumerate(request.messages) if customers_words(message)]
    for at, message in enumerate(request.messages):
        for block in message.blocks:
            if isinstance(block, wire.ToolUse):
                calls[block.id] = made(block.name, block.input)
            elif isinstance(block, wire.ToolResult) and block.tool_use_id in calls:
                call = calls[block.tool_use_id]
                found.append(_result(block, call, at, pending=at > max(asked, default=-1)))
    return found


def made(name: str, arguments: Mapping[str, object]) -> Made:
    return name, json.dumps(arguments, sort_keys=True)


def _result(block: wire.ToolResult, call: Made, at: int, *, pending: bool) -> Result:
    texts = [part.text for part in block.parts if isinstance(part, wire.Text)]
    text = block.content if isinstance(block.content, str) else "\n".join(texts)
    text = fenced[2] if (fenced := FENCED.match(text)) else text
    value = _parsed(text)
    told = "error" in (json_record(value) or {}) or bool(cues()["failed"].match(text))
    passages = any(isinstance(part, wire.SearchResult) for part in block.parts)
    return Result(call, value, block.is_error or told, passages, pending, at)


def json_list(value: object) -> list[object] | None:
    return cast(list[object], value) if isinstance(value, list) else None


def json_record(value: object) -> Record | None:
    return cast(Record, value) if isinstance(value, dict) else None


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text.strip()


def _records(under: str, value: object) -> Iterator[tuple[str, Record]]:
    record = json_record(value)
    if record is not None:
        yield under, record
        for key, each in record.items():
            yield from _records(key, each)
    for each in json_list(value) or ():
        yield from _records(under, each)

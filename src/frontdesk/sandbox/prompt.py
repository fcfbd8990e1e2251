"""The prompt as Claude reads it: tools, then system, then messages, one block after the other.

What is cached, what a signature is bound to and what is counted are all prefixes of this list.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from frontdesk.sandbox import tokens, wire
from frontdesk.sandbox.model_table import Model

Section = Literal["tools", "system", "messages"]
THINKING = (wire.Thinking, wire.RedactedThinking)
EMPTY = wire.Text(type="text", text="")
SECONDS = {"5m": 300, "1h": 3_600}
_UNMARKED = {
    "cache_control": True,
    "content": {"__all__": {"cache_control": True, "content": {"__all__": {"cache_control"}}}},
}


@dataclass(frozen=True, slots=True)
class Piece:
    section: Section
    role: str
    data: bytes
    """The same for the same content: a plain string and a list of one text, marked or not."""
    tokens: int
    lives: int | None
    """Seconds that the breakpoint on this block asks for; None without one."""
    markable: bool
    """Thinking and empty text cannot be marked."""
    is_thinking: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    pieces: tuple[Piece, ...]
    flags: tuple[tuple[Section, str], ...]
    """What changes how a section is rendered, though it is no part of it."""
    breakpoints: tuple[tuple[int, int], ...]
    """Position and seconds to live of every marked block, the automatic one included."""

    @property
    def tokens(self) -> int:
        return sum(piece.tokens for piece in self.pieces)

    def cache_keys(self, owner: str) -> list[bytes]:
        """For each block, what stands for the whole prefix up to and including it.

        `owner` is who may read it: a key and a model.
        """
        digest = hashlib.sha256(owner.encode())
        flags = dict(self.flags)
        keys: list[bytes] = []
        for piece in self.pieces:
            for section in ("system", "messages"):
                if section in flags and _reaches(piece.section, section):
                    digest.update(f"\0{section}={flags.pop(section)}\0".encode())
            digest.update(piece.role.encode() + b"\0" + piece.data + b"\0")
            keys.append(digest.copy().digest())
        return keys


def prompt_of(request: wire.MessagesRequest, model: Model) -> Prompt:
    pieces = (*_tools(request, model), *_system(request), *_messages(request))
    return Prompt(pieces, _flags(request, model), _breakpoints(request, pieces))


def data_of(block: wire.Block | wire.Tool) -> bytes:
    """Keys of free objects keep their order: another order is another prefix."""
    kept = block.model_dump(exclude=_UNMARKED, exclude_none=True)
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def _reaches(section: Section, other: Section) -> bool:
    order = ("tools", "system", "messages")
    return order.index(other) <= order.index(section)


def _tools(request: wire.MessagesRequest, model: Model) -> Iterator[Piece]:
    forced = isinstance(request.tool_choice, wire.AnyChoice | wire.OneChoice)
    hidden = model.tool_prompt[forced]
    for tool in request.tools:
        counted = tokens.of_tool(tool) + hidden
        yield Piece("tools", "", data_of(tool), counted, _seconds(tool.cache_control), True)
        hidden = 0  # what the API adds for tools is added once


def _system(request: wire.MessagesRequest) -> Iterator[Piece]:
    for block in request.system_blocks:
        lives = _seconds(block.cache_control)
        yield Piece("system", "", data_of(block), tokens.of_block(block), lives, bool(block.text))


def _messages(request: wire.MessagesRequest) -> Iterator[Piece]:
    for message in request.messages:
        extra = tokens.MESSAGE_TOKENS
        for block in message.blocks:
            counted = tokens.of_block(block) + extra
            data, lives, thinks = data_of(block), _lives(block), isinstance(block, THINKING)
            markable = not thinks and block != EMPTY
            yield Piece("messages", message.role, data, counted, lives, markable, thinks)
            extra = 0


def _breakpoints(
    request: wire.MessagesRequest, pieces: tuple[Piece, ...]
) -> tuple[tuple[int, int], ...]:
    marks = {at: piece.lives for at, piece in enumerate(pieces) if piece.lives}
    if request.cache_control:
        places = (at for at in reversed(range(len(pieces))) if pieces[at].markable)
        last = next(places, None)
        if last is not None:
            marks.setdefault(last, SECONDS[request.cache_control.ttl])
    return tuple(sorted(marks.items()))


def _flags(request: wire.MessagesRequest, model: Model) -> tuple[tuple[Section, str], ...]:
    """Thinking and effort are let change the messages only, whatever the model.

    UNCONFIRMED: which models also lose tools and system when thinking or effort change
    """
    config = request.output_config
    form = config.format.model_dump_json() if config and config.format else ""
    blocks = [block for message in request.messages for block in message.blocks]
    inner = [part for b in blocks if isinstance(b, wire.ToolResult) for part in b.parts]
    every = [*blocks, *inner]
    cites = any(
        b.citations and b.citations.enabled
        for b in every
        if isinstance(b, wire.SearchResult | wire.Document)
    )
    choice = request.tool_choice or wire.AutoChoice(type="auto")
    seen = any(isinstance(b, wire.Image) for b in every)
    thinking = _thinking(request, model)
    effort = (config.effort if config else None) or model.default_effort
    return (
        ("system", f"{cites} {request.speed or 'standard'} {form}"),
        ("messages", f"{choice.model_dump_json()} {seen} {thinking} {effort}"),
    )


def _thinking(request: wire.MessagesRequest, model: Model) -> str:
    asked = request.thinking
    if isinstance(asked, wire.BudgetedThinking):
        return f"enabled {asked.budget_tokens}"
    return asked.type if asked else ("adaptive" if "adaptive" in model.thinking else "disabled")


def _lives(block: wire.Block) -> int | None:
    """The longest life asked for on the block or inside it."""
    marks: list[int | None] = []
    if not isinstance(block, wire.RedactedThinking):
        marks.append(_seconds(block.cache_control))
    if isinstance(block, wire.ToolResult):
        marks += [_lives(part) for part in block.parts]
    if isinstance(block, wire.SearchResult):
        marks += [_lives(part) for part in block.content]
    return max((mark for mark in marks if mark), default=None)


def _seconds(mark: wire.CacheControl | None) -> int | None:
    return SECONDS[mark.ttl] if mark else None

"""A request to the model, rebuilt from the log byte for byte, block by block."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from frontdesk.answering.bundle import Bundle
from frontdesk.answering.request import build_request
from frontdesk.domain.conversation import fold
from frontdesk.domain.event import ModelAsked, Recorded
from frontdesk.domain.json import JsonObject
from frontdesk.domain.tokens import estimated_tokens
from frontdesk.ports.model import Request

AUTOMATIC = "automatic, 5 min"
"""The API itself marks the last block of a request that asks for it."""
LIVES = {"1h": "1 hour"}


@dataclass(frozen=True, slots=True)
class Block:
    role: str
    """`tools`, `system`, or the role of the message that holds it."""
    kind: str
    """The content block's type; `tool` for a declared one."""
    title: str
    """What tells it from others of its kind; empty for a plain text."""
    text: str
    tokens: int
    """Roughly."""
    cached: str
    """How long the cache keeps everything up to here; empty without a mark."""
    is_new: bool
    """Not in the request before it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of one kind in a row: passages, tools."""

    blocks: Sequence[Block]

    @property
    def count(self) -> int:
        return len(self.blocks)

    @property
    def tokens(self) -> int:
        return sum(block.tokens for block in self.blocks)

    @property
    def marks(self) -> Sequence[str]:
        return [block.cached for block in self.blocks if block.cached]


def _runs(blocks: Sequence[Block]) -> Sequence[Run]:
    """A text stands alone: it is somebody's words."""
    found = groupby(blocks, key=lambda block: (block.role, block.kind))
    return [
        Run(part)
        for (_, kind), group in found
        for run in [list(group)]
        for part in ([[block] for block in run] if kind == "text" else [run])
    ]


@dataclass(frozen=True, slots=True)
class SentRequest:
    model: str
    effort: str
    bundle: str
    generation: int
    blocks: Sequence[Block]

    @property
    def known(self) -> Sequence[Run]:
        """What the request before held, too."""
        return _runs([block for block in self.blocks if not block.is_new])

    @property
    def new(self) -> Sequence[Run]:
        return _runs([block for block in self.blocks if block.is_new])


class Requests:
    """Rebuilds the requests of one conversation, in order."""

    def __init__(self, recorded: Sequence[Recorded], bundles: Mapping[str, Bundle]) -> None:
        self._recorded = recorded
        self._bundles = bundles
        self._before: Sequence[JsonObject] = ()

    def rebuilt(self, at: int, asked: ModelAsked) -> SentRequest | None:
        """The one that this ModelAsked announced; None without its bundle.

        `at`: its place in the log, from 0.
        """
        bundle = self._bundles.get(asked.bundle)
        if bundle is None:
            return None
        earlier = self._recorded[:at]
        request = build_request(bundle, earlier, asked.clock, locale=fold(earlier).locale)
        parts = list(_parts(request))
        plain = [_unmarked(block) for _, block in parts]
        same = _common(plain, self._before)
        self._before = plain
        last = len(parts) - 1
        blocks = [
            _block(role, block, is_new=at >= same, is_last=at == last and request.is_cached)
            for at, (role, block) in enumerate(parts)
        ]
        return SentRequest(asked.model, request.effort, asked.bundle, asked.generation, blocks)


def _parts(request: Request) -> Iterator[tuple[str, JsonObject]]:
    """Every block with its role, in the order in which the cache reads them."""
    for tool in request.tools:
        yield "tools", tool
    for block in request.system:
        yield "system", block
    for message in request.messages:
        for block in message["content"]:
            yield message["role"], block


def _unmarked(block: JsonObject) -> JsonObject:
    """A cache mark moves on and is no part of what was said."""
    return {key: value for key, value in block.items() if key != "cache_control"}


def _common(one: Sequence[JsonObject], other: Sequence[JsonObject]) -> int:
    """How many blocks they begin with alike."""
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (mine, yours) in enumerate(pairs) if mine != yours), min(len(one), len(other))
    )


def _block(role: str, block: JsonObject, *, is_new: bool, is_last: bool) -> Block:
    title, text = _read(block)
    return Block(
        role=role,
        kind=block.get("type", "tool"),
        title=title,
        text=text,
        tokens=estimated_tokens(json.dumps(_unmarked(block), ensure_ascii=False)),
        cached=_cached(block) or (AUTOMATIC if is_last else ""),
        is_new=is_new,
    )


def _cached(block: JsonObject) -> str:
    mark = block.get("cache_control")
    return LIVES.get(mark.get("ttl", ""), "5 min") if mark else ""


def _read(block: JsonObject) -> tuple[str, str]:
    """Title and text for people."""
    match block.get("type"):
        case "text":
            return "", block["text"]
        case "thinking":
            return "", block.get("thinking", "")
        case "search_result":
            title = f"{block['title']} ({block['source']})"
            return title, "\n".join(part["text"] for part in block["content"])
        case "tool_use":
            return block["name"], _json(block["input"])
        case "tool_result":
            content = block.get("content", "")
            is_error = " (error)" if block.get("is_error") else ""
            text = content if isinstance(content, str) else "\n".join(_inner(content))
            return block["tool_use_id"] + is_error, text
        case None if "input_schema" in block:
            return block["name"], f"{block.get('description', '')}\n{_json(block['input_schema'])}"
        case _:
            return "", _json(block)


def _inner(content: Sequence[JsonObject]) -> Iterator[str]:
    for block in content:
        title, text = _read(block)
        yield f"{title}\n{text}" if title else text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)

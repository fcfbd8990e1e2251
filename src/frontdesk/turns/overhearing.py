"""What the model writes, without secrets: while it streams, and as it is kept.

The desk's own are none: an account number or a router's first password that stands in an article
was published by the company.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from frontdesk.domain.json import JsonObject
from frontdesk.guards.secrets import Detector, Scrubber
from frontdesk.ports.model import BlockClosed, Cited, Ended, Pause, Streamed, Text
from frontdesk.turns.scrubbing import scrub_all

Public = Callable[[], Iterable[str]]


class Overheard:
    """Hands on the same items in the same order, later where a secret may be under way.

    A text is looked at when its block closes, because nothing of it is shown before.
    """

    def __init__(self, detector: Detector, public: Public) -> None:
        """`public`: texts whose secrets are none."""
        self._detector = detector
        self._public = public
        self._scrubber = Scrubber(detector, public)
        self._waiting: deque[tuple[int, Streamed]] = deque()
        """Each with where its text ends, or the text before it."""
        self._fed = 0

    def take(self, item: Streamed) -> Sequence[Streamed]:
        match item:
            case Ended():
                self._scrubber.settle(is_whole=True)
                blocks = blocks_without(item.blocks, self._detector, self._public)
                item = replace(item, blocks=blocks)
            case BlockClosed():
                self._scrubber.settle()
            case Text():
                self._scrubber.add(item.text)
                self._fed += len(item.text)
            case Cited() | Pause():
                pass
        self._waiting.append((self._fed, item))
        return () if isinstance(item, Text | Cited) else [*self._settled()]

    def _settled(self) -> Iterator[Streamed]:
        while self._waiting:
            until, item = self._waiting[0]
            if isinstance(item, Text) and (text := self._scrubber.give(until)):
                yield replace(item, text=text)
            if until > self._scrubber.settled:
                return
            self._waiting.popleft()
            if not isinstance(item, Text):
                yield item


def blocks_without(
    blocks: Sequence[JsonObject], detector: Detector, public: Public
) -> tuple[JsonObject, ...]:
    """A reply's raw blocks as they may be kept and sent back.

    Texts are scrubbed as one, as they are shown. Thinking is signed, so it is left out where it
    holds a secret.
    """
    texts = iter(_scrubbed_texts(blocks, detector, public))
    return tuple(
        each for block in blocks if (each := _block_without(block, texts, detector, public))
    )


def _block_without(
    block: JsonObject, texts: Iterator[str], detector: Detector, public: Public
) -> JsonObject | None:
    match block["type"]:
        case "text":
            text = next(texts)
            return block if text == block["text"] else _said(block, text)
        case "tool_use":
            given = scrub_all(lambda text: detector.scrub(text, public=public), block["input"])
            return block if given == block["input"] else {**block, "input": given}
        case "thinking":
            return None if detector.secrets(str(block.get("thinking", "")), public) else block
        case _:
            return block


def _said(block: JsonObject, text: str) -> JsonObject | None:
    """The API takes no text block without a text."""
    return {**block, "text": text} if text.strip() else None


def _scrubbed_texts(
    blocks: Sequence[Mapping[str, object]], detector: Detector, public: Public
) -> Sequence[str]:
    scrubber = Scrubber(detector, public)
    texts = [str(block["text"]) for block in blocks if block["type"] == "text"]
    for text in texts:
        scrubber.add(text)
    scrubber.settle(is_whole=True)
    ends = [sum(map(len, texts[: at + 1])) for at in range(len(texts))]
    return [scrubber.give(end) for end in ends]

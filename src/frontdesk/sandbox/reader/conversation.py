"""A request as a conversation: what the customer said, what the desk said of it, what was replied.

Text that the desk places in a user message stands in a tag (`<desk>…</desk>`) or in square
brackets, alone in its lines; it is not the customer's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from frontdesk.sandbox import wire
from frontdesk.sandbox.reader.lexicon import cues

TAGGED = re.compile(r"^[ \t]*<([A-Za-z][\w-]*)(?:\s[^<>]*)?>(.*?)</\1>[ \t]*$", re.DOTALL | re.M)
BRACKETED = re.compile(r"\A\s*\[[^\[\]]*\s[^\[\]]*\]\s*\Z", re.DOTALL)  # `[email_1]` is a value
MOST_READ = 6_000  # characters of a text
MOST_PROMPT = 60_000


@dataclass(slots=True)
class Turn:
    """What the user side said until the assistant spoke, and then what that said."""

    customer: list[str] = field(default_factory=list[str])
    desk: list[str] = field(default_factory=list[str])
    replies: list[str] = field(default_factory=list[str])

    @property
    def said(self) -> str:
        return "\n".join(self.customer)

    @property
    def replied(self) -> str:
        return "\n".join(self.replies)


@dataclass(frozen=True, slots=True)
class Conversation:
    system: str
    turns: Sequence[Turn]
    """Turns the customer began; the last one is to be answered."""

    @property
    def question(self) -> str:
        return self.turns[-1].said if self.turns else ""

    @property
    def already_said(self) -> str:
        """Of the answer to the question, and what the desk says of it: it was interrupted."""
        turn = self.turns[-1] if self.turns else Turn()
        return "\n".join([*turn.replies, *turn.desk]) if turn.replies else ""

    @property
    def notes(self) -> list[str]:
        """The desk's words, newest first."""
        return [note for turn in reversed(self.turns) for note in reversed(turn.desk)]


def read_conversation(request: wire.MessagesRequest) -> Conversation:
    turns: list[Turn] = [Turn()]
    for message in request.messages:
        texts = [clipped(block.text) for block in message.blocks if isinstance(block, wire.Text)]
        if message.role == "assistant":
            turns[-1].replies.append("".join(texts))
            continue
        customer, desk = ([], texts) if message.role == "system" else _told_apart(texts)
        if customer and turns[-1].replies:
            turns.append(Turn())
        turns[-1].customer += customer
        turns[-1].desk += desk
    system = "\n\n".join(clipped(block.text, MOST_PROMPT) for block in request.system_blocks)
    return Conversation(system, [turn for turn in turns if turn.customer or turn.replies])


def clipped(text: str, most: int = MOST_READ) -> str:
    """Begin and end of what is too long to be read whole."""
    return text if len(text) <= most else f"{text[: most // 2]}\n{text[-most // 2 :]}"


def _told_apart(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The customer's words, and the desk's."""
    desk: list[str] = []

    def taken(found: re.Match[str]) -> str:
        if cues()["customer_tags"].fullmatch(found[1]):
            return found[2]
        desk.append(found[2])
        return ""

    def customers() -> Iterator[str]:
        for text in texts:
            if BRACKETED.match(text):
                desk.append(text)
            elif rest := TAGGED.sub(taken, text).strip():
                yield rest

    return list(customers()), desk

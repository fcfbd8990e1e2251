"""A request as a conversation: what the customer said, what the desk said of it, what was replied.

Text that the desk places in a user message stands in a tag (`<desk>…</desk>`) or in square
brackets, alone in its lines; it is not the customer's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from frontdesk.sandbox import wire
from frontdesk.sandbox.reader.lexicon import Language, cues, languages, words_of

TAGGED = re.compile(r"^[ \t]*<([A-Za-z][\w-]*)(?:\s[^<>]*)?>(.*?)</\1>[ \t]*$", re.DOTALL | re.M)
BRACKETED = re.compile(r"\A\s*\[[^\[\]]*\s[^\[\]]*\]\s*\Z", re.DOTALL)  # `[email_1]` is a value
MOST_READ = 6_000  # characters of a text
MOST_PROMPT = 60_000
SPOKEN = re.compile(r"^[ \t]*(?:customer|client|user|visitor)[ \t]*:[ \t]*(\S.*)$", re.I | re.M)
VALUE = re.compile(r"[\[<]\w+[\]>]|[A-Za-z]\w*-?\d{3,}")  # what an answer may consist of
MOST_ANSWER = 12  # words of one that gives no value


@dataclass(slots=True)
class Turn:
    """What the user side said until the assistant spoke, and then what that said."""

    customer: list[str] = field(default_factory=list[str])
    desk: list[str] = field(default_factory=list[str])
    replies: list[str] = field(default_factory=list[str])
    asked: str = ""
    """What the customer's last words answer; empty if they stand for themselves."""

    @property
    def said(self) -> str:
        return "\n".join(self.customer)

    @property
    def replied(self) -> str:
        return "\n".join(self.replies)

    def agrees(self, language: Language) -> bool | None:
        """With what was asked; None if nothing was, or if the customer says neither."""
        last = self.customer[-1] if self.asked and self.customer else ""
        agrees, denies = (bool(language.cues[cue].match(last)) for cue in ("agreeing", "denying"))
        return agrees if agrees or denies else None


@dataclass(frozen=True, slots=True)
class Conversation:
    system: str
    turns: Sequence[Turn]
    """Turns the customer began; the last one is to be answered."""
    replied: str = ""
    """All that was ever replied before it."""

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
    said = [turn for turn in turns if turn.customer or turn.replies]
    return Conversation(system, _joined(said), "\n".join(turn.replied for turn in said[:-1]))


def customers_words(message: wire.Message) -> list[str]:
    texts = [clipped(block.text) for block in message.blocks if isinstance(block, wire.Text)]
    return _told_apart(texts)[0] if message.role == "user" else []


def customers_lines(play: str) -> str:
    """Of a conversation that is told as a play, `Customer: …`; empty if it is none."""
    return "\n".join(SPOKEN.findall(clipped(play)))


def _joined(turns: Sequence[Turn]) -> list[Turn]:
    """An answer to a question of ours goes on with the matter that it was asked for."""
    joined: list[Turn] = []
    for turn in turns:
        asked = joined[-1].replied.rstrip() if joined else ""
        if asked.endswith("?") and _answers(turn.said):
            matter = joined.pop()
            customer, desk = matter.customer + turn.customer, matter.desk + turn.desk
            joined.append(Turn(customer, desk, turn.replies, asked))
        else:
            joined.append(turn)
    return joined


def _answers(text: str) -> bool:
    away = any(each.cues["turning_away"].search(text) for each in languages().values())
    short = len(words_of(text)) <= MOST_ANSWER
    return not away and "?" not in text and bool(short or VALUE.search(text))


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

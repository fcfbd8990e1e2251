"""Cut a streamed reply into pieces that can be checked and shown.

A piece is a list item, a line or a sentence with balanced Markdown whose content blocks are all
closed: only then are all its citations known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.domain.passage import PassageId
from frontdesk.ports.model import BlockClosed, Cited, Ended, Pause, Streamed, Text

# Words whose full stop ends no sentence, in the desk's languages; lower case, without the stop.
ABBREVIATIONS = frozenset(
    (
        *("e.g", "i.e", "etc", "vs", "approx", "incl", "excl", "mr", "mrs", "ms", "dr", "prof"),
        *("nr", "ca", "bzw", "z.b", "d.h", "u.a", "evtl", "ggf", "inkl", "zzgl", "tel", "str"),
        *("sr", "sra", "srta", "ud", "uds", "p.ej", "ej", "núm", "pág", "mm", "mme", "mlle", "env"),
        *("p.ex", "т.е", "т.д", "т.п", "др", "руб", "ул", "стр", "рис"),
    )
)
END = re.compile(r"[.!?…。！？]+[\"'”’»)\]*_]*(?=\s|$)|\n")
MAX_PIECE = 2_000  # Markdown that never closes must not hold text back for ever.


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation as the model gave it."""

    source: PassageId
    quote: str


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    """With its white space: the reply is the plain concatenation of its pieces."""
    marks: tuple[Mark, ...] = ()


class Cutter:
    """Feed it the stream; it gives back each piece as soon as it is complete."""

    def __init__(self) -> None:
        self._text = ""
        self._spans: list[tuple[int, int]] = []
        """(end offset in `_text`, block) of every block that is not yet cut off."""
        self._marks: dict[int, list[Mark]] = {}
        self._open: set[int] = set()

    def feed(self, item: Streamed) -> Sequence[Piece]:
        match item:
            case Text():
                self._open.add(item.block)
                self._text += item.text
                if self._spans and self._spans[-1][1] == item.block:
                    self._spans.pop()
                self._spans.append((len(self._text), item.block))
                return ()
            case Cited():
                marks = self._marks.setdefault(item.block, [])
                mark = Mark(item.source, item.quote)
                if mark not in marks:
                    marks.append(mark)
                return ()
            case BlockClosed():
                self._open.discard(item.block)
                return () if self._open else self._cut_all()
            case Pause() | Ended():
                return ()

    def finish(self) -> Sequence[Piece]:
        """What is left when the reply has properly ended."""
        pieces = list(self._cut_all())
        if self._text.strip():
            pieces.append(Piece(self._text, self._marks_between(0, len(self._text))))
        return pieces

    def _cut_all(self) -> Sequence[Piece]:
        pieces: list[Piece] = []
        start = 0
        while end := first_end(self._text, start):
            pieces.append(Piece(self._text[start:end], self._marks_between(start, end)))
            start = end
        self._text = self._text[start:]
        self._spans = [(e - start, block) for e, block in self._spans if e > start]
        return pieces

    def _marks_between(self, start: int, end: int) -> tuple[Mark, ...]:
        marks: list[Mark] = []
        span_start = 0
        for span_end, block in self._spans:
            if span_start < end and span_end > start:
                marks += [mark for mark in self._marks.get(block, ()) if mark not in marks]
            span_start = span_end
        return tuple(marks)


def first_end(text: str, start: int = 0) -> int:
    """Where the first whole piece of `text` after `start` ends; 0 if none does yet."""
    for match in END.finditer(text, start):
        end = match.end()
        if not text[start:end].strip():
            continue
        if end - start < MAX_PIECE and not _is_balanced(text[start:end]):
            continue
        if match.group() == "\n" or _ends_sentence(text, match.start(), end):
            return end
    return 0


def _ends_sentence(text: str, stop: int, end: int) -> bool:
    if text[stop] != ".":
        return True
    token = _word_before(text, stop)
    if token in ABBREVIATIONS or (len(token) == 1 and token.isalpha()):
        return False
    if any(character.isdigit() for character in token):
        # "ORD-1." or "$89." may still go on; only a new sentence after it tells.
        following = text[end : end + 40].lstrip()
        return following[:1].isupper() and not _opens_line(text, stop - len(token))
    return True


def _word_before(text: str, stop: int) -> str:
    words = re.split(r"[\s(\[\"'“‘«*_]", text[max(0, stop - 40) : stop])
    return words[-1].lower()


def _opens_line(text: str, offset: int) -> bool:
    """Whether only white space stands before `offset` on its line: the "1." of a list."""
    return not text[max(0, offset - 40) : offset].rpartition("\n")[2].strip()


def _is_balanced(text: str) -> bool:
    if text.count("```") % 2:
        return False
    plain = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    return (
        "`" not in plain
        and plain.count("**") % 2 == 0
        and plain.count("[") == plain.count("]")
        and not re.search(r"\]\([^)\s]*$", plain)
    )

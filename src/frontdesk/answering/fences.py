"""How a request tells the desk's own words from everybody else's (R56).

The desk's program speaks in <desk>; what it quotes there, and results that hold words of others,
stand in <untrusted>. Nobody else can write such a mark: brackets that would make one are turned
into round ones, however the mark is spelt.

A bundle names the form its requests have, so that those of an old log are rebuilt as they were
sent, byte for byte (docs/decisions/0031).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.domain.visible import BRACKETS, folded, visible

MARKS = ("desk", "untrusted", "summary", "shown", "withheld", "conversation")
"""Names that stand in angle brackets in our requests."""

SUMMARY = "What happened before, summed up by the desk's program:"

_OPENING = r"(?:<|&lt;?|&#0{0,6}60;?|&#x0{0,6}3c;?|\\u003c|\\x3c)"
_GAP = r"[\s\0/\\|._-]{0,16}"
_SPELT = "|".join(r"[\s\0._-]{0,4}".join(name) for name in MARKS)
_MARK = re.compile(rf"{_OPENING}(?={_GAP}(?:{_SPELT}))")
_MAY_OPEN = re.compile(rf"[<&\\{BRACKETS}]")
_SIMPLE_MARK = re.compile(r"<(\s*/?\s*desk)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fences:
    said: Callable[[str], str]
    """Somebody's words where nobody can take them for the desk's."""
    quoted: Callable[[str], str]
    """Somebody's words amid the desk's, or a result that holds some."""
    told: Callable[[Sequence[str]], str]
    """What the desk says, paragraph by paragraph, with what it quotes."""

    def summary(self, text: str) -> str:
        """What a generation begins with: made of everybody's words."""
        return f"{SUMMARY}\n<summary>\n{self.said(text)}\n</summary>"


def neutral(text: str) -> str:
    """The text as a reader sees it, with no mark of ours in it."""
    text = visible(text)
    if not _MAY_OPEN.search(text):  # nearly always, and folding costs
        return text
    parts: list[str] = []
    last = 0
    for mark in _MARK.finditer(folded(text)):
        parts += (text[last : mark.start()], "(")
        last = mark.end()
    return "".join([*parts, text[last:]])


def _quoted(text: str) -> str:
    return f"<untrusted>\n{neutral(text)}\n</untrusted>"


def _first_said(text: str) -> str:
    return _SIMPLE_MARK.sub(r"‹\1", text)


NEWEST = 2
FORMS: Mapping[int, Fences] = {
    1: Fences(
        said=_first_said,
        quoted=lambda text: text,
        told=lambda parts: _first_said("\n\n".join(parts)),
    ),
    NEWEST: Fences(said=neutral, quoted=_quoted, told="\n\n".join),
}
"""By the number that a bundle keeps; 1 knew one mark, and quoted nothing apart."""

"""Find secrets in a text, whichever they are."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from frontdesk.domain.mark import MARK, mark
from frontdesk.domain.one_time_code import WRITTEN
from frontdesk.domain.placeholder import PLACEHOLDER
from frontdesk.guards.secrets.cards import find_cards, may_be_card_at
from frontdesk.guards.secrets.ibans import find_ibans, may_be_iban_at
from frontdesk.guards.secrets.keys import find_keys, may_be_key_at
from frontdesk.guards.secrets.national import find_ids, may_be_id_at
from frontdesk.guards.secrets.plain import JOINT, lower, plain
from frontdesk.guards.secrets.saying import find_said, may_be_said_at
from frontdesk.guards.secrets.secret import Secret
from frontdesk.guards.secrets.shape import beginnings, literal, shapes

VERSION = 1
"""Of what is found; texts that were scrubbed under different ones differ."""

LONGEST_KEPT = 64  # characters of a number that stays
SHOWN_OF_CARD = 4  # its last digits; PCI DSS 4.0.1, 3.4.1 allows them

_MAY_HOLD_NUMBER = re.compile(r"(?:\d[^\d]{0,8}){5}\d")
_MAY_HOLD_KEY = re.compile(r"[A-Za-z0-9_\-./+]{16}|:/?/?[^\s]{1,64}@|(?i:authorization)")
_ENDS = frozenset('.,;:!?…)"”»*`\0')
"""Signs after which a word does not go on to a secret."""


@dataclass(frozen=True)
class Detector:
    """Knows the numbers that stay whatever they look like.

    `keep`: their shapes, `ORD-#####`; `#` is a digit, `@` a letter, `*` either, all else itself.
    """

    keep: Sequence[str] = ()
    _kept: re.Pattern[str] | None = field(init=False, repr=False)
    _begun: re.Pattern[str] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = [*filter(None, self.keep)]
        object.__setattr__(self, "_kept", shapes(known, literal) if known else None)
        object.__setattr__(self, "_begun", beginnings(known, literal) if known else None)

    def find(self, text: str) -> list[Secret]:
        """In order, none within another. Marks and placeholders hold none."""
        visible, lowered = self._visible(text)
        return _apart(secret for found in _each(visible, lowered) for secret in found)

    def scrub(
        self, text: str, *, public: Callable[[], Iterable[str]] = tuple, expects_code: bool = False
    ) -> str:
        """The text with marks in place of its secrets.

        `public`: texts whose secrets are none, asked for once there is one. `expects_code`: a
        code as the desk mails them stays, to be exchanged.
        """
        pieces: list[str] = []
        end = 0
        for secret in self.secrets(text, public):
            told = text[secret.start : secret.end]
            if expects_code and secret.kind == "one-time code" and WRITTEN.fullmatch(told):
                continue
            pieces += [text[end : secret.start], marked(secret, told)]
            end = secret.end
        return "".join([*pieces, text[end:]]) if pieces else text

    def secrets(self, text: str, public: Callable[[], Iterable[str]]) -> Sequence[Secret]:
        """Those found that no public text holds."""
        if not (found := self.find(text)):
            return ()
        known = {
            bare(each[secret.start : secret.end]) for each in public() for secret in self.find(each)
        }
        return [each for each in found if bare(text[each.start : each.end]) not in known]

    def open_at(self, text: str) -> int:
        """From where more text could change what is found; before that it is settled."""
        visible, lowered = self._visible(text)
        opens = [
            _word_open_at(visible),
            _mark_open_at(text),
            may_be_card_at(visible),
            may_be_iban_at(visible),
            may_be_id_at(visible, lowered),
            may_be_key_at(visible),
            may_be_said_at(visible, lowered),
        ]
        near_end = max(0, len(text) - LONGEST_KEPT)
        if self._begun and (kept := self._begun.search(plain(text), near_end)):
            opens.append(kept.start())
        return min(opens)

    def _visible(self, text: str) -> tuple[str, str]:
        """As the detectors read it, and the same in lower case."""
        hidden = PLACEHOLDER.sub(_blank, MARK.sub(_blank, text)) if "[" in text else text
        visible = plain(hidden)
        if self._kept:
            visible = self._kept.sub(_blank, visible)
        return visible, lower(visible)


def marked(secret: Secret, told: str) -> str:
    """What stays of it."""
    if secret.kind != "card":
        return mark(secret.kind)
    digits = "".join(sign for sign in plain(told) if sign.isdecimal())
    return mark("card", digits[-SHOWN_OF_CARD:])


def bare(told: str) -> str:
    """The same for every way to write a secret."""
    return re.sub(JOINT, "", plain(told)).casefold()


def _each(visible: str, lowered: str) -> Iterator[Iterable[Secret]]:
    """By detector, with a quick look whether there can be anything for it."""
    if _MAY_HOLD_KEY.search(visible):
        yield find_keys(visible)
    if _MAY_HOLD_NUMBER.search(visible):
        yield find_ibans(visible)
        yield find_cards(visible)
        yield find_ids(visible, lowered)
    yield find_said(visible, lowered)


def _apart(found: Iterable[Secret]) -> list[Secret]:
    """Of those that overlap, the one that begins first; what goes on beyond it, goes with it."""
    apart: list[Secret] = []
    for secret in sorted(found, key=lambda each: (each.start, -each.end)):
        if apart and secret.start < apart[-1].end:
            before = apart[-1]
            apart[-1] = Secret(before.kind, before.start, max(before.end, secret.end))
        else:
            apart.append(secret)
    return apart


def _word_open_at(text: str) -> int:
    """Where the last word begins, if it can go on: every sign can be the first of a key."""
    at = len(text)
    while at and text[at - 1] not in _ENDS and not text[at - 1].isspace():
        at -= 1
    return at


def _mark_open_at(text: str) -> int:
    at = text.rfind("[", max(0, len(text) - 64))
    return at if at >= 0 and "]" not in text[at:] and "\n" not in text[at:] else len(text)


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])

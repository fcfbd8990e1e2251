"""Whether a turn did what its story expects, by the log alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frontdesk.actions.builtin import BUILT_IN
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ConfirmationOffered,
    CustomerBound,
    Event,
    HandoverStarted,
    ReceiptSent,
    ReplyPartSent,
    TurnEnded,
)
from frontdesk.domain.passage import Citation
from frontdesk.turns.texts import worded
from tests.stories.telling import Called, Expected

CONTACT = re.compile(r"mail|phone|telefon|correo|courriel|téléphone|teléfono|почт|телефон", re.I)
INNER = [*(action.name for action in BUILT_IN), "Not run:", "call it again"]
"""What is said to the model, never to a customer."""
BEFORE_THE_LINE = 160  # characters: one short acknowledgement


@dataclass(frozen=True, slots=True)
class Call:
    """An action that the model called, not what a press or a person let happen."""

    name: str
    arguments: dict
    status: str
    here: bool
    """In this turn."""

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"{self.name}({named}) {self.status}"

    def fits(self, wanted: Called) -> bool:
        given = self.arguments
        return self.name == wanted.name and all(
            given.get(name) == value for name, value in (wanted.arguments or {}).items()
        )


@dataclass(frozen=True, slots=True)
class Played:
    log: Sequence[Event]
    events: Sequence[Event]
    """Of the log, what this turn brought."""
    answer: str
    """What the press was answered with, or why there is no answer."""
    support_email: str

    @property
    def text(self) -> str:
        return "".join(e.text for e in self.events if isinstance(e, ReplyPartSent)).strip()

    @property
    def route(self) -> str:
        return next((e.route for e in reversed(self.events) if isinstance(e, TurnEnded)), "")

    @property
    def calls(self) -> Sequence[Call]:
        return [call for call in self.calls_so_far if call.here]

    @property
    def calls_so_far(self) -> Sequence[Call]:
        ended = {e.use: e.status for e in self.log if isinstance(e, ActionFinished)}
        here = {id(e) for e in self.events}
        return [
            Call(e.name, dict(e.arguments), ended.get(e.use, "open"), id(e) in here)
            for e in self.log
            if isinstance(e, ActionStarted) and e.turn is not None
        ]

    @property
    def citations(self) -> Sequence[Citation]:
        return _citations(self.events)

    @property
    def articles(self) -> Sequence[str]:
        return [article(each) for each in self.citations]

    @property
    def cards(self) -> Sequence[ConfirmationOffered]:
        return [e for e in self.events if isinstance(e, ConfirmationOffered)]

    @property
    def receipts(self) -> Sequence[ReceiptSent]:
        return [e for e in self.events if isinstance(e, ReceiptSent)]


def _citations(events: Sequence[Event]) -> Sequence[Citation]:
    return [c for e in events if isinstance(e, ReplyPartSent) for c in e.citations]


def article(citation: Citation) -> str:
    return citation.source.partition("#")[0]


def broken(expected: Expected, played: Played, language: str) -> Iterator[str]:
    """What does not hold, in words."""
    if played.answer == "no answer":
        yield "no answer came"
        return
    yield from _actions(expected, played)
    yield from _limits(expected, played)
    yield from _sources(expected, played)
    yield from _reply(expected, played, language)
    yield from _money(expected, played)
    handed = any(isinstance(e, HandoverStarted) for e in played.log)
    if expected.handover is not None and handed != expected.handover:
        yield "a person was called" if handed else "no person was called"


def _actions(expected: Expected, played: Played) -> Iterator[str]:
    through = [call for call in played.calls_so_far if call.status == "done"]
    refused = [call for call in played.calls_so_far if call.status in {"refused", "not_run"}]
    for wanted in expected.called:
        if not any(call.fits(wanted) for call in through):
            yield f"not done: {_words(wanted)}"
    for some, where, told in (
        (expected.called_any, through, "none done of"),
        (expected.refused, refused, "none refused of"),
    ):
        if some and not any(call.fits(wanted) for call in where for wanted in some):
            yield f"{told}: {' | '.join(_words(wanted) for wanted in some)}"
    bound = next((e.customer for e in played.log if isinstance(e, CustomerBound)), "")
    if expected.bound and bound != expected.bound:
        yield f"the customer is {bound or 'not known'}"


def _limits(expected: Expected, played: Played) -> Iterator[str]:
    for call in played.calls:
        if call.status == "done" and call.name in expected.without:
            yield f"done without being wanted: {call}"
        order, lines = call.arguments.get("order_id"), call.arguments.get("lines")
        if expected.about and order and order != expected.about:
            yield f"about another order: {call}"
        if expected.about_lines and lines and lines != list(expected.about_lines):
            yield f"about another line: {call}"


def _words(wanted: Called) -> str:
    return f"{wanted.name}{dict(wanted.arguments) if wanted.arguments else ''}"


def _sources(expected: Expected, played: Played) -> Iterator[str]:
    if expected.cites and not set(expected.cites) & set(played.articles):
        yield f"cites none of {', '.join(expected.cites)}"
    so_far = {article(each) for each in _citations(played.log)}
    if expected.cited and not set(expected.cited) & so_far:
        yield f"has cited none of {', '.join(expected.cited)}"
    if expected.cites_nothing and played.citations:
        yield f"cites {', '.join(dict.fromkeys(played.articles))}"
    for citation in played.citations:
        section = f"{article(citation)} › {citation.section.rpartition(' › ')[2]}"
        if {article(citation), section} & set(expected.not_citing):
            yield f"cites {section}"


def _reply(expected: Expected, played: Played, language: str) -> Iterator[str]:
    text = played.text
    if not text and not played.answer and played.route not in {"handover", ""}:
        yield "the reply is empty"
    if expected.route and played.route not in expected.route:
        yield f"route {played.route or 'none'}"
    if expected.fallback and not _is_fallback(text, played.support_email, language):
        yield "not the line for not knowing"
    if expected.asks_for == "contact" and not CONTACT.search(text):
        yield "does not ask for the e-mail address or phone number"
    yield from _facts(expected, text)


def _facts(expected: Expected, text: str) -> Iterator[str]:
    for figure in expected.tells:
        numbers = r"\D{1,6}".join(re.findall(r"\d+", figure))
        if not re.search(rf"(?<!\d){numbers}(?!\d)", text):
            yield f"does not tell {figure}"
    for fact in expected.not_telling:
        if fact.casefold() in text.casefold():
            yield f"tells {fact}"
    for word in INNER:
        if word in text:
            yield f"tells the customer {word!r}"


def _is_fallback(text: str, support_email: str, language: str) -> bool:
    if language != "en":
        return support_email in text
    before, line, after = text.partition(worded("en", support_email).not_knowing)
    return bool(line) and not after and len(before) <= BEFORE_THE_LINE


def _money(expected: Expected, played: Played) -> Iterator[str]:
    cards = [e for e in played.log if isinstance(e, ConfirmationOffered)]
    receipts = [e for e in played.log if isinstance(e, ReceiptSent)]
    if wanted := expected.card:
        newest = cards[-1] if cards else None
        found = (str(newest.amount), tuple(line.line for line in newest.lines)) if newest else None
        if found != (wanted.amount, wanted.lines):
            yield f"card {found or 'none'}"
    if expected.cards is not None and len(cards) != expected.cards:
        yield f"{len(cards)} cards"
    if expected.settled and played.answer != expected.settled:
        yield f"settled as {played.answer}"
    if expected.receipt and [str(each.amount) for each in receipts[-1:]] != [expected.receipt]:
        yield "no such receipt"
    if expected.receipts is not None and len(receipts) != expected.receipts:
        yield f"{len(receipts)} receipts"

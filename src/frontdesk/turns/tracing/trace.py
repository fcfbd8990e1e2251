"""A conversation's log as a timeline: its events by the message or press they came from."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from frontdesk.answering.bundle import Bundle
from frontdesk.domain.conversation import Conversation, fold
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ConfirmationOffered,
    ConversationId,
    CustomerConfirmed,
    CustomerDeclined,
    CustomerWrote,
    Event,
    ModelAnswered,
    ModelAsked,
    PersonJoined,
    Recalled,
    Recorded,
    ReplyPartSent,
    TurnEnded,
    TurnStarted,
    Usage,
)
from frontdesk.domain.passage import Citation, Passage
from frontdesk.insights import ModelCall, Tally, cost, read_calls
from frontdesk.ports.ledger import Entry
from frontdesk.turns.tracing.request import Requests, SentRequest
from frontdesk.turns.tracing.telling import Who, told

BEGINS = (CustomerWrote, CustomerConfirmed, CustomerDeclined, PersonJoined)


@dataclass(frozen=True, slots=True)
class Spent:
    usage: Usage
    dollars: Decimal | None
    """By the list prices; None for a model without one."""
    broken: int
    """Tokens that were cached and had to be paid again."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event of the log, and what can be seen through it."""

    number: int
    at: datetime
    event: str
    who: Who
    says: str
    facts: Sequence[tuple[str, str]] = ()
    texts: Sequence[tuple[str, str]] = ()
    """Longer ones, by what they are."""
    passages: Sequence[tuple[Passage, float | None]] = ()
    """With the score that each was found with."""
    citations: Sequence[Citation] = ()
    request: SentRequest | None = None
    spent: Spent | None = None


@dataclass(slots=True)
class Section:
    """What one message or press set off."""

    title: str
    who: Who
    steps: list[Step] = field(default_factory=list[Step])
    route: str = ""
    """How its turn ended; empty without one."""
    is_closed: bool = False
    calls: list[ModelCall] = field(default_factory=list[ModelCall])

    @property
    def dollars(self) -> Decimal:
        costs = (cost(call.usage, call.model) for call in self.calls)
        return sum((each for each in costs if each is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class Trace:
    id: ConversationId
    state: Conversation
    sections: Sequence[Section]
    total: Tally
    entries: Sequence[Entry]
    """Of the ledger, for the cards of this conversation."""


def cards_of(recorded: Sequence[Recorded]) -> Sequence[str]:
    """The ids of its confirmations: the ledger has an entry for each."""
    return [each.event.id for each in recorded if isinstance(each.event, ConfirmationOffered)]


def bundles_of(recorded: Sequence[Recorded]) -> Sequence[str]:
    """The ids of what its requests were made with."""
    asked = (each.event.bundle for each in recorded if isinstance(each.event, ModelAsked))
    return list(dict.fromkeys(asked))


def trace_of(
    id: ConversationId,
    recorded: Sequence[Recorded],
    bundles: Mapping[str, Bundle],
    entries: Sequence[Entry] = (),
) -> Trace:
    """Of a conversation that exists."""
    calls = {(call.turn, call.call): call for call in read_calls(recorded)}
    requests = Requests(recorded, bundles)
    sections: list[Section] = []
    for at, record in enumerate(recorded):
        step = _step(record, calls, requests, at)
        _placed(sections, record.event, step)
        call = calls.get(_call(record.event))
        if call and isinstance(record.event, ModelAnswered):
            sections[-1].calls.append(call)
    total = Tally()
    for call in calls.values():
        total.ask(id, call.turn)
        total.add(call)
    return Trace(id, fold(recorded), sections, total, entries)


def _placed(sections: list[Section], event: Event, step: Step) -> None:
    starts = isinstance(event, BEGINS) and (not sections or sections[-1].is_closed)
    if starts or not sections:
        sections.append(Section(step.says, step.who))
    section = sections[-1]
    if isinstance(event, CustomerWrote) and section.who != "customer":
        section.title, section.who = step.says, step.who
    section.steps.append(step)
    if isinstance(event, TurnStarted):
        section.is_closed = False
    elif isinstance(event, TurnEnded):
        section.route, section.is_closed = event.route, True
    elif isinstance(event, CustomerConfirmed | CustomerDeclined | PersonJoined):
        section.is_closed = True


def _call(event: Event) -> tuple[int, int]:
    return (event.turn, event.call) if isinstance(event, ModelAnswered) else (0, 0)


def _step(
    record: Recorded, calls: Mapping[tuple[int, int], ModelCall], requests: Requests, at: int
) -> Step:
    event = record.event
    who, says = told(event)
    step = Step(record.number, record.at, type(event).__name__, who, says)
    match event:
        case ModelAsked():
            facts = _named(("bundle", event.bundle), ("generation", str(event.generation)))
            return replace(step, facts=facts, request=requests.rebuilt(at, event))
        case ModelAnswered():
            texts = [(str(block.get("type", "block")), _json(block)) for block in event.blocks]
            spent = _spent(calls.get((event.turn, event.call)))
            return replace(step, facts=_named(("message", event.message)), texts=texts, spent=spent)
        case Recalled():
            scores = event.scores or [None] * len(event.passages)
            found = list(zip(event.passages, scores, strict=True))
            return replace(step, facts=_recalled(event), passages=found)
        case ActionStarted():
            facts = _named(("key", event.key), ("asked for by", event.use))
            return replace(step, facts=facts, texts=[("arguments", _json(event.arguments))])
        case ActionFinished():
            texts = [("result, as the model reads it", event.text)] if event.text else []
            found = [(passage, None) for passage in event.passages]
            return replace(step, facts=_named(("key", event.key)), texts=texts, passages=found)
        case ReplyPartSent():
            return replace(step, facts=[("check", "released")], citations=event.citations)
        case _:
            return replace(step, facts=list(_facts(event)))


def _named(*facts: tuple[str, str]) -> Sequence[tuple[str, str]]:
    return [(name, value) for name, value in facts if value]


def _recalled(event: Recalled) -> Sequence[tuple[str, str]]:
    sure = "" if event.answerable is None else f"{event.answerable:.3f}"
    return _named(("searched for", event.query), ("answerable, from 0 to 1", sure))


def _facts(event: Event) -> Iterator[tuple[str, str]]:
    """Of an event that has no view of its own: its fields."""
    for name, value in asdict(event).items():
        if value not in ("", None, (), [], {}):
            yield name.replace("_", " "), value if isinstance(value, str) else _json(value)


def _spent(call: ModelCall | None) -> Spent | None:
    if call is None or not call.is_counted:
        return None
    return Spent(call.usage, cost(call.usage, call.model), call.broken)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)

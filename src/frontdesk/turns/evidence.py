"""What a reply may rest on, read from the conversation's log."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from frontdesk.actions import wording
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ConfirmationOffered,
    CustomerWrote,
    Event,
    HandoverStarted,
    NoticeSent,
    PersonWrote,
    ReceiptSent,
    Recorded,
    TicketOpened,
)
from frontdesk.domain.passage import Passage, PassageId, trusted
from frontdesk.guards.claims import Evidence, effects_of

SENT_ON = frozenset({"escalate"})
"""A ticket or a handover makes people see to it."""


def evidence_in(events: Sequence[Recorded], prompt: str, today: date) -> Evidence:
    """All but the passages. `prompt`: what the desk tells its model."""
    happened = [record.event for record in events]
    finished = [event for event in happened if isinstance(event, ActionFinished)]
    told = [_told(event) for event in finished]
    return Evidence(
        today=today,
        results=tuple(facts for facts, _ in told if facts),
        others=tuple(text for _, theirs in told for text in theirs),
        desk=(prompt, *(text for event in happened for text in _said(event))),
        people=tuple(event.text for event in happened if isinstance(event, PersonWrote)),
        customer=tuple(event.text for event in happened if isinstance(event, CustomerWrote)),
        done=_done(happened, finished),
    )


def _told(finished: ActionFinished) -> tuple[str, Sequence[str]]:
    """The facts of a result, and the words of others in it."""
    return wording.parted(finished.text) if finished.taints else (finished.text, ())


def with_passages(
    evidence: Evidence,
    passages: Mapping[PassageId, Passage],
    *,
    cited: Collection[PassageId],
    cites: bool,
) -> Evidence:
    """For one piece. `cited`: up to it and by it; `cites`: whether it cites anything itself.

    What others wrote proves nothing (docs/decisions/0038): the company would stand for it. So it
    is with their words in a result.
    """
    proving = trusted(passages.values())
    return replace(
        evidence,
        cited=_texts([passage for passage in proving if passage.id in cited]),
        given=() if cites else _texts(proving),
        others=evidence.others
        + _texts([passage for passage in passages.values() if not passage.is_trusted]),
    )


def _texts(passages: Collection[Passage]) -> tuple[str, ...]:
    return tuple(
        text for each in passages for text in (each.title, each.section, *each.blocks) if text
    )


def _said(event: Event) -> Sequence[str]:
    match event:
        case NoticeSent() | ReceiptSent():
            return (event.text,)
        case ConfirmationOffered():
            lines = (f"{line.label}: {line.amount}" for line in event.lines)
            return (event.title, str(event.amount), *lines)
        case _:
            return ()


def _done(happened: Sequence[Event], finished: Sequence[ActionFinished]) -> frozenset[str]:
    """What events prove to have come about. Money has moved only where a receipt says so."""
    writes = {
        (event.turn, event.call, event.use)
        for event in happened
        if isinstance(event, ActionStarted) and event.risk in {"keyed_write", "unkeyed_write"}
    }
    names = (
        event.name
        for event in finished
        if event.status == "done" and (event.turn, event.call, event.use) in writes
    )
    done = frozenset[str]().union(*map(effects_of, names))
    for event in happened:
        match event:
            case ReceiptSent():
                done |= {"refund"}
            case TicketOpened():
                done |= {"ticket", *SENT_ON}
            case HandoverStarted():
                done |= SENT_ON
            case _:
                pass
    return done

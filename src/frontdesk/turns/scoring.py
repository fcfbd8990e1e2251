"""Score a whole reply, and say by which route it ends (R51, D7, D9)."""

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.domain.event import (
    ActionFinished,
    CustomerWrote,
    Event,
    ModelAnswered,
    PieceWithheld,
    Recalled,
    ReplyPartSent,
    ReplyScored,
    TurnStarted,
)
from frontdesk.guards.claims import makes_claim
from frontdesk.handover.scoring import Seen, judge_request, read_judgement, score, signals
from frontdesk.turns.asking_aside import ask_aside
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means

MOST_SOURCES = 12  # blocks that the judge is given


def holds(means: Means, log: Log, answerable: float | None) -> bool:
    """Whether this turn's reply is shown only once it is scored, if at all."""
    if means.staffing.mode == "drafts":
        return True
    suspicious = any(reading.shows("suspicious") for reading in log.state.mood.readings)
    return means.delivery.holds(answerable, is_suspicious=suspicious)


def scored(
    means: Means, log: Log, started: TurnStarted, new: Sequence[Event], *, was_held: bool
) -> ReplyScored:
    """What the turn's reply is worth by what code saw. `new`: its events not in the log yet."""
    events = _of_turn(log, started, new)
    seen = _seen(log, events)
    found = signals(seen)
    value = score(found)
    band = means.delivery.band(value)
    return ReplyScored(started.turn, started.attempt, value, band, found, was_held)


def is_in_doubt(means: Means, kept: ReplyScored) -> bool:
    """Whether a judge is asked too: only where signals held the reply or it lies in the middle."""
    return means.judge is not None and (kept.band == "footer" or kept.was_held)


def without_parts(new: Sequence[Event]) -> Sequence[Event]:
    """Nothing of the reply was said: its blocks must not stand in the history either."""
    return [
        replace(event, blocks=()) if isinstance(event, ModelAnswered) else event
        for event in new
        if not isinstance(event, ReplyPartSent)
    ]


def text_of(new: Sequence[Event]) -> str:
    return "".join(event.text for event in new if isinstance(event, ReplyPartSent)).strip()


def _of_turn(log: Log, started: TurnStarted, new: Sequence[Event]) -> Sequence[Event]:
    turn = started.turn
    old = (record.event for record in log.events)
    return [event for event in (*old, *new) if getattr(event, "turn", None) == turn]


def _seen(log: Log, events: Sequence[Event]) -> Seen:
    parts = [event for event in events if isinstance(event, ReplyPartSent)]
    finished = [event for event in events if isinstance(event, ActionFinished)]
    recalled = next((event for event in events if isinstance(event, Recalled)), None)
    acted = any(event.status == "done" and not event.passages for event in finished)
    cited = [part for part in parts if part.citations]
    bare = [part for part in parts if not part.citations and makes_claim(part.text)]
    return Seen(
        withheld=sum(isinstance(event, PieceWithheld) for event in events),
        claims=len(cited) + len(bare),
        supported=len(cited) + (len(bare) if acted else 0),
        words=sum(len(part.text.split()) for part in parts),
        cites=bool(cited),
        passages=len(recalled.passages) if recalled else 0,
        answerable=recalled.answerable if recalled else None,
        failed=int(bool(finished) and finished[-1].status in {"failed", "unknown"}),
        acted=acted,
        is_suspicious=any(each.shows("suspicious") for each in log.state.mood.readings),
    )


async def judged(
    means: Means, log: Log, started: TurnStarted, kept: ReplyScored, new: Sequence[Event]
) -> ReplyScored:
    """With a judge's word; without one if none can be had in time."""
    assert means.judge is not None  # noqa: S101 (narrows the type: see `is_in_doubt`)
    events = _of_turn(log, started, new)
    question = [e.event.text for e in log.events if isinstance(e.event, CustomerWrote)][-1]
    request = judge_request(means.judge, question, _sources(events), text_of(events))
    answer, ended, failure = await ask_aside(means.model, request, means.judge.seconds)
    word = read_judgement(answer) if ended and ended.stop_reason == "end_turn" else None
    found = (*kept.signals, word) if word else kept.signals
    value = score(kept.signals, word.value) if word else kept.score
    kept = replace(kept, score=value, band=means.delivery.band(value), signals=found)
    kept = replace(kept, model=means.judge.model, stop_reason=failure)
    if ended is None:
        return kept
    return replace(kept, message_id=ended.message, stop_reason=ended.stop_reason, usage=ended.usage)


def _sources(events: Sequence[Event]) -> Sequence[str]:
    """What the reply could rest on: cited quotes first, then passages and results."""
    said: dict[str, None] = {}
    for event in events:
        match event:
            case ReplyPartSent(citations=citations):
                said |= dict.fromkeys(citation.quote for citation in citations)
            case Recalled(passages=passages):
                said |= dict.fromkeys(block for each in passages for block in each.blocks)
            case ActionFinished(text=text, passages=passages):
                said |= dict.fromkeys(block for each in passages for block in each.blocks)
                said |= {text: None} if text else {}
            case _:
                pass
    return list(said)[:MOST_SOURCES]

"""How a conversation went on: who is known, how turns began and ended, what it came to."""

from frontdesk.domain.event import (
    Closed,
    CodeSent,
    ConversationOpened,
    CustomerBound,
    Decided,
    Event,
    IdentityRefused,
    PrefixRestarted,
    Rated,
    Recalled,
    Redacted,
    Reopened,
    TurnEnded,
    TurnRated,
    TurnStarted,
)
from frontdesk.turns.tracing.telling.who import Who


def told_of_course(event: Event) -> tuple[Who, str] | None:  # noqa: C901 (a line a case)
    match event:
        case ConversationOpened():
            return "desk", "conversation opened" + (f" ({event.locale})" if event.locale else "")
        case CustomerBound():
            return "customer", f"known as {event.name or event.customer}, {event.level}"
        case IdentityRefused():
            return "customer", f"not identified: {event.reason}"
        case CodeSent():
            return "customer", f"code {event.number} sent to {event.customer} by mail"
        case TurnStarted():
            again = f", attempt {event.attempt}" if event.attempt > 1 else ""
            return "desk", f"turn {event.turn} started{again}"
        case Decided():
            return "desk", f"decided to {event.decision}: {event.reason}"
        case Recalled():
            return "desk", _recalled(event)
        case PrefixRestarted():
            return "desk", f"generation {event.generation} begun: {event.reason}"
        case TurnEnded():
            return "desk", f"turn {event.turn} ended: {event.route}"
        case TurnRated():
            opinion = "helpful" if event.helpful else "not helpful"
            return "customer", f"called turn {event.turn} {opinion}"
        case Rated():
            return "customer", f"rated it {event.score} of 5. {event.text}".rstrip()
        case Closed():
            return "desk", f"closed: {event.reason or event.resolved}"
        case Reopened():
            return "desk", "reopened"
        case Redacted():
            said = f"the customer was forgotten: {event.events} events above lost their words"
            return "desk", f"{said}, so requests are rebuilt without them"
        case _:
            return None


def _recalled(event: Recalled) -> str:
    if event.reason:
        return f"not searched: {event.reason}"
    titles = ", ".join(dict.fromkeys(passage.title for passage in event.passages))
    return f"recalled {len(event.passages)} passages" + (f": {titles}" if titles else "")

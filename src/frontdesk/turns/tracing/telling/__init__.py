"""An event of the log in words for the people at the desk; placeholders stay as they are."""

from frontdesk.domain.event import Event
from frontdesk.turns.tracing.telling.course import told_of_course
from frontdesk.turns.tracing.telling.effects import told_of_effects
from frontdesk.turns.tracing.telling.people import told_of_people
from frontdesk.turns.tracing.telling.talk import told_of_talk
from frontdesk.turns.tracing.telling.who import Who

__all__ = ["Who", "told"]


def told(event: Event) -> tuple[Who, str]:
    """Who did it, and what, in one line."""
    return (
        told_of_talk(event)
        or told_of_effects(event)
        or told_of_people(event)
        or told_of_course(event)
        or ("desk", type(event).__name__)
    )

"""What front ends are told of a desk, and where they may stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from frontdesk.assembly.greeting import greetings
from frontdesk.domain.user import Role
from frontdesk.settings import Settings, Widget


@dataclass(frozen=True, slots=True)
class Front:
    name: str
    greetings: Mapping[str, str]
    """By language, as ISO 639; English is always there."""
    languages: tuple[str, ...]
    suggested_questions: tuple[str, ...]
    suggested_questions_in: Mapping[str, tuple[str, ...]]
    """For visitors of these languages instead."""
    features: tuple[str, ...]
    origins: tuple[str, ...]
    widget: Widget
    contact_data_from: Role
    """The lowest role at the desk that reads contact data; below it comes masked."""
    refunds_from: Role
    """The lowest role that decides refunds which wait for a person."""
    support_email: str
    site: str
    """Where articles with a relative address stand; empty for nowhere."""

    @classmethod
    def of(cls, settings: Settings, features: tuple[str, ...]) -> Self:
        desk = settings.desk
        return cls(
            name=desk.name,
            greetings=greetings(desk.name, desk.support_email),
            languages=desk.languages,
            suggested_questions=desk.suggested_questions,
            suggested_questions_in=desk.suggested_questions_in,
            features=features,
            origins=settings.server.origins,
            widget=settings.widget,
            contact_data_from=settings.console.contact_data,
            refunds_from=settings.console.approves_refunds,
            support_email=desk.support_email,
            site=settings.knowledge.site,
        )

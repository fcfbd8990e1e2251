"""When people come in, what they see, and who else is told."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    model_validator,
)

from frontdesk.domain.event import Priority
from frontdesk.domain.mode import DeskMode
from frontdesk.domain.user import Role
from frontdesk.handover.assigning import Assign
from frontdesk.handover.policy import Do, RuleName
from frontdesk.handover.scoring import Mode
from frontdesk.settings.section import Section, on_the_web


class Console(Section):
    """What the people at the desk see and may do."""

    contact_data: Role = "lead"
    """From which role on e-mail addresses and phone numbers are shown: agent, lead or admin."""
    approves_refunds: Role = "lead"
    """From which role on refunds that wait for a person may be decided."""


class People(Section):
    """Who answers: the bot, or people."""

    mode: DeskMode = "bot"
    """Who answers until somebody turns the switch in the console or by `frontdesk mode`: `bot`;
    `drafts`, the bot writes and people send; `people`, the model is not asked (docs/queue.md)."""
    share: float = Field(default=0.0, ge=0, le=1)
    """So many of the conversations that begin go to people only; drawn once for each."""
    assign: Assign = "none"
    """Who waits is assigned to whoever is there: `round_robin`, by turns; `least_loaded`, to whom
    has the fewest; `none`: everybody takes for themselves."""
    capacity: int = Field(default=6, ge=0)
    """So many open conversations a person is assigned at most; `users add --capacity` for one."""


Minutes = Annotated[int, Field(ge=1)]


class Sla(Section):
    """How soon people answer, in minutes of their hours, by priority; what is left out has none."""

    first_reply_minutes: Mapping[Priority, Minutes] = {}
    """From the wait for a person to that person's first word, as
    `{urgent = 15, high = 60, normal = 240}`."""
    next_reply_minutes: Mapping[Priority, Minutes] = {}
    """From the customer's first message since, to the next word."""
    resolution_minutes: Mapping[Priority, Minutes] = {}
    """From when people had it, until it is closed or handed back."""


class Delivery(Section):
    mode: Mode = "auto"
    """`stream` shows each checked sentence at once, `hold` the whole reply once it is scored;
    `auto` holds where a search found little or a message is suspicious."""
    send_at: float = Field(default=0.85, ge=0, le=1)
    """Replies with this score or more are sent as they are (docs/scoring.md)."""
    footer_at: float = Field(default=0.6, ge=0, le=1)
    """With this score or more they get a button for a person; below, people answer."""
    judge: bool = True
    """The small model judges replies that code is not sure of."""
    quiet_seconds: float = Field(default=0.0, ge=0, le=60)
    """How long a customer has to be quiet before an answer begins; 0: it begins at once."""

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.footer_at > self.send_at:
            raise ValueError("footer_at lies above send_at")
        return self


class RuleChange(Section):
    """What of a rule differs; what is left out stays as it is."""

    do: Do | None = None
    priority: Priority | None = None
    after: int | None = Field(default=None, ge=1)
    below: float | None = Field(default=None, ge=-1, le=1)


def as_rule_change(given: object) -> object:
    """A word alone is what the rule does."""
    return {"do": given} if isinstance(given, str) else given


class Escalation(Section):
    reading: bool = True
    """The small model reads each message beside the answer; without it, word rules alone do."""
    rules: Mapping[RuleName, Annotated[RuleChange, BeforeValidator(as_rule_change)]] = {}
    """When a person takes over, by rule (docs/escalation.md): `off`, `offer`, `hand_over`, or
    `{do = "hand_over", priority = "high", after = 3, below = -0.5}`."""

    @model_validator(mode="after")
    def the_customers_wish_wins(self) -> Self:
        change = self.rules.get("wants_person")
        if change and change.do not in {None, "hand_over"}:
            raise ValueError("who wants a person gets one: wants_person can only be hand_over")
        if any(change.do == "warn" for name, change in self.rules.items() if name != "insult"):
            raise ValueError("only the rule insult warns")
        return self


class Webhooks(Section):
    """Other systems that are told of handovers, people's replies, tickets, ends and ratings."""

    urls: tuple[Annotated[str, AfterValidator(on_the_web)], ...] = ()
    """Where to, as `https://crm.example/desk`; each is told of everything."""
    secret: SecretStr = SecretStr("")
    """Signs what they are told (Standard Webhooks): `openssl rand -base64 32`; better as
    `FRONTDESK_WEBHOOKS__SECRET` than in the file."""
    with_texts: bool = False
    """Whether they may read what people wrote; contact data stays placeholders."""

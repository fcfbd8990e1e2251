"""What the desk is and where it runs: itself, its chat, its model, its articles and orders."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    Field,
    IPvAnyNetwork,
    StringConstraints,
)

from frontdesk.handover.hours import Hours, read_spans
from frontdesk.settings.section import Section, on_the_web

HEX_COLOR = r"^(#[0-9a-fA-F]{6})?$"


def opening_hours(text: str) -> str:
    read_spans(text)
    return text


def zone_name(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("there is no such time zone: `Europe/Berlin` is one") from None
    return name


class Desk(Section):
    name: str = "Frontdesk"
    """The brand that customers see."""
    support_email: str = "support@example.com"
    """Where people help when the bot cannot."""
    languages: tuple[str, ...] = ("en",)
    """Languages customers are served in, as BCP 47 tags."""
    hours: Annotated[str, AfterValidator(opening_hours)] = ""
    """When people are there, as `mon-fri 09:00-18:00, sat 10:00-14:00`; empty: always."""
    timezone: Annotated[str, AfterValidator(zone_name)] = "UTC"
    """Of these hours, as `Europe/Berlin`."""
    closed_days: tuple[date, ...] = ()
    """Days without anybody, as `2026-12-25`."""
    handover_summaries: bool = True
    """The small model sums up what a person takes over; false: a plain extract is made by code."""
    staff_language: str = "English"
    """What summaries for the people at the desk are written in, by its name."""
    close_after_hours: float = Field(default=24.0, ge=0)
    """A customer who is silent for so long after an answer is taken as done; 0: never."""
    close_solved_after_minutes: float = Field(default=10.0, ge=0)
    """The same for one whose last word was that it is solved; 0: never."""
    suggested_questions: tuple[str, ...] = ()
    """Shown before the first message."""
    suggested_questions_in: Mapping[str, tuple[str, ...]] = {}
    """The same for visitors of other languages, by ISO 639 code."""

    @property
    def opening(self) -> Hours:
        """The three of them together."""
        zone = ZoneInfo(self.timezone)
        return Hours(read_spans(self.hours), zone, frozenset(self.closed_days))


class Widget(Section):
    """How the chat looks; a site's script tag may say otherwise (`data-theme`, `data-color`)."""

    theme: Literal["auto", "light", "dark"] = "auto"
    """Light, dark, or as the visitor's system has it."""
    color: Annotated[str, StringConstraints(pattern=HEX_COLOR)] = ""
    """The brand's, as `#0a7c66`; made lighter or darker where it would be hard to read."""
    link_hosts: tuple[str, ...] = ()
    """Hosts that replies may link to, besides `[server] origins` and those of the articles."""


class Claude(Section):
    model: str = "claude-haiku-5-5"
    """The model that answers."""
    small_model: str = "claude-haiku-5-5"
    """The model for internal work, such as summing up a long conversation."""
    base_url: str = ""
    """A compatible endpoint; empty for Anthropic's own."""
    effort: Literal["", "low", "medium", "high", "xhigh", "max"] = "low"
    """How much the model thinks: low, medium, high, xhigh or max; empty for its default."""
    max_tokens: int = Field(default=2048, ge=256, le=128_000)
    """Longest reply, thinking included."""


class Server(Section):
    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = Field(default=8080, ge=1, le=65535)
    """Port to listen on."""
    url: Annotated[str, AfterValidator(on_the_web)] = ""
    """Where customers reach this desk, as `https://desk.shop.example`: links in letters lead there;
    empty: `host` and `port`."""
    origins: tuple[str, ...] = ()
    """Sites that may embed the chat, as `https://shop.example`."""
    trusted_proxies: tuple[IPvAnyNetwork, ...] = ()
    """Networks of your own proxies, as `10.0.0.0/8`: only their X-Forwarded-For is believed."""
    turns_at_once: int = Field(default=256, ge=1)
    """Conversations that are answered at the same time; others wait for their turn."""
    drain_seconds: float = Field(default=15, ge=0, le=600)
    """How long a server that is told to stop lets replies finish; then they go on in the next."""

    @property
    def address(self) -> str:
        """Without a slash at its end."""
        return self.url.rstrip("/") or f"http://{self.host}:{self.port}"


class Data(Section):
    path: Path = Path(".frontdesk")
    """Folder for the database and the desk's secret."""


class Knowledge(Section):
    path: Path = Path("articles")
    """Folder of Markdown articles."""
    site: Annotated[str, AfterValidator(on_the_web)] = ""
    """Where articles with a relative address stand, as `https://shop.example`; empty: nowhere."""
    languages: tuple[str, ...] = ("en",)
    """Languages the articles are written in, as BCP 47 tags."""
    mode: Literal["auto", "prompt", "search"] = "auto"
    """All articles in the prompt, or each question searches them; auto takes the cheaper one."""
    untrusted: tuple[str, ...] = ()
    """Folders below `path` that others write, such as a forum: what they say leads to no action and
    proves no figure, rule, link or contact."""


class Store(Section):
    path: Path = Path("store")
    """Folder of the order system: its store.py or JSON files. None there: no order actions."""
    order_number: str = "ORD-12345"
    """What an order number looks like; the model is shown it."""

"""What an operator can set: frontdesk.toml, then environment, then the command line.

Read at edges only; everything below gets values. Unknown names are refused in both places.
"""

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    IPvAnyNetwork,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from frontdesk.domain.customer import Level
from frontdesk.errors import SettingsWrong
from frontdesk.handover.hours import Hours, read_spans

PREFIX = "FRONTDESK_"
FILE = "frontdesk.toml"
HEX_COLOR = r"^(#[0-9a-fA-F]{6})?$"
KEY_CHARACTERS = 32  # RFC 7518, 3.2: HS256 wants 256 bits


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


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
    suggested_questions: tuple[str, ...] = ()
    """Shown before the first message."""
    suggested_questions_in: dict[str, tuple[str, ...]] = {}
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
    origins: tuple[str, ...] = ()
    """Sites that may embed the chat, as `https://shop.example`."""
    trusted_proxies: tuple[IPvAnyNetwork, ...] = ()
    """Networks of your own proxies, as `10.0.0.0/8`: only their X-Forwarded-For is believed."""
    turns_at_once: int = Field(default=256, ge=1)
    """Conversations that are answered at the same time; others wait for their turn."""
    drain_seconds: float = Field(default=15, ge=0, le=600)
    """How long a server that is told to stop lets replies finish; then they go on in the next."""


class Data(Section):
    path: Path = Path(".frontdesk")
    """Folder for the database and the desk's secret."""


def on_the_web(address: str) -> str:
    if address and not address.startswith(("https://", "http://")):
        raise ValueError("an address begins with https:// or http://")
    return address


class Knowledge(Section):
    path: Path = Path("articles")
    """Folder of Markdown articles."""
    site: Annotated[str, AfterValidator(on_the_web)] = ""
    """Where articles with a relative address stand, as `https://shop.example`; empty: nowhere."""
    languages: tuple[str, ...] = ("en",)
    """Languages the articles are written in, as BCP 47 tags."""
    mode: Literal["auto", "prompt", "search"] = "auto"
    """All articles in the prompt, or each question searches them; auto takes the cheaper one."""


class Store(Section):
    path: Path = Path("store")
    """Folder of the order system: its store.py or JSON files. None there: no order actions."""
    order_number: str = "ORD-12345"
    """What an order number looks like; the model is shown it."""


class SiteKey(Section):
    """What the site's own server signs with: a secret (HS256) or a public key in PEM (EdDSA)."""

    id: str = ""
    """The `kid` of the tokens it counts for; empty: for all of them."""
    key: SecretStr

    @property
    def is_public(self) -> bool:
        return self.key.get_secret_value().lstrip().startswith("-----BEGIN PUBLIC KEY-----")

    @model_validator(mode="after")
    def long_enough(self) -> Self:
        if not self.is_public and len(self.key.get_secret_value()) < KEY_CHARACTERS:
            raise ValueError(f"a key has at least {KEY_CHARACTERS} characters")
        return self


def as_site_key(given: object) -> object:
    """A key alone is one without an id."""
    return {"key": given} if isinstance(given, str | SecretStr) else given


class Identity(Section):
    keys: tuple[Annotated[SiteKey, BeforeValidator(as_site_key)], ...] = ()
    """What the site signs its customers' tokens with, the newest first: a secret, a public key in
    PEM, or `{id = "kid", key = "…"}`; none: no sign-in."""
    required: bool = False
    """Only customers who are signed in at the site may write."""
    levels: Mapping[str, Level] = {}
    """How sure the desk must be who writes, by action: visitor, claimed or verified."""


class Mail(Section):
    url: SecretStr = SecretStr("")
    """Where the desk's mail goes: `smtp://user:password@host:587` (with STARTTLS), `smtps://…:465`,
    or `file:folder`; empty: it sends none."""
    sender: str = ""
    """From whom, as `ShopNova <support@shopnova.example>`; empty for [desk] support_email."""


class Limits(Section):
    """How much is taken within a minute; what is above waits at the customer's side."""

    visitor: int = Field(default=120, ge=1)
    """Messages and presses from one address a minute; of IPv6, from one /64 network."""
    customer: int = Field(default=60, ge=1)
    """Messages and presses of one known customer a minute, over all conversations."""
    conversation: int = Field(default=30, ge=1)
    """Messages and presses in one conversation a minute."""
    openings: int = Field(default=60, ge=1)
    """Conversations opened from one address a minute."""
    identity_tries: int = Field(default=10, ge=1)
    """Failed tries an hour from one address to be taken for a customer."""
    day_cost: Decimal = Field(default=Decimal("100.00"), ge=0)
    """US dollars for the model a day (UTC), by its list prices; 0: as much as it costs."""


class Delivery(Section):
    quiet_seconds: float = Field(default=0.0, ge=0, le=60)
    """How long a customer has to be quiet before an answer begins; 0: it begins at once."""


class Actions(Section):
    off: tuple[str, ...] = ()
    """Built-in actions that this desk does not have, by name: `frontdesk actions list`."""


class Refunds(Section):
    """Amounts are in the currency of the order."""

    window_days: int = Field(default=30, ge=0)
    """Days after delivery in which money may go back."""
    person_above: Decimal = Field(default=Decimal("500.00"), ge=0)
    """Above this sum for one order a person decides."""
    lost_after_days: int = Field(default=14, ge=0)
    """Days after its promised date from which a parcel counts as lost."""
    customer_per_day: Decimal = Field(default=Decimal("1000.00"), ge=0)
    """Above this sum for one customer within 24 hours a person decides."""
    desk_per_day: Decimal = Field(default=Decimal("10000.00"), ge=0)
    """Above this sum for all customers within 24 hours a person decides."""


class Payments(Section):
    url: str = ""
    """Address of a payment API with keys (docs/payments.md); empty: the order system pays back."""
    key: SecretStr = SecretStr("")
    """Sent to it as Authorization: Bearer; as `FRONTDESK_PAYMENTS__KEY` rather than in the file."""


class Webhooks(Section):
    """Other systems that are told of handovers, people's replies, tickets, ends and ratings."""

    urls: tuple[Annotated[str, AfterValidator(on_the_web)], ...] = ()
    """Where to, as `https://crm.example/desk`; each is told of everything."""
    secret: SecretStr = SecretStr("")
    """Signs what they are told (Standard Webhooks): `openssl rand -base64 32`; better as
    `FRONTDESK_WEBHOOKS__SECRET` than in the file."""
    with_texts: bool = False
    """Whether they may read what people wrote; contact data stays placeholders."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    desk: Desk = Desk()
    widget: Widget = Widget()
    claude: Claude = Claude()
    server: Server = Server()
    data: Data = Data()
    knowledge: Knowledge = Knowledge()
    store: Store = Store()
    identity: Identity = Identity()
    mail: Mail = Mail()
    limits: Limits = Limits()
    delivery: Delivery = Delivery()
    actions: Actions = Actions()
    refunds: Refunds = Refunds()
    payments: Payments = Payments()
    webhooks: Webhooks = Webhooks()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 (the library's signature)
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the library's signature)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the library's signature)
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings  # what the file says comes in as init values

    def overridden(self, **sections: Mapping[str, object]) -> Self:
        """With these values instead, as given on the command line."""
        changed = {
            name: getattr(self, name).model_copy(update=dict(values))
            for name, values in sections.items()
        }
        return self.model_copy(update=changed)


def load_settings(folder: Path) -> Settings:
    """The project in `folder`, whose frontdesk.toml may be missing. Raises SettingsWrong."""
    file = folder / FILE
    values = _read_file(file) if file.is_file() else {}
    _refuse_unknown(file, (f"[{section}] {name}" for section, name in _names(values)))
    _refuse_unknown(None, (_as_setting(name) for name in os.environ if name.startswith(PREFIX)))
    try:
        return _from_folder(Settings(**values), folder, values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsWrong(
            f"The setting {name} cannot be used: {first['msg']}.",
            next_step=f"Mend it in {file} or in the environment and start again.",
        ) from error
    except SettingsError as error:
        raise SettingsWrong(
            f"A {PREFIX}… variable in the environment cannot be read: {error}.",
            next_step='Lists are written as JSON: ["a", "b"].',
        ) from error


def _from_folder(settings: Settings, folder: Path, file: Mapping[str, Any]) -> Settings:
    """Relative paths that stand in the file start at its folder, others where we are."""
    for section in ("data", "knowledge", "store"):
        is_in_file = bool(file.get(section, {}).get("path"))  # an empty one is no folder at all
        path: Path = getattr(settings, section).path
        if is_in_file and path == Path(file[section]["path"]):
            settings = settings.overridden(**{section: {"path": folder / path}})
    return settings


def api_key() -> str | None:
    """The model provider's key: only ever from ANTHROPIC_API_KEY."""
    return os.environ.get("ANTHROPIC_API_KEY") or None


def _read_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsWrong(
            f"{file} cannot be read: {error}.", next_step="Mend the file and start again."
        ) from error


def _known() -> Sequence[str]:
    return [
        f"[{section}] {name}"
        for section, field in Settings.model_fields.items()
        for name in field.default.__class__.model_fields
    ]


def _names(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for section, content in values.items():
        if isinstance(content, dict):
            yield from ((section, str(name)) for name in content)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] (a TOML table)
        else:
            yield "", section


def _as_setting(variable: str) -> str:
    section, _, name = variable.removeprefix(PREFIX).lower().partition("__")
    return f"[{section}] {name}"


def _refuse_unknown(file: Path | None, names: Iterable[str]) -> None:
    known = _known()
    for name in names:
        if name not in known:
            where = str(file) if file else "the environment"
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            raise SettingsWrong(
                f"There is no setting {name} (in {where}).",
                next_step=f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}.",
            )

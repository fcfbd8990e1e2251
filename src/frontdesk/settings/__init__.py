"""What an operator can set: frontdesk.toml, then environment, then the command line.

Read at edges only; everything below gets values. Unknown names are refused in both places.
"""

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from frontdesk.errors import SettingsWrong
from frontdesk.settings.acting import Actions as Actions
from frontdesk.settings.acting import Payments as Payments
from frontdesk.settings.acting import Refunds as Refunds
from frontdesk.settings.desk import Claude as Claude
from frontdesk.settings.desk import Data as Data
from frontdesk.settings.desk import Desk as Desk
from frontdesk.settings.desk import Knowledge as Knowledge
from frontdesk.settings.desk import Server as Server
from frontdesk.settings.desk import Store as Store
from frontdesk.settings.desk import Widget as Widget
from frontdesk.settings.people import Console as Console
from frontdesk.settings.people import Delivery as Delivery
from frontdesk.settings.people import Escalation as Escalation
from frontdesk.settings.people import People as People
from frontdesk.settings.people import Sla as Sla
from frontdesk.settings.people import Webhooks as Webhooks
from frontdesk.settings.trust import Identity as Identity
from frontdesk.settings.trust import Limits as Limits
from frontdesk.settings.trust import Mail as Mail
from frontdesk.settings.trust import Privacy as Privacy
from frontdesk.settings.trust import SiteKey as SiteKey

PREFIX = "FRONTDESK_"
FILE = "frontdesk.toml"


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
    privacy: Privacy = Privacy()
    actions: Actions = Actions()
    console: Console = Console()
    people: People = People()
    sla: Sla = Sla()
    refunds: Refunds = Refunds()
    delivery: Delivery = Delivery()
    escalation: Escalation = Escalation()
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

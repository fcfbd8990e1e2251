"""What `frontdesk doctor` looks at, and what a finding is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from frontdesk.assembly.knowledge import open_library
from frontdesk.assembly.storage import open_usage, schema_of
from frontdesk.domain.passage import ArticleId
from frontdesk.errors import FrontdeskError
from frontdesk.insights import Spending, read_spending
from frontdesk.ports.passages import Extent
from frontdesk.settings import Settings

Status = Literal["ok", "warn", "fail"]
RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    status: Status
    """`fail`: the desk cannot start or cannot answer; `warn`: it does less, or costs more."""
    found: str
    next_step: str = ""
    """Empty where all is well."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies in the data folder."""

    articles: Sequence[ArticleId]
    extent: Extent
    recent: Spending
    """On the model, in the last days."""


@dataclass(frozen=True, slots=True)
class Patient:
    """A project and what it was found to hold."""

    project: Path
    settings: Settings
    key: str | None
    is_demo: bool
    kept: Kept | None
    """None while there is no database, or none that can be read as it is."""

    @property
    def has_stand_in(self) -> bool:
        """Whether the demo starts a sandbox, because nobody else would answer."""
        return self.is_demo and not self.key and not self.settings.claude.base_url


async def read_kept(settings: Settings) -> Kept | None:
    try:
        if schema_of(settings) != "current":
            return None
        with open_library(settings) as library:
            fingerprints: Mapping[ArticleId, str] = await library.passages.fingerprints()
            extent = await library.passages.extent()
        with open_usage(settings) as usage:
            recent = await read_spending(usage, since=datetime.now(UTC) - RECENT)
    except FrontdeskError:  # the check of the data folder says what and why
        return None
    return Kept(tuple(fingerprints), extent, recent)

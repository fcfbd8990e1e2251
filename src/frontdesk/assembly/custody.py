"""What is held of a customer, for the commands that export it or make it forgotten."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.mail import open_mail
from frontdesk.adapters.mail.folder import FolderMail
from frontdesk.adapters.sql.scrubbing import scrub
from frontdesk.adapters.store import open_store
from frontdesk.assembly.storage import DATABASE, open_storage
from frontdesk.ports.clock import Clock
from frontdesk.settings import Settings
from frontdesk.turns.exporting import Row, export
from frontdesk.turns.forgetting import Forgotten, forget, under_way
from frontdesk.turns.holdings import Holdings, Keepers, holdings_of


@dataclass(frozen=True, slots=True)
class Custody:
    keepers: Keepers
    clock: Clock
    settings: Settings
    project: Path

    async def find(self, who: str) -> Holdings:
        """Raises CustomerNotFound, StorageFailed."""
        return await holdings_of(self.keepers, who)

    def under_way(self, held: Holdings) -> list[str]:
        return list(under_way(held, self.clock))

    async def export(self, held: Holdings) -> dict[str, list[Row]]:
        return await export(self.keepers, held)

    async def forget(self, held: Holdings) -> tuple[Forgotten, int]:
        """What went, and how many letters of the mail folder.

        Raises CustomerBusy, Outrun, StorageFailed, and what opening the order system raises.
        """
        addresses = await self._addresses(held)
        forgotten = await forget(self.keepers, self.clock, held)
        mail = open_mail(self.settings.mail.url.get_secret_value(), "", self.project)
        letters = await mail.forget(addresses) if isinstance(mail, FolderMail) else 0
        self.scrub()
        return forgotten, letters

    def scrub(self) -> None:
        """Raises StorageFailed."""
        scrub(self.settings.data.path / DATABASE)

    async def _addresses(self, held: Holdings) -> set[str]:
        """Where the desk's letters to this customer went: to the account's address."""
        values = [await self.keepers.vault.values(each.id) for each in held.conversations]
        known = {value.casefold() for each in values for value in each.values() if "@" in value}
        store = open_store(self.settings.store.path, self.settings.data.path, self.clock)
        account = await store.customer(held.customer) if store and held.customer else None
        return known | ({account.email.casefold()} if account else set())


@contextmanager
def open_custody(settings: Settings, project: Path) -> Generator[Custody]:
    """Also beside a running desk. Raises DataFolderUnusable, StorageFailed."""
    with open_storage(settings.data.path) as storage:
        keepers = Keepers(storage.conversations, storage.vault, storage.tickets, storage.ledger)
        yield Custody(keepers, SystemClock(), settings, project)

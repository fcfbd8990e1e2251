"""The desk's database and its data folder."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.files import data_folder
from frontdesk.adapters.files.vault_keys import VaultKeys
from frontdesk.adapters.sql.bundles import SqlBundles
from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.ledger import SqlLedger
from frontdesk.adapters.sql.migrating import Schema, schema_state, upgrade
from frontdesk.adapters.sql.modes import SqlModes
from frontdesk.adapters.sql.outbox import SqlOutbox
from frontdesk.adapters.sql.resealing import Resealed, reseal
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.adapters.sql.sign_ins import SqlSignIns
from frontdesk.adapters.sql.tickets import SqlTickets
from frontdesk.adapters.sql.usage import SqlUsageLog
from frontdesk.adapters.sql.users import SqlUserKeys, SqlUsers
from frontdesk.adapters.sql.vault import SqlVault
from frontdesk.adapters.store import look_at_store, open_store
from frontdesk.assembly.money import refund_policy
from frontdesk.assembly.privacy import detector_of
from frontdesk.domain.card_seal import CardSeal
from frontdesk.errors import DeskAlreadyRunning
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.ledger import Ledger
from frontdesk.ports.outbox import Outbox
from frontdesk.ports.usage import UsageLog
from frontdesk.settings import Settings
from frontdesk.turns.approving import Approvals
from frontdesk.turns.clearing import Clearing
from frontdesk.turns.log import Logs
from frontdesk.turns.ticketing import ScrubbedTickets, Ticketing

DATABASE = "desk.db"


@dataclass(frozen=True, slots=True)
class Storage:
    """Everything the desk keeps, in one database."""

    database: SqliteDatabase
    conversations: SqlConversations
    vault: SqlVault
    ledger: SqlLedger
    tickets: SqlTickets
    outbox: SqlOutbox
    bundles: SqlBundles
    sign_ins: SqlSignIns
    users: SqlUsers
    user_keys: SqlUserKeys
    modes: SqlModes
    secret: bytes
    sealing: Sealing
    vault_keys: VaultKeys

    async def rotate(self) -> Resealed:
        """Seal all contact data under a new key, and drop the older ones once nothing needs them.

        A rotation that was interrupted is gone on with. Raises StorageFailed, DataFolderUnusable.
        """
        if len(self.vault_keys()) < 2:
            self.vault_keys.add()
        return await reseal(self.database, self.sealing, self.vault_keys.keep_newest)


@contextmanager
def open_storage(folder: Path) -> Generator[Storage]:
    """Raises DataFolderUnusable, StorageFailed."""
    with open_database(folder) as database:
        secret = data_folder.read_secret(folder)
        keys = VaultKeys(folder)
        sealing = Sealing(secret, keys)
        conversations = SqlConversations(database, sealing)
        yield Storage(
            database=database,
            conversations=conversations,
            vault=SqlVault(database, sealing),
            ledger=SqlLedger(database),
            tickets=SqlTickets(database),
            outbox=SqlOutbox(database),
            bundles=SqlBundles(database),
            sign_ins=SqlSignIns(database),
            users=SqlUsers(database),
            user_keys=SqlUserKeys(database),
            modes=SqlModes(database, kept=conversations.listings.tell),
            secret=secret,
            sealing=sealing,
            vault_keys=keys,
        )


@contextmanager
def open_approvals(settings: Settings) -> Generator[tuple[Conversations, Ledger, Approvals]]:
    """What people decide refunds with, for commands beside a running desk.

    Raises DataFolderUnusable, StoreUnusable, StoreUnreachable, StorageFailed.
    """
    folder, clock = settings.data.path, SystemClock()
    with open_storage(folder) as storage:
        store = open_store(settings.store.path, folder, clock)
        logs = Logs(storage.conversations, clock, detector=detector_of(settings))
        approvals = Approvals(
            logs,
            store,
            settings.desk.support_email,
            seal=CardSeal(storage.secret),
            policy=refund_policy(settings),
        )
        yield storage.conversations, storage.ledger, approvals


@contextmanager
def open_clearing(settings: Settings) -> Generator[tuple[Conversations, Clearing]]:
    """What people say with what became of unclear payments, for commands beside a running desk."""
    with open_storage(settings.data.path) as storage:
        logs = Logs(storage.conversations, SystemClock())
        clearing = Clearing(logs, storage.ledger, settings.desk.support_email)
        yield storage.conversations, clearing


@contextmanager
def open_tickets(settings: Settings) -> Generator[ScrubbedTickets]:
    """The tickets alone, for commands of people that work beside a running desk."""
    with open_database(settings.data.path) as database:
        yield ScrubbedTickets(SqlTickets(database), detector_of(settings))


@contextmanager
def open_ticketing(settings: Settings) -> Generator[Ticketing]:
    """What people do with tickets, for commands beside a running desk."""
    with open_tickets(settings) as tickets:
        yield Ticketing(tickets, SystemClock())


@contextmanager
def open_outbox(settings: Settings) -> Generator[Outbox]:
    """What is owed to others, for commands beside a running desk."""
    with open_database(settings.data.path) as database:
        yield SqlOutbox(database)


@contextmanager
def open_usage(settings: Settings) -> Generator[UsageLog]:
    """What the model's calls used, also while a desk runs on this data folder."""
    with open_database(settings.data.path) as database:
        yield SqlUsageLog(database)


def is_desk_running(settings: Settings) -> bool:
    """On this data folder, in any process."""
    try:
        with data_folder.only_desk(settings.data.path):
            return False
    except DeskAlreadyRunning:
        return True


def schema_of(settings: Settings) -> Schema:
    """State of the database, which stays as it is; a data folder that is missing is not made.

    Raises DataFolderUnusable, StorageFailed.
    """
    folder = settings.data.path
    if folder.exists():
        data_folder.prepare(folder)
    return schema_state(folder / DATABASE)


def look_at_orders(settings: Settings) -> str:
    """What the order system is, in words; nothing is opened. Raises StoreUnusable."""
    return look_at_store(settings.store.path, SystemClock().now().date())


@contextmanager
def open_database(folder: Path) -> Generator[SqliteDatabase]:
    data_folder.prepare(folder)
    path = folder / DATABASE
    upgrade(path)
    database = SqliteDatabase(path)
    try:
        yield database
    finally:
        database.close()

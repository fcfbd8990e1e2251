"""What the people at the desk work with, in the desk and by commands beside it."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.files.canned_replies import FolderCannedReplies
from frontdesk.adapters.passwords import Argon2Passwords
from frontdesk.assembly.attending import assigner_of, targets_of
from frontdesk.assembly.privacy import detector_of
from frontdesk.assembly.storage import Storage, open_storage
from frontdesk.handover.targets import Targets
from frontdesk.ports.canned_replies import Shelf
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.listings import Listings
from frontdesk.ports.store import Store
from frontdesk.ports.transcripts import Transcripts
from frontdesk.ports.users import Users
from frontdesk.settings import Settings
from frontdesk.turns.accounts import Accounts
from frontdesk.turns.approving import Approvals
from frontdesk.turns.assigning import Assigner
from frontdesk.turns.canned import CannedReplyOffers
from frontdesk.turns.casework import Casework
from frontdesk.turns.handing_over import Handovers
from frontdesk.turns.listing import list_again
from frontdesk.turns.log import Logs
from frontdesk.turns.means import Means
from frontdesk.turns.switching import Switch
from frontdesk.turns.ticketing import ScrubbedTickets, Ticketing

CANNED_REPLIES = "replies"
"""The folder of the project that holds them."""


@dataclass(frozen=True, slots=True)
class People:
    casework: Casework
    approvals: Approvals
    listings: Listings
    transcripts: Transcripts
    users: Users
    accounts: Accounts
    ticketing: Ticketing
    canned_replies: CannedReplyOffers
    switch: Switch
    assigner: Assigner
    targets: Targets


def people_of(
    settings: Settings,
    storage: Storage,
    logs: Logs,
    means: Means,
    store: Store | None,
    canned: CannedReplyOffers,
) -> People:
    """`store`: None where orders cannot be looked up; then refunds can be refused alone."""
    approvals = Approvals(logs, store, means.support_email, seal=means.seal, policy=means.refunds)
    return People(
        casework=Casework(logs, storage.vault),
        approvals=approvals,
        listings=storage.conversations.listings,
        transcripts=storage.conversations.transcripts,
        users=storage.users,
        accounts=_accounts(storage, means.clock),
        ticketing=Ticketing(ScrubbedTickets(storage.tickets, logs.detector), means.clock),
        canned_replies=canned,
        switch=switch_of(settings, storage, means.clock),
        assigner=assigner_of(settings, storage, logs, means.clock),
        targets=targets_of(settings),
    )


def canned_replies_of(
    settings: Settings, project: Path, logs: Logs, *, has_orders: bool
) -> CannedReplyOffers:
    order_number = settings.store.order_number if has_orders else ""
    kept = FolderCannedReplies(project / CANNED_REPLIES)
    return CannedReplyOffers(kept, logs, brand=settings.desk.name, order_number=order_number)


async def look_at_canned_replies(project: Path) -> Shelf:
    return await FolderCannedReplies(project / CANNED_REPLIES).shelf()


@contextmanager
def open_people(settings: Settings) -> Generator[tuple[Conversations, Handovers, Casework]]:
    """For commands beside a running desk."""
    with open_storage(settings.data.path) as storage:
        logs = Logs(storage.conversations, SystemClock(), detector=detector_of(settings))
        handovers = Handovers(logs, storage.vault, settings.desk.support_email)
        yield storage.conversations, handovers, Casework(logs, storage.vault)


@contextmanager
def open_accounts(settings: Settings) -> Generator[tuple[Users, Accounts]]:
    """For commands beside a running desk."""
    with open_storage(settings.data.path) as storage:
        yield storage.users, _accounts(storage, SystemClock())


@contextmanager
def open_transcripts(settings: Settings) -> Generator[tuple[Conversations, Transcripts]]:
    """For commands beside a running desk."""
    with open_storage(settings.data.path) as storage:
        yield storage.conversations, storage.conversations.transcripts


def switch_of(settings: Settings, storage: Storage, clock: Clock) -> Switch:
    return Switch(storage.modes, clock, settings.people.mode)


@contextmanager
def open_switch(settings: Settings) -> Generator[Switch]:
    """For commands beside a running desk."""
    with open_storage(settings.data.path) as storage:
        yield switch_of(settings, storage, SystemClock())


async def rebuild_lists(settings: Settings) -> int:
    """Make the lists again from the logs; how many lines they have. Raises StorageFailed."""
    with open_storage(settings.data.path) as storage:
        kept = storage.conversations
        return await list_again(kept, kept.listings, kept.transcripts)


def _accounts(storage: Storage, clock: Clock) -> Accounts:
    return Accounts(storage.users, storage.user_keys, Argon2Passwords(), clock)

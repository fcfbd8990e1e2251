"""What the people at the desk work with, in the desk and by commands beside it."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.files.canned_replies import FolderCannedReplies
from frontdesk.adapters.passwords import Argon2Passwords
from frontdesk.assembly.attending import assigner_of, targets_of
from frontdesk.assembly.ground import Ground
from frontdesk.assembly.privacy import detector_of
from frontdesk.assembly.storage import Storage, open_storage
from frontdesk.handover.targets import Targets
from frontdesk.ports.canned_replies import Shelf
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.listings import Listings
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


def people_of(ground: Ground, logs: Logs, means: Means) -> People:
    """Without an order system, refunds can be refused alone."""
    settings, storage, store = ground.settings, ground.storage, ground.store
    approvals = Approvals(logs, store, means.support_email, seal=means.seal, policy=means.refunds)
    return People(
        casework=Casework(logs, storage.vault),
        approvals=approvals,
        listings=storage.conversations.listings,
        transcripts=storage.conversations.transcripts,
        users=storage.users,
        accounts=_accounts(storage, ground.clock),
        ticketing=Ticketing(ScrubbedTickets(storage.tickets, ground.detector), ground.clock),
        canned_replies=_canned_replies_of(ground, logs, means.order_number),
        switch=switch_of(settings, storage, ground.clock),
        assigner=assigner_of(ground, logs),
        targets=targets_of(settings),
    )


def _canned_replies_of(ground: Ground, logs: Logs, order_number: str) -> CannedReplyOffers:
    kept = FolderCannedReplies(ground.project / CANNED_REPLIES)
    brand = ground.settings.desk.name
    return CannedReplyOffers(kept, logs, brand=brand, order_number=order_number)


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

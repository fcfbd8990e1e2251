"""The desk itself, opened and closed."""

from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from frontdesk.actions import Catalog
from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.files import data_folder
from frontdesk.adapters.files.articles import FolderArticles
from frontdesk.adapters.sql.passages import SqlPassages
from frontdesk.adapters.store import open_store
from frontdesk.assembly.admission import Admission, admission_of
from frontdesk.assembly.attending import attended
from frontdesk.assembly.front import Front
from frontdesk.assembly.ground import Ground
from frontdesk.assembly.knowledge import library_of, untrusted_folders
from frontdesk.assembly.means import means_of
from frontdesk.assembly.model import claude
from frontdesk.assembly.money import payments_of
from frontdesk.assembly.outbox import outbox_at_work
from frontdesk.assembly.people import People, people_of
from frontdesk.assembly.privacy import detector_of
from frontdesk.assembly.storage import open_storage
from frontdesk.guards.secrets import Detector
from frontdesk.knowledge import Intake, Report
from frontdesk.ports.bundles import Bundles
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.ledger import Ledger
from frontdesk.ports.outbox import Outbox
from frontdesk.ports.passages import Passages
from frontdesk.ports.store import Store
from frontdesk.ports.tickets import Tickets
from frontdesk.ports.vault import Vault
from frontdesk.settings import Settings
from frontdesk.turns.activity import Activities
from frontdesk.turns.door import Door
from frontdesk.turns.handing_over import Handovers
from frontdesk.turns.listing import list_missing
from frontdesk.turns.log import Logs
from frontdesk.turns.means import Means
from frontdesk.turns.presence import Presence
from frontdesk.turns.pressing import Presses
from frontdesk.turns.rating import Ratings
from frontdesk.turns.runner import Runner


@dataclass(frozen=True, slots=True)
class Desk:
    """An open desk: what the edges work with."""

    front: Front
    secret: bytes
    """Signs conversation tokens."""
    admission: Admission
    catalog: Catalog
    knowledge: Report
    """What taking in the articles at start gave."""
    is_searched_by_meaning: bool
    """As soon as the articles are read; otherwise by words alone."""
    conversations: Conversations
    vault: Vault
    ledger: Ledger
    tickets: Tickets
    store: Store | None
    """The company's order system; None if it has none: then no order can be looked up."""
    passages: Passages
    outbox: Outbox
    """What others are owed."""
    bundles: Bundles
    """What went into requests beside the log."""
    activities: Activities
    presence: Presence
    logs: Logs
    clock: Clock
    door: Door
    presses: Presses
    handovers: Handovers
    people: People
    ratings: Ratings
    runner: Runner
    drain_seconds: float

    async def leave(self) -> None:
        """Let open turns come to their end, for a while, and send away whoever watches."""
        await self.runner.drain(self.drain_seconds)
        self.activities.leave()


@asynccontextmanager
async def open_desk(
    settings: Settings,
    *,
    project: Path,
    api_key: str,
    features: tuple[str, ...] = (),
    clock: Clock | None = None,
    detector: Detector | None = None,
) -> AsyncGenerator[Desk]:
    """Open everything, take in the knowledge, go on with unanswered messages; close it all.

    `project`: may hold a prompt folder. `features` are told to front ends. `clock`: the system's
    without one. `detector`: of secrets; that of the settings without one. Raises SetupWrong with
    what an operator has to mend, StorageFailed.
    """
    folder = settings.data.path
    data_folder.prepare(folder)
    with data_folder.only_desk(folder), open_storage(folder) as storage:
        intake = Intake(FolderArticles(settings.knowledge.path), SqlPassages(storage.database))
        library = library_of(storage.database, intake, untrusted_folders(settings))
        report = await intake.take_in()
        await list_missing(storage.conversations, storage.conversations.listings)
        clock, detector = clock or SystemClock(), detector or detector_of(settings)
        store = open_store(settings.store.path, folder, clock, pays=not settings.payments.url)
        ground = Ground(settings, project, storage, clock, detector, store)
        async with (
            aclosing(claude(settings, api_key)) as model,
            aclosing(payments_of(settings, ground.orders)) as payments,
        ):
            admission = admission_of(settings, storage.sign_ins, clock)
            means = await means_of(ground, model, library, payments, admission.addresses)
            desk = _put_together(ground, means, admission, Front.of(settings, features), report)
            async with _at_work(ground, desk, means):
                yield desk


def _put_together(
    ground: Ground, means: Means, admission: Admission, front: Front, report: Report
) -> Desk:
    storage, clock = ground.storage, ground.clock
    logs = Logs(storage.conversations, clock, detector=ground.detector)
    at_once = ground.settings.server.turns_at_once
    runner = Runner(storage.conversations, logs, means, turns_at_once=at_once)
    writes_letters = means.mailing is not None
    return Desk(
        front=front,
        secret=storage.secret,
        admission=admission,
        catalog=means.catalog,
        knowledge=report,
        is_searched_by_meaning=means.library.meaning is not None,
        conversations=storage.conversations,
        vault=storage.vault,
        ledger=storage.ledger,
        tickets=means.tickets,
        store=ground.store,
        passages=means.library.passages,
        outbox=storage.outbox,
        bundles=storage.bundles,
        activities=means.activities,
        presence=Presence(clock),
        logs=logs,
        clock=clock,
        door=Door(logs, storage.vault, means.languages, writes_letters=writes_letters),
        presses=Presses(means, logs, runner.wake),
        handovers=Handovers(logs, storage.vault, means.support_email),
        people=people_of(ground, logs, means),
        ratings=Ratings(logs, storage.vault),
        runner=runner,
        drain_seconds=ground.settings.server.drain_seconds,
    )


@asynccontextmanager
async def _at_work(ground: Ground, desk: Desk, means: Means) -> AsyncGenerator[None]:
    """While open, articles are read for their meaning and messages answered, others' too, what
    nobody calls for is attended to, and what the outbox holds is sent.
    """
    async with (
        means.library.reading(),
        desk.runner.running(),
        ground.storage.conversations.watching(desk.runner.take_up),
        attended(ground, desk.logs),
        outbox_at_work(ground, means, desk.logs, desk.presence),
    ):
        yield

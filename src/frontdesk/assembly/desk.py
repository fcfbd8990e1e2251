"""The desk itself, opened and closed."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from frontdesk.actions import Catalog
from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.files import data_folder
from frontdesk.adapters.files.articles import FolderArticles
from frontdesk.adapters.language import FastTextLanguages
from frontdesk.adapters.memory.store import MemoryStore
from frontdesk.adapters.sql.passages import SqlPassages
from frontdesk.adapters.store import open_store
from frontdesk.assembly.admission import Admission, admission_of, mailing_of
from frontdesk.assembly.attending import attended
from frontdesk.assembly.catalog import catalog_of
from frontdesk.assembly.escalation import delivery_of, judge_of, policy_of, reading_of
from frontdesk.assembly.front import Front
from frontdesk.assembly.knowledge import library_of, untrusted_folders
from frontdesk.assembly.model import (
    bundle_of,
    capped_by_day,
    claude,
    condensing_of,
    input_prices,
    summarizing_of,
    warn_of_short_prefix,
)
from frontdesk.assembly.money import payments_of, refund_limits, refund_policy
from frontdesk.assembly.outbox import outbox_at_work
from frontdesk.assembly.people import (
    People,
    canned_replies_of,
    people_of,
    switch_of,
)
from frontdesk.assembly.privacy import detector_of
from frontdesk.assembly.storage import Storage, open_storage
from frontdesk.domain.card_seal import CardSeal
from frontdesk.guards.secrets import Detector
from frontdesk.handover.staffing import Staffing
from frontdesk.knowledge import Intake, Library, Report
from frontdesk.ports.bundles import Bundles
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.ledger import Ledger
from frontdesk.ports.model import Model
from frontdesk.ports.outbox import Outbox
from frontdesk.ports.passages import Passages
from frontdesk.ports.payments import Payments
from frontdesk.ports.store import Store
from frontdesk.ports.tickets import Tickets
from frontdesk.ports.vault import Vault
from frontdesk.settings import Settings
from frontdesk.turns.activity import Activities
from frontdesk.turns.briefing import Briefing
from frontdesk.turns.canned import CannedReplyOffers
from frontdesk.turns.door import Door
from frontdesk.turns.handing_over import Handovers
from frontdesk.turns.listing import list_missing
from frontdesk.turns.log import Logs
from frontdesk.turns.means import Means
from frontdesk.turns.patience import Patience
from frontdesk.turns.presence import Presence
from frontdesk.turns.pressing import Presses
from frontdesk.turns.rating import Ratings
from frontdesk.turns.runner import Runner
from frontdesk.turns.ticketing import ScrubbedTickets


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
        clock = clock or SystemClock()
        detector = detector or detector_of(settings)
        store = open_store(settings.store.path, folder, clock, pays=not settings.payments.url)
        model = claude(settings, api_key)
        payments = payments_of(settings, store or MemoryStore((), (), (), clock))
        admission = admission_of(settings, storage.sign_ins, clock)
        means = await _means(settings, project, storage, model, library, store, payments, clock)
        tickets = ScrubbedTickets(storage.tickets, detector)
        means = replace(means, addresses=admission.addresses, tickets=tickets)
        logs = Logs(storage.conversations, clock, detector=detector)
        at_once = settings.server.turns_at_once
        runner = Runner(storage.conversations, logs, means, turns_at_once=at_once)
        presence = Presence(clock)
        sending = outbox_at_work(settings, storage, means, logs, presence)
        attending = attended(settings, storage, logs, clock)
        working = _at_work(library, runner, storage, attending)
        async with aclosing(model), aclosing(payments), working, sending:
            yield _opened(
                *(settings, features, storage, library, report, admission, store, means, logs),
                *(presence, runner),
                canned_replies_of(settings, project, logs, has_orders=store is not None),
            )


def _opened(  # noqa: PLR0913 (what was opened, one by one)
    settings: Settings,
    features: tuple[str, ...],
    storage: Storage,
    library: Library,
    report: Report,
    admission: Admission,
    store: Store | None,
    means: Means,
    logs: Logs,
    presence: Presence,
    runner: Runner,
    canned: CannedReplyOffers,
) -> Desk:
    return Desk(
        front=Front.of(settings, features),
        secret=storage.secret,
        admission=admission,
        catalog=means.catalog,
        knowledge=report,
        is_searched_by_meaning=library.meaning is not None,
        conversations=storage.conversations,
        vault=storage.vault,
        ledger=storage.ledger,
        tickets=means.tickets,
        store=store,
        passages=library.passages,
        outbox=storage.outbox,
        bundles=storage.bundles,
        activities=means.activities,
        presence=presence,
        logs=logs,
        clock=means.clock,
        door=Door(
            logs,
            storage.vault,
            means.languages,
            writes_letters=means.mailing is not None,
        ),
        presses=Presses(means, logs, runner.wake),
        handovers=Handovers(logs, storage.vault, means.support_email),
        people=people_of(settings, storage, logs, means, store, canned),
        ratings=Ratings(logs, storage.vault),
        runner=runner,
        drain_seconds=settings.server.drain_seconds,
    )


@asynccontextmanager
async def _at_work(
    library: Library,
    runner: Runner,
    storage: Storage,
    attending: AbstractAsyncContextManager[None],
) -> AsyncGenerator[None]:
    """While open, articles are read for their meaning and messages answered, others' too, and what
    nobody calls for is attended to.
    """
    watching = storage.conversations.watching(runner.take_up)
    async with library.reading(), runner.running(), watching, attending:
        yield


async def _means(  # noqa: PLR0913 (what was opened, one by one)
    settings: Settings,
    project: Path,
    storage: Storage,
    model: Model,
    library: Library,
    store: Store | None,
    payments: Payments,
    clock: Clock,
) -> Means:
    catalog = catalog_of(settings, project, has_store=store is not None)
    bundle = bundle_of(settings, project, catalog)
    warn_of_short_prefix(bundle)
    return Means(
        model=await capped_by_day(model, settings, storage, clock),
        library=library,
        catalog=catalog,
        store=store or MemoryStore((), (), (), clock),
        payments=payments,
        tickets=storage.tickets,
        vault=storage.vault,
        ledger=storage.ledger,
        refunds=refund_policy(settings),
        limits=refund_limits(settings),
        seal=CardSeal(storage.secret),
        bundle=bundle,
        clock=clock,
        activities=Activities(),
        support_email=settings.desk.support_email,
        order_number=settings.store.order_number if store else "",
        mailing=mailing_of(settings, project, storage, clock),
        languages=FastTextLanguages(),
        written_in=settings.knowledge.languages,
        briefing=Briefing(
            bundle,
            library,
            storage.bundles,
            settings.knowledge.mode,
            input_prices(settings.claude.model),
        ),
        policy=policy_of(settings),
        switch=switch_of(settings, storage, clock),
        staffing=Staffing(share=settings.people.share),
        delivery=delivery_of(settings),
        judge=judge_of(settings, project),
        reading=reading_of(settings, project),
        condensing=condensing_of(settings, project),
        summarizing=summarizing_of(settings, project),
        patience=Patience(quiet_seconds=settings.delivery.quiet_seconds),
    )

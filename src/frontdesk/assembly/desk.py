"""The desk itself, opened and closed."""

from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.files import data_folder
from frontdesk.adapters.files.articles import FolderArticles
from frontdesk.adapters.language import FastTextLanguages
from frontdesk.adapters.memory.store import MemoryStore
from frontdesk.adapters.sql.passages import SqlPassages
from frontdesk.adapters.store import open_store
from frontdesk.assembly.catalog import catalog_of
from frontdesk.assembly.knowledge import library_of
from frontdesk.assembly.model import (
    bundle_of,
    claude,
    condensing_of,
    input_prices,
    warn_of_short_prefix,
)
from frontdesk.assembly.money import payments_of, refund_limits, refund_policy
from frontdesk.assembly.storage import Storage, open_storage
from frontdesk.domain.card_seal import CardSeal
from frontdesk.knowledge import Intake, Library, Report
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.ledger import Ledger
from frontdesk.ports.model import Model
from frontdesk.ports.passages import Passages
from frontdesk.ports.payments import Payments
from frontdesk.ports.store import Store
from frontdesk.ports.tickets import Tickets
from frontdesk.ports.vault import Vault
from frontdesk.settings import Settings
from frontdesk.turns.activity import Activities
from frontdesk.turns.briefing import Briefing
from frontdesk.turns.door import Door
from frontdesk.turns.handing_over import Handovers
from frontdesk.turns.log import Logs
from frontdesk.turns.means import Means
from frontdesk.turns.pressing import Presses
from frontdesk.turns.runner import Runner

DRAIN_SECONDS = 15.0  # What is still open then goes on in the next process.


@dataclass(frozen=True, slots=True)
class Desk:
    """An open desk: what the edges work with."""

    name: str
    greeting: str
    languages: tuple[str, ...]
    suggested_questions: tuple[str, ...]
    features: tuple[str, ...]
    origins: tuple[str, ...]
    secret: bytes
    """Signs conversation tokens."""
    identity_keys: tuple[SecretStr, ...]
    """The site's own server signs with one of them who is signed in there."""
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
    activities: Activities
    logs: Logs
    clock: Clock
    door: Door
    presses: Presses
    handovers: Handovers
    runner: Runner

    async def leave(self) -> None:
        """Let open turns come to their end, for a while, and send away whoever watches."""
        await self.runner.drain(DRAIN_SECONDS)
        self.activities.leave()


@asynccontextmanager
async def open_desk(
    settings: Settings,
    *,
    project: Path,
    api_key: str,
    features: tuple[str, ...] = (),
    clock: Clock | None = None,
) -> AsyncGenerator[Desk]:
    """Open everything, take in the knowledge, go on with unanswered messages; close it all.

    `project`: the folder that may hold a prompt folder. `features` are told to front ends.
    `clock`: the system's without one.
    Raises SetupWrong with what an operator has to mend, StorageFailed.
    """
    folder = settings.data.path
    data_folder.prepare(folder)
    with data_folder.only_desk(folder), open_storage(folder) as storage:
        intake = Intake(FolderArticles(settings.knowledge.path), SqlPassages(storage.database))
        library = library_of(storage.database, intake)
        report = await intake.take_in()
        clock = clock or SystemClock()
        store = open_store(settings.store.path, folder, clock, pays=not settings.payments.url)
        model = claude(settings, api_key)
        payments = payments_of(settings, store or MemoryStore((), (), (), clock))
        means = _means(settings, project, storage, model, library, store, payments, clock)
        logs = Logs(storage.conversations, clock)
        at_once = settings.server.turns_at_once
        runner = Runner(storage.conversations, logs, means, turns_at_once=at_once)
        async with (
            aclosing(model),
            aclosing(payments),
            library.reading(),
            runner.running(),
            storage.conversations.watching(runner.take_up),
        ):
            yield Desk(
                name=settings.desk.name,
                greeting=_greeting(settings),
                languages=settings.desk.languages,
                suggested_questions=settings.desk.suggested_questions,
                features=features,
                origins=settings.server.origins,
                secret=storage.secret,
                identity_keys=settings.identity.keys,
                knowledge=report,
                is_searched_by_meaning=library.meaning is not None,
                conversations=storage.conversations,
                vault=storage.vault,
                ledger=storage.ledger,
                tickets=storage.tickets,
                store=store,
                passages=library.passages,
                activities=means.activities,
                logs=logs,
                clock=clock,
                door=Door(logs, storage.vault),
                presses=Presses(means, logs, runner.wake),
                handovers=Handovers(logs, storage.vault, means.support_email),
                runner=runner,
            )


def _means(  # noqa: PLR0913 (what was opened, one by one)
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
        model=model,
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
        languages=FastTextLanguages(),
        written_in=settings.knowledge.languages,
        briefing=Briefing(
            bundle,
            library,
            storage.bundles,
            settings.knowledge.mode,
            input_prices(settings.claude.model),
        ),
        condensing=condensing_of(settings, project),
    )


def _greeting(settings: Settings) -> str:
    # The first line tells that an AI answers and how to reach a person (requirements, D13).
    desk = settings.desk
    return (
        f"Hi! I'm {desk.name}'s AI assistant. Ask me about products, orders and policies. "
        f"You can ask for a person at any time, or write to {desk.support_email}."
    )

"""One read of a desk, run by hand: what would the model be told?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from frontdesk.actions import Action, Catalog, Context, Prepared, prepare, run
from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.memory.store import MemoryStore
from frontdesk.adapters.store import open_store
from frontdesk.assembly.catalog import catalog_of
from frontdesk.assembly.knowledge import library_of
from frontdesk.assembly.storage import Storage, open_storage
from frontdesk.domain.action import Outcome, ToolCall
from frontdesk.domain.customer import Customer, CustomerId
from frontdesk.domain.event import ConversationId
from frontdesk.domain.passage import Passage
from frontdesk.errors import ActionNotFound, CustomerUnknown, NotTestable
from frontdesk.guards.results import exchange_result
from frontdesk.knowledge import Query
from frontdesk.ports.store import Store
from frontdesk.settings import Settings

NOWHERE = ConversationId("tried-out")


async def try_out(
    settings: Settings, project: Path, call: ToolCall, customer: CustomerId | None
) -> Outcome:
    """Run an action that reads, against the project's own order system and articles.

    As this verified customer, or as a visitor. A contact detail stands for itself instead of
    being a placeholder. Raises ActionNotFound, NotTestable, CustomerUnknown, SetupWrong,
    StoreUnreachable, StorageFailed.
    """
    folder, clock = settings.data.path, SystemClock()
    with open_storage(folder) as storage:
        store = open_store(settings.store.path, folder, clock)
        catalog = catalog_of(settings, project, has_store=store is not None)
        _readable(catalog, call.name)
        orders = store or MemoryStore((), (), (), clock)
        known = await _known(orders, customer) if customer else None
        level = "verified" if known else "visitor"
        prepared = prepare(catalog, call, level=level, conversation=NOWHERE, turn=1)
        if not isinstance(prepared, Prepared):
            return prepared
        done = await run(prepared, _context(storage, orders, known, clock.now()))
    text, _ = exchange_result(done.outcome.text, {})
    return replace(done.outcome, text=text)


def _readable(catalog: Catalog, name: str) -> Action:
    action = catalog.find(name)
    if action is None:
        raise ActionNotFound(f"This desk has no action {name!r}.")
    if action.risk != "read":
        raise NotTestable(f"{name} is not run here: it is a {action.risk}, no read.")
    return action


async def _known(store: Store, id: CustomerId) -> Customer:
    known = await store.customer(id)
    if known is None:
        raise CustomerUnknown(
            f"The order system knows no customer {id!r}.",
            next_step="Give one of its own ids with --as.",
        )
    return known


def _context(storage: Storage, store: Store, customer: Customer | None, now: datetime) -> Context:
    library = library_of(storage.database)

    async def search(question: str, category: str) -> Sequence[Passage]:
        found = await library.search(Query(question, category=category), limit=5)
        return [hit.passage for hit in found.found]

    return Context(
        conversation=NOWHERE,
        turn=1,
        attempt=1,
        now=now,
        store=store,
        tickets=storage.tickets,
        ledger=storage.ledger,
        contact=lambda written: written,
        search=search,
        customer=customer,
        level="verified" if customer else "visitor",
    )

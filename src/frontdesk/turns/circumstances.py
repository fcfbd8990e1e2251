"""What an action is told of the conversation it runs in."""

from collections.abc import Sequence
from functools import partial

from frontdesk.actions import Context, Unlimited
from frontdesk.answering.transcript import read_transcript
from frontdesk.domain.event import CustomerWrote, Recorded
from frontdesk.domain.passage import Passage, PassageId
from frontdesk.knowledge import Query
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means
from frontdesk.turns.scrubbing import scrubbed

SUMMARY_MESSAGES = 6


async def circumstances(
    means: Means, log: Log, *, turn: int, attempt: int, key: str = "", is_repeated: bool = False
) -> Context:
    """The context of an action that is about to run. Raises StorageFailed, StoreUnreachable."""
    state = log.state
    contacts = await means.vault.values(log.id)
    owner = state.known_customer

    async def search(question: str, category: str) -> Sequence[Passage]:
        at_hand = passages_given(log.events) | means.bundle.pinned.passages.keys()
        query = Query(question, category=category, without=at_hand)
        found = await means.library.search(query, limit=means.passages_per_turn)
        return [hit.passage for hit in found.found]

    return Context(
        conversation=log.id,
        turn=turn,
        attempt=attempt,
        now=means.clock.now(),
        store=means.store,
        tickets=means.tickets,
        ledger=means.ledger,
        refunds=means.refunds,
        seal=means.seal,
        contact=contacts.get,
        search=search,
        key=key,
        is_repeated=is_repeated,
        customer=await means.store.customer(owner) if owner else None,
        level=state.level,
        identity_refusals=state.identity_refusals,
        tries=means.addresses.tries(log.id) if means.addresses else Unlimited(),
        codes=means.mailing.codes(log) if means.mailing else None,
        summary=last_said(log.events),
        scrub=partial(scrubbed, log.detector),
        open_confirmations=state.acting.open_confirmations,
    )


def passages_given(events: Sequence[Recorded]) -> set[PassageId]:
    """Those the model has at hand: none is given to it twice."""
    return {passage.id for exchange in read_transcript(events) for passage in exchange.given}


def last_said(events: Sequence[Recorded]) -> str:
    """The customer's last messages, for a person who takes over."""
    texts = [record.event.text for record in events if isinstance(record.event, CustomerWrote)]
    return "\n".join(texts[-SUMMARY_MESSAGES:])

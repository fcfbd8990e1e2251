"""Recall what the knowledge says to the customer's question."""

from frontdesk.answering.transcript import read_transcript
from frontdesk.domain.event import Recalled, TurnStarted
from frontdesk.knowledge.searching import search
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means


async def recall(means: Means, log: Log, started: TurnStarted) -> Recalled | None:
    """Passages for this turn, none that a request already holds; None if the turn has its own."""
    given: set[str] = set()
    for exchange in read_transcript(log.events):
        if exchange.turn == started.turn and exchange.has_recalled:
            return None
        if exchange.has_ended:
            given |= {passage.id for passage in exchange.passages}
    texts = {number: text for _, number, text in log.state.messages}
    question = "\n".join(texts[number] for number in started.answers)
    earlier = [text for number, text in texts.items() if number < min(started.answers)]
    found = await search(
        means.passages,
        question,
        earlier=earlier,
        without=given,
        limit=means.passages_per_turn,
    )
    return Recalled(started.turn, question, tuple(hit.passage for hit in found))

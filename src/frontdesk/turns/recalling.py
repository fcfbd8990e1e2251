"""Recall what the knowledge says to the customer's question."""

from frontdesk.domain.event import Recalled, TurnStarted
from frontdesk.knowledge.searching import search
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means


async def recall(means: Means, log: Log, started: TurnStarted) -> Recalled | None:
    """Passages for this turn, none twice in a conversation; None if the turn has them already."""
    recalled = [r.event for r in log.events if isinstance(r.event, Recalled)]
    if any(event.turn == started.turn for event in recalled):
        return None
    kept = {passage.id for event in recalled for passage in event.passages}
    texts = {number: text for _, number, text in log.state.messages}
    question = "\n".join(texts[number] for number in started.answers)
    earlier = [text for number, text in texts.items() if number < min(started.answers)]
    found = await search(
        means.passages, question, earlier=earlier, limit=means.passages_per_turn + len(kept)
    )
    new = [hit.passage for hit in found if hit.passage.id not in kept]
    return Recalled(started.turn, question, tuple(new[: means.passages_per_turn]))

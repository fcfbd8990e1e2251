"""Recall what the knowledge says to the customer's question."""

from collections.abc import Sequence

from frontdesk.domain.event import CustomerWrote, Recalled, Recorded, ReplyPartSent, TurnStarted
from frontdesk.knowledge import Query
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
    query = Query(question, earlier=said_before(log.events, min(started.answers)))
    search = await means.library.search(query, limit=means.passages_per_turn + len(kept))
    new = [hit.passage for hit in search.found if hit.passage.id not in kept]
    passages = tuple(new[: means.passages_per_turn])
    return Recalled(started.turn, question, passages, answerable=round(search.answerable, 3))


def said_before(events: Sequence[Recorded], number: int) -> Sequence[str]:
    """What the conversation was about: customer texts and titles of cited passages, in order."""
    said: dict[str, None] = {}
    for record in events:
        if record.number >= number:
            break
        match record.event:
            case CustomerWrote(text=text):
                said[text] = None
            case ReplyPartSent(citations=citations):
                said.update(dict.fromkeys(citation.title for citation in citations))
            case _:
                pass
    return list(said)

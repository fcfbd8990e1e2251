"""Recall what the knowledge says to the customer's question."""

from collections.abc import Sequence

from frontdesk.actions.builtin import search_faq
from frontdesk.answering.transcript import read_transcript
from frontdesk.domain.event import CustomerWrote, Recalled, Recorded, ReplyPartSent, TurnStarted
from frontdesk.domain.placeholder import PLACEHOLDER
from frontdesk.knowledge import Query
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means

PINNED = "all articles stand at the head of the conversation"


async def recall(
    means: Means, log: Log, started: TurnStarted, language: str = ""
) -> Recalled | None:
    """Passages for this turn, none that a request already holds; None if the turn has its own.

    `language`: what the customer writes in, as ISO 639; empty if that is not clear.
    """
    given: set[str] = set()
    for exchange in read_transcript(log.events):
        if exchange.turn == started.turn and exchange.has_recalled:
            return None
        if exchange.has_ended:
            given |= {passage.id for passage in exchange.given}
    texts = {number: text for _, number, text in log.state.messages}
    question = PLACEHOLDER.sub("", "\n".join(texts[number] for number in started.answers))
    if reason := _why_not(means, language):
        return Recalled(started.turn, question, (), reason=reason)
    earlier = said_before(log.events, min(started.answers))
    query = Query(question, earlier=earlier, without=given)
    search = await means.library.search(query, limit=means.passages_per_turn)
    passages = tuple(hit.passage for hit in search.found)
    scores = tuple(round(hit.score, 3) for hit in search.found)
    sure = round(search.answerable, 3)
    return Recalled(started.turn, question, passages, answerable=sure, scores=scores)


def _why_not(means: Means, language: str) -> str:
    """Why nothing is searched before the model is asked; empty if it is (D20, D21)."""
    if means.bundle.pinned.blocks:
        return PINNED
    has_tool = any(tool["name"] == search_faq.name for tool in means.bundle.tools)
    written = {tag.partition("-")[0].lower() for tag in means.written_in}
    if not has_tool or not language or not written or language in written:
        return ""
    return f"the articles are not written in {language}: the model searches in a language they have"


def said_before(events: Sequence[Recorded], number: int) -> Sequence[str]:
    """What the conversation was about: customer texts and titles of cited passages, in order."""
    said: dict[str, None] = {}
    for record in events:
        if record.number >= number:
            break
        match record.event:
            case CustomerWrote(text=text):
                said[PLACEHOLDER.sub("", text)] = None
            case ReplyPartSent(citations=citations):
                said.update(dict.fromkeys(citation.title for citation in citations))
            case _:
                pass
    return list(said)

"""Number a turn's citations: the same passage and quote keep their number."""

from collections.abc import Iterable, Mapping, Sequence

from frontdesk.answering.pieces import Mark
from frontdesk.answering.transcript import read_transcript
from frontdesk.domain.event import Recorded, ReplyPartSent
from frontdesk.domain.passage import Citation, Passage, PassageId


def known_passages(
    recorded: Sequence[Recorded], pinned: Mapping[PassageId, Passage]
) -> Mapping[PassageId, Passage]:
    """Every passage that the open turn's request holds, by the source the model cites."""
    given = {
        passage.id: passage for exchange in read_transcript(recorded) for passage in exchange.given
    }
    return {**given, **pinned}


def cite(
    marks: Sequence[Mark], passages: Mapping[PassageId, Passage], before: Sequence[Citation]
) -> tuple[Citation, ...]:
    """Citations for a piece. Marks without a known passage are left out: `check` reports them.

    `before`: all citations already given in this turn.
    """
    numbers = {(citation.source, citation.quote): citation.n for citation in before}
    citations: list[Citation] = []
    for mark in marks:
        passage = passages.get(mark.source)
        if passage is None:
            continue
        n = numbers.setdefault((mark.source, mark.quote), len(numbers) + 1)
        citations.append(
            Citation(n, mark.source, passage.title, passage.url, passage.section, mark.quote)
        )
    return tuple(citations)


def citations_of(recorded: Iterable[Recorded], turn: int) -> Sequence[Citation]:
    return [
        citation
        for record in recorded
        if isinstance(record.event, ReplyPartSent) and record.event.turn == turn
        for citation in record.event.citations
    ]

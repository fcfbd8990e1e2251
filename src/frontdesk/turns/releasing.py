"""Turn checked pieces into parts of the reply."""

import re
from collections.abc import Iterator, Sequence

from frontdesk.answering.citing import citations_of, cite, known_passages
from frontdesk.answering.pieces import Piece
from frontdesk.domain.event import (
    ActionFinished,
    CustomerWrote,
    ModelAsked,
    PieceWithheld,
    ReplyPartSent,
)
from frontdesk.domain.passage import trusted
from frontdesk.domain.placeholder import placeholders_in
from frontdesk.guards.checking import check_piece
from frontdesk.guards.claims import unproven
from frontdesk.guards.leaking import own_words
from frontdesk.turns.evidence import evidence_in, with_passages
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means
from frontdesk.turns.naming import names_of

LIST_ITEM = re.compile(r"\s*([-*•]|\d+[.)])\s")


class Release:
    """The parts of one turn, numbered and cited on from what the log already holds."""

    def __init__(self, log: Log, asked: ModelAsked, means: Means) -> None:
        self._asked = asked
        self._passages = known_passages(log.events, means.bundle.pinned.passages)
        self._system = means.bundle.system
        self._evidence = evidence_in(log.events, means.bundle.system, asked.clock.date())
        self._addresses = {p.url for p in trusted(self._passages.values()) if p.url}
        self._placeholders = _placeholders(log)
        self._names = names_of(means, log)
        self._own_words = own_words(*means.bundle.instructions)
        self._citations = list(citations_of(log.events, asked.turn))
        self.shown = shown_so_far(log, asked.turn)
        """The turn's reply so far, as the customer has it."""
        self._parts = log.state.turn.parts if log.state.turn else 0

    def public(self) -> Iterator[str]:
        """What the company says of itself to everybody."""
        yield self._system
        for passage in trusted(self._passages.values()):
            yield from (passage.title, passage.section, *passage.blocks)

    def check(self, pieces: Sequence[Piece]) -> Sequence[ReplyPartSent | PieceWithheld]:
        """A part for each piece up to the first that must not be sent; that one comes last."""
        events: list[ReplyPartSent | PieceWithheld] = []
        for piece in pieces:
            if reason := self._reason_against(piece):
                return [*events, self._withhold(piece, reason)]
            events.append(self._part(piece))
        return events

    def _reason_against(self, piece: Piece) -> str | None:
        cited = [mark.source for mark in piece.marks]
        evidence = with_passages(
            self._evidence,
            self._passages,
            cited={*cited, *(citation.source for citation in self._citations)},
            cites=bool(cited),
        )
        return (
            check_piece(
                piece.text,
                cited,
                known=self._passages,
                addresses=self._addresses,
                placeholders=self._placeholders,
                names=self._names,
            )
            or self._leaks(piece.text)
            or unproven(piece.text, evidence)
        )

    def _leaks(self, text: str) -> str | None:
        """Quoting what an article or a result says is fine."""

        def quotable() -> Iterator[str]:
            yield from (*self._evidence.results, *self._evidence.others)
            for each in self._passages.values():
                yield from (each.title, each.section, *each.blocks)

        repeated = self._own_words.repeated(text, quotable)
        return (
            f"It repeats your instructions (“{repeated} …”), which stay here." if repeated else None
        )

    def _withhold(self, piece: Piece, reason: str) -> PieceWithheld:
        asked = self._asked
        return PieceWithheld(asked.turn, asked.attempt, asked.call, piece.text, reason)

    def _part(self, piece: Piece) -> ReplyPartSent:
        citations = cite(piece.marks, self._passages, self._citations)
        text = _joined(self.shown, piece.text)
        self._citations += citations
        self.shown += text
        self._parts += 1
        return ReplyPartSent(self._asked.turn, self._asked.attempt, self._parts, text, citations)


def shown_so_far(log: Log, turn: int) -> str:
    """The turn's reply as the customer has it."""
    return "".join(
        record.event.text
        for record in log.events
        if isinstance(record.event, ReplyPartSent) and record.event.turn == turn
    )


def _placeholders(log: Log) -> set[str]:
    """Those that stand for what the customer wrote, or for what was found for this customer."""
    owners = (None, log.state.customer)
    texts = (
        record.event.text
        for record in log.events
        if isinstance(record.event, CustomerWrote)
        or (isinstance(record.event, ActionFinished) and record.event.owner in owners)
    )
    return {placeholder for text in texts for placeholder in placeholders_in(text)}


def _joined(shown: str, text: str) -> str:
    """`text` as it can follow `shown`: a reply that goes on begins without white space."""
    if not shown:
        return text.lstrip()
    if shown[-1].isspace() or text[0].isspace():
        return text
    return ("\n" if LIST_ITEM.match(text) else " ") + text

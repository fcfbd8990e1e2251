"""The words of the transcripts, in this process's memory."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from frontdesk.domain.event import ConversationId, Recorded
from frontdesk.domain.finding import SaidLine, holds, id_in, lines_in, terms_of, words_in
from frontdesk.ports.transcripts import Found


class MemoryTranscripts:
    def __init__(self, logs: Mapping[ConversationId, Sequence[Recorded]]) -> None:
        """`logs`: those the lines are made from."""
        self._logs = logs
        self._lines: defaultdict[ConversationId, list[tuple[datetime, SaidLine]]]
        self._lines = defaultdict(list)

    def put(self, id: ConversationId, line: SaidLine, at: datetime) -> None:
        self._lines[id].append((at, line))

    async def found(self, search: str, limit: int) -> Sequence[Found]:
        terms = terms_of(search)
        if not terms:
            return []
        best = [best for id in self._lines if (best := self._best(id, terms))]
        best.sort(key=lambda each: each[0], reverse=True)
        return [found for _, found in best][:limit]

    async def keep(self, id: ConversationId, recorded: Sequence[Recorded]) -> bool:
        if len(self._logs.get(id, ())) != recorded[-1].number:
            return False
        times = {record.number: record.at for record in recorded}
        self._lines[id] = [(times[line.number], line) for line in lines_in(recorded)]
        return True

    def _best(self, id: ConversationId, terms: Sequence[str]) -> tuple[datetime, Found] | None:
        """When a term was said last, and the line that is shown."""
        wanted = set(terms)
        begins = bool(id_in(terms)) and id.startswith(id_in(terms))
        held: set[str] = set()
        newest: tuple[datetime, SaidLine] | None = None
        whole: SaidLine | None = None
        for at, line in self._lines[id]:
            words = words_in(line.text)
            here = {term for term in wanted if holds(words, term)}
            held |= here
            newest = (at, line) if here or begins else newest
            whole = line if here == wanted else whole
        if newest is None or not (begins or held == wanted):
            return None
        return newest[0], Found(id, whole or newest[1])

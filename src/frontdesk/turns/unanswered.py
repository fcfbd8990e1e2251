"""A question that could not be answered, put before people where only they may answer it (D16)."""

from dataclasses import dataclass

from frontdesk.domain.event import TicketOpened, TurnEnded
from frontdesk.domain.ticket import TicketRequest
from frontdesk.handover.facts import fact_asked_for
from frontdesk.ports.clock import Clock
from frontdesk.ports.outbox import Outgoing
from frontdesk.ports.tickets import Tickets
from frontdesk.turns.log import Log, Logs, Overtaken

SUBJECT = "Not answered: a question about a {fact}"


@dataclass(frozen=True, slots=True)
class Unanswered:
    tickets: Tickets
    logs: Logs
    clock: Clock

    async def send(self, outgoing: Outgoing) -> None:
        """Open a ticket for it, once, unless people have the conversation. Raises StorageFailed."""
        async with self.logs.use(outgoing.conversation) as log:
            ended = log.events[outgoing.item.number - 1].event
            if not isinstance(ended, TurnEnded) or log.state.holder in {"queue", "person"}:
                return
            question = _question(log, ended)
            fact = fact_asked_for(question)
            key = f"unanswered:{log.id}:{ended.turn}"
            if fact is None or key in log.state.acting.tickets:
                return
            request = TicketRequest(
                SUBJECT.format(fact=fact),
                question,
                customer=log.state.known_customer,
                conversation=log.id,
            )
            ticket = await self.tickets.open(request, key=key, at=self.clock.now())
            try:
                await log.append(TicketOpened(ticket.id, key))
            except Overtaken:
                return  # another process was faster with the same ticket


def _question(log: Log, ended: TurnEnded) -> str:
    return "\n".join(text for _, number, text in log.state.messages if number in ended.answers)

"""What other systems of the company are told about an event, and that each of them is told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.domain.event import (
    Closed,
    Event,
    HandoverStarted,
    PersonWrote,
    Rated,
    Recorded,
    TargetMissed,
    TicketOpened,
)
from frontdesk.errors import NotDelivered
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.outbox import Outgoing
from frontdesk.ports.receivers import Receivers


@dataclass(frozen=True, slots=True)
class Webhooks:
    receivers: Receivers
    conversations: Conversations
    clock: Clock
    urls: Sequence[str]
    with_texts: bool = False
    """Whether they may read what people wrote; contact data stays placeholders."""

    async def send(self, outgoing: Outgoing) -> None:
        """To all who do not have it yet. Raises NotDelivered, StorageFailed."""
        missing = [url for url in self.urls if url not in outgoing.reached]
        if not missing:
            return
        number = outgoing.item.number
        record = (await self.conversations.read(outgoing.conversation, number - 1))[0]
        body = told(outgoing, record, with_texts=self.with_texts)
        reached = [*outgoing.reached]
        problems: list[str] = []
        for url in missing:
            try:
                await self.receivers.tell(url, id=outgoing.id, at=self.clock.now(), body=body)
            except NotDelivered as failure:
                problems.append(str(failure))
            else:
                reached.append(url)
        if problems:
            raise NotDelivered(" ".join(problems), reached=reached)


def told(outgoing: Outgoing, record: Recorded, *, with_texts: bool) -> str:
    """The body, as Standard Webhooks has it: type, timestamp, data."""
    data: dict[str, object] = {"conversation": outgoing.conversation, "number": record.number}
    data |= _facts(record.event)
    if with_texts:
        data |= _texts(record.event)
    return json.dumps(
        {
            "type": outgoing.item.event,
            "timestamp": record.at.isoformat(timespec="milliseconds"),
            "data": data,
        },
        ensure_ascii=False,
    )


def _facts(event: Event) -> Mapping[str, object]:
    match event:
        case HandoverStarted(priority=priority, rule=rule):
            return {"priority": priority, "rule": rule}
        case TargetMissed(target=target, due=due):
            return {"target": target, "due": due.isoformat(timespec="milliseconds")}
        case TicketOpened(ticket=ticket):
            return {"ticket": ticket}
        case Closed(resolved=resolved):
            return {"resolved": resolved}
        case Rated(score=score):
            return {"score": score}
        case _:
            return {}


def _texts(event: Event) -> Mapping[str, str]:
    match event:
        case HandoverStarted(reason=reason) | Closed(reason=reason):
            return {"reason": reason}
        case PersonWrote(text=text) | Rated(text=text):
            return {"text": text}
        case _:
            return {}

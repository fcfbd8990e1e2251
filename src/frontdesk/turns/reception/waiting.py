"""Who waits for a person is told what is known of that, once for each handover."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import NoticeSent, PersonJoined
from frontdesk.domain.placeholder import placeholders_in
from frontdesk.handover.hours import ALWAYS, Hours
from frontdesk.handover.waiting import expected_wait, waits
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.outbox import Outgoing
from frontdesk.turns.letters.sending import may_be_written_to
from frontdesk.turns.log import Log, Logs
from frontdesk.turns.reception.wordings import ENGLISH, WORDINGS, Waiting

CODE = "waiting"
LOOKED_AT = 30
"""Conversations in which somebody joined, the newest ones: the wait is of these days."""
SOON = timedelta(days=6)
"""Within these a day's name says which day is meant."""


@dataclass(frozen=True, slots=True)
class Reception:
    conversations: Conversations
    logs: Logs
    clock: Clock
    hours: Hours = ALWAYS
    writes_letters: bool = False

    async def send(self, outgoing: Outgoing) -> None:
        """Tell the customer, unless somebody has joined by now. Raises StorageFailed."""
        number = outgoing.item.number
        async with self.logs.use(outgoing.conversation) as log:
            if not _waits(log, number):
                return
            text = await self._text(log.state)
            if text and _waits(log, number):
                await log.append(NoticeSent(CODE, text))

    async def _text(self, state: Conversation) -> str:
        """Empty where nothing is known: better than a guess."""
        words = _words(state)
        now = self.clock.now()
        if not self.hours.is_open(now):
            opens = self.hours.opens_next(now)
            told = words.closed.format(when=when(opens, now, words)) if opens else ""
            return f"{told} {self._elsewhere(state, words)}".strip()
        wait = await self._expected_wait()
        told = words.wait.format(wait=about(wait, words)) if wait is not None else ""
        return f"{told} {self._elsewhere(state, words)}".strip() if self.writes_letters else told

    def _elsewhere(self, state: Conversation, words: Waiting) -> str:
        """How an answer reaches who does not stay; people may write to an address themselves."""
        if self.writes_letters:
            return words.by_letter if may_be_written_to(state) else words.leave_address
        return "" if knows_address(state) else words.leave_address

    async def _expected_wait(self) -> timedelta | None:
        """Of handovers that began while people were there: others waited for the morning."""
        joined = await self.conversations.listed(having=PersonJoined)
        logs = [await self.conversations.read(id) for id in joined[:LOOKED_AT]]
        known = [each for log in logs for each in waits(log) if self.hours.is_open(each[0])]
        return expected_wait(known)


def knows_address(state: Conversation) -> bool:
    """Whether people find one to write to: a signed-in customer's, or one named here."""
    if state.customer and state.level == "verified":
        return True
    given = (name for _, _, text in state.messages for name in placeholders_in(text))
    return any(name.startswith("[email_") for name in given)


def about(wait: timedelta, words: Waiting) -> str:
    """Rounded up to what one says: minutes, fives of them, hours from two on."""
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    if minutes > 90:
        return words.hours.format(n=math.ceil(minutes / 60))
    return words.minutes.format(n=minutes if minutes <= 5 else 5 * math.ceil(minutes / 5))


def when(opens: datetime, now: datetime, words: Waiting) -> str:
    day = words.days[opens.weekday()]
    date = f" {opens:%Y-%m-%d}" if opens - now > SOON else ""
    return f"{day}{date}, {opens:%H:%M} ({opens:%Z})"


def _words(state: Conversation) -> Waiting:
    """In the language the customer writes, else the browser's, else English."""
    browsers = state.locale.partition("-")[0].lower()
    return WORDINGS.get(state.language or browsers, ENGLISH)


def _waits(log: Log, number: int) -> bool:
    """Whether this handover still waits for somebody, and its customer was told nothing yet."""
    told = any(
        isinstance(record.event, NoticeSent) and record.event.code == CODE
        for record in log.events[number:]
    )
    return log.state.holder == "queue" and log.state.handover == number and not told

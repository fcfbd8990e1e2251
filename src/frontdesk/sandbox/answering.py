"""From an admitted request to its answer: the mind, then what the API makes of its reply."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from frontdesk.sandbox import limits, reader
from frontdesk.sandbox.answer import Answer
from frontdesk.sandbox.cache import Cache
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.diagnosis import Diagnosis
from frontdesk.sandbox.reply import Reply
from frontdesk.sandbox.script import Entry
from frontdesk.sandbox.wire import MessagesRequest

Clock = Callable[[], float]
Mind = Callable[[MessagesRequest], Reply]
MINDS: Mapping[str, Mind] = {"reader": reader.answer}


@dataclass(frozen=True, slots=True)
class Answering:
    clock: Clock = time.time
    mind: str = "reader"
    cache: Cache = field(default_factory=Cache)
    diagnosis: Diagnosis = field(default_factory=Diagnosis)

    def answer(
        self, call: Call, entry: Entry, *, first_token_seconds: float = 0, batch: bool = False
    ) -> Answer:
        """Raises Refusal if the script says so."""
        if entry.error:
            raise entry.error.refusal()
        reply = self._reply(call, entry)
        now = self.clock()
        bill = self.cache.account(
            call.prompt,
            call.owner,
            minimum=call.model.cache_minimum,
            now=now,
            answered_at=now + first_token_seconds,
        )
        diagnostics = self.diagnosis.of(call, bill)
        tier = "batch" if batch else "standard"
        return Answer(call, reply, bill, diagnostics, tier)

    def _reply(self, call: Call, entry: Entry) -> Reply:
        if entry.reply:
            return entry.reply.reply()
        return limits.limited(MINDS[self.mind](call.request), call)

    def forget(self) -> None:
        self.cache.clear()
        self.diagnosis.clear()

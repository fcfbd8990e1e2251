"""From an admitted request to its answer: the mind, then what the API makes of its reply."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from frontdesk.sandbox import guarantees, limits
from frontdesk.sandbox.answer import Answer
from frontdesk.sandbox.cache import Bill, Cache
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.diagnosis import Diagnosis
from frontdesk.sandbox.minds import Mind, mind_named
from frontdesk.sandbox.rate import Limits, RateLimits
from frontdesk.sandbox.reply import Reply
from frontdesk.sandbox.script import Entry
from frontdesk.sandbox.spoiling import spoiled
from frontdesk.sandbox.thinking import thoughtful

LAWLESS = "attacker"  # keeps neither max_tokens nor a schema that was asked for

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Answering:
    clock: Clock = time.time
    mind: str = "reader"
    cache: Cache = field(default_factory=Cache)
    diagnosis: Diagnosis = field(default_factory=Diagnosis)
    rates: RateLimits = field(default_factory=lambda: RateLimits(Limits()))

    def answer(self, call: Call, entry: Entry, *, first_token_seconds: float = 0) -> Answer:
        """Raises Refusal over a rate limit, or if the script says so."""
        now = self.clock()
        self.rates.admit(call.model, self._bill(call, now, keep=False), now)
        if entry.error:
            raise entry.error.refusal()
        reply = self._reply(call, entry)
        bill = self._bill(call, now, answered_at=now + first_token_seconds)
        answer = Answer(call, reply, bill, self.diagnosis.of(call, bill))
        self.rates.answered(call.model, answer.output_tokens, now)
        return answer

    def batched(self, call: Call, entry: Entry) -> Answer:
        """Outside the rate limits, at half the price. Raises Refusal if the script says so."""
        if entry.error:
            raise entry.error.refusal()
        bill = self._bill(call, self.clock())
        return Answer(call, self._reply(call, entry), bill, service_tier="batch")

    def rate_headers(self, call: Call) -> dict[str, str]:
        fast = call.request.speed == "fast"
        return self.rates.headers(call.model, self.clock(), fast=fast)

    def forget(self) -> None:
        self.cache.clear()
        self.diagnosis.clear()

    def _reply(self, call: Call, entry: Entry) -> Reply:
        name = entry.mind or self.mind
        mind = mind_named(name)
        if entry.reply:
            reply = entry.reply.reply()
        else:
            reply = mind(call.request) if name.startswith(LAWLESS) else _minded(mind, call)
        return spoiled(reply, entry.spoil, call) if entry.spoil else reply

    def _bill(
        self, call: Call, now: float, *, answered_at: float | None = None, keep: bool = True
    ) -> Bill:
        return self.cache.account(
            call.prompt,
            call.owner,
            minimum=call.model.cache_minimum,
            now=now,
            answered_at=answered_at,
            keep=keep,
        )


def _minded(mind: Mind, call: Call) -> Reply:
    refused = guarantees.refusal_asked_for(call)
    if refused:
        return refused
    reply = guarantees.chosen(mind(call.request), call)
    return limits.limited(thoughtful(reply, call), call)

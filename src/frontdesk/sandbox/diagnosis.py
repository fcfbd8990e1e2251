"""Why a prompt could not be read from the cache although the one before it was there."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from itertools import starmap

from frontdesk.sandbox.cache import Bill
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.prompt import Prompt, Section

MOST_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Print:
    """What is remembered of a prompt: no text, only what tells it from another."""

    model: str
    flags: tuple[tuple[Section, str], ...]
    sections: dict[Section, tuple[bytes, ...]]
    cached: int


class Diagnosis:
    def __init__(self) -> None:
        self._prints: OrderedDict[tuple[str, str], Print] = OrderedDict()

    def clear(self) -> None:
        self._prints.clear()

    def of(self, call: Call, bill: Bill) -> dict[str, object] | None:
        """The response's `diagnostics`; None where the prompt only grew, or nothing was asked."""
        asked = call.request.diagnostics
        if asked is None:
            return None
        print_ = _print(call, bill)
        before = asked.previous_message_id
        reason = self._reason((call.workspace, before), print_, bill) if before else None
        self._remember((call.workspace, call.id("msg")), print_)
        return {"cache_miss_reason": reason} if reason else None

    def _reason(self, key: tuple[str, str], now: Print, bill: Bill) -> dict[str, object] | None:
        before = self._prints.get(key)
        if before is None:
            return {"type": "previous_message_not_found"}
        changed = _changed(before, now)
        if changed is None or changed == "unavailable":
            return {"type": changed} if changed else None
        missed = max(0, before.cached - bill.read)
        return {"type": changed, "cache_missed_input_tokens": missed}

    def _remember(self, key: tuple[str, str], print_: Print) -> None:
        self._prints[key] = print_
        self._prints.move_to_end(key)
        if len(self._prints) > MOST_REMEMBERED:
            self._prints.popitem(last=False)


def _changed(before: Print, now: Print) -> str | None:
    """UNCONFIRMED: which of two changes the API names when both tools and system differ"""
    if before.model != now.model:
        return "model_changed"
    for section in ("tools", "system"):
        if before.sections[section] != now.sections[section]:
            return f"{section}_changed"
    said = before.sections["messages"]
    if now.sections["messages"][: len(said)] != said:
        return "messages_changed"
    return "unavailable" if before.flags != now.flags else None


def _print(call: Call, bill: Bill) -> Print:
    sections: dict[Section, tuple[bytes, ...]] = {
        name: _marks(call.prompt, name) for name in ("tools", "system", "messages")
    }
    speed = call.request.speed or "standard"
    return Print(f"{call.model.id} {speed}", call.prompt.flags, sections, bill.cached)


def _marks(prompt: Prompt, section: Section) -> tuple[bytes, ...]:
    found = ((p.role, p.data) for p in prompt.pieces if p.section == section)
    return tuple(starmap(_mark, found))


def _mark(role: str, data: bytes) -> bytes:
    return hashlib.blake2b(role.encode() + b"\0" + data, digest_size=8).digest()

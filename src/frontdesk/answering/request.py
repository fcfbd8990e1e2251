"""The next request, rebuilt from the log: a pure function, so the prefix only ever grows.

It starts from the newest PrefixRestarted: its summary, the turns it keeps, and from there on
everything as it was said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from frontdesk.answering.blocks import (
    FIVE_MINUTES,
    ONE_HOUR,
    Message,
    desk_block,
    marked,
    reply_blocks,
    search_result,
    text_block,
)
from frontdesk.answering.bundle import Bundle
from frontdesk.answering.fences import Fences
from frontdesk.answering.note import facts, news
from frontdesk.answering.retelling import acted, passage_blocks, retell, told_before
from frontdesk.answering.transcript import Call, Exchange, read_transcript
from frontdesk.domain.event import ActionFinished, Recorded
from frontdesk.domain.json import JsonObject
from frontdesk.ports.model import Request

FINISHED = frozenset({"end_turn", "stop_sequence"})
PROPER = FINISHED | {"tool_use"}
NOT_RUN = "Not run. If it is still needed, call it again."


def build_request(
    bundle: Bundle, recorded: Sequence[Recorded], clock: datetime, *, locale: str = ""
) -> Request:
    """The request that asks for the open turn's next words.

    `recorded` is the log up to (not including) the ModelAsked that announces the request;
    `clock` the time that ModelAsked keeps.
    """
    messages: list[Message] = []
    results: Sequence[JsonObject] = ()
    told: dict[str, str] = {}
    asked_up_to = 0
    for exchange in read_transcript(recorded):
        if exchange.is_retold:
            messages += retell(bundle.fences, exchange, bundle.pinned.passages)
            continue
        known = facts(exchange, _asked_at(exchange, clock), locale, bundle.sayings)
        messages += _question(bundle, exchange, results, news(known, told))
        told |= known
        messages += _retold_calls(bundle, exchange)
        for index in range(exchange.retold_calls, len(exchange.calls)):
            asked_up_to = len(messages)
            messages += _after_call(bundle, exchange, index)
        if exchange.has_ended and not exchange.calls:
            messages.append(Message("assistant", reply_blocks(exchange.fixed)))
        ended_calling = exchange.has_ended and exchange.calls
        results = (
            _results(bundle, exchange.calls[-1], messages[-1].content) if ended_calling else ()
        )
    return Request(
        model=bundle.model,
        max_tokens=bundle.max_tokens,
        effort=bundle.effort,
        tools=bundle.tools,
        system=[marked(text_block(bundle.system), ONE_HOUR)],
        messages=[
            {"role": message.role, "content": message.content}
            for message in _with_breakpoint(_headed(bundle, messages), asked_up_to)
        ],
    )


def _asked_at(exchange: Exchange, clock: datetime) -> datetime:
    """When this generation first asked for an answer."""
    calls = exchange.calls[exchange.retold_calls :]
    return calls[0].clock if calls else clock


def _question(
    bundle: Bundle, exchange: Exchange, results: Sequence[JsonObject], note: str
) -> Iterator[Message]:
    """The customer's message and, if there is a new one, the note right after it.

    `results`: of the calls with which the exchange before ended.
    """
    fences = bundle.fences
    inline = [desk_block(fences, note)] if note and not bundle.system_notes else []
    content = [
        *results,
        *passage_blocks(fences, exchange, bundle.pinned.passages),
        *told_before(fences, exchange),
        *inline,
        *(text_block(fences.said(text)) for text in exchange.texts),
        *acted(fences, exchange.calls[: exchange.retold_calls]),
    ]
    yield Message("user", content)
    if note and bundle.system_notes:
        yield Message("system", [text_block(note)])


def _retold_calls(bundle: Bundle, exchange: Exchange) -> Iterator[Message]:
    """What the customer has of the open reply from an earlier generation, to be gone on from."""
    calls = exchange.calls[: exchange.retold_calls]
    if not calls:
        return
    shown = "".join(call.shown for call in calls)
    withheld = calls[-1].withheld.text if calls[-1].withheld else ""
    if shown.strip() or withheld:
        yield Message("assistant", reply_blocks(shown + withheld))
        yield Message("user", [_going_on(bundle, calls[-1], shown)])


def _after_call(bundle: Bundle, exchange: Exchange, index: int) -> Iterator[Message]:
    """What follows the request of this call in history.

    Nothing at all if the call said nothing and another followed: the same request again.
    """
    call = exchange.calls[index]
    if exchange.has_ended and index == len(exchange.calls) - 1:
        blocks = call.blocks if call.stop_reason in PROPER and not call.withheld else ()
        yield Message("assistant", blocks or reply_blocks(call.shown))
        return
    results = _results(bundle, call, call.blocks)
    if not (call.shown.strip() or call.withheld or results):
        return
    withheld = call.withheld.text if call.withheld else ""
    yield Message("assistant", call.blocks or reply_blocks(call.shown + withheld))
    if results and not call.withheld:
        yield Message("user", results)  # a text after results would be taken for the customer's
        return
    shown = "".join(before.shown for before in exchange.calls[: index + 1])
    yield Message("user", [*results, _going_on(bundle, call, shown)])


def _going_on(bundle: Bundle, call: Call, shown: str) -> JsonObject:
    values = {"shown": shown}
    template = bundle.going_on
    if call.withheld:
        template = bundle.repair
        values |= {"withheld": call.withheld.text, "reason": call.withheld.reason}
    said = {name: bundle.fences.said(text) for name, text in values.items()}
    return desk_block(bundle.fences, _filled(template, said))


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Fill all placeholders in one pass, so that no value is read as a template."""
    return re.sub(
        r"\{(\w+)\}",
        lambda found: values[found[1]] if found[1] in values else found[0],
        template,
    )


def _results(bundle: Bundle, call: Call, blocks: Sequence[JsonObject]) -> Sequence[JsonObject]:
    """A result for every call of a reply, be it that nothing was run."""
    uses = [block["id"] for block in blocks if block["type"] == "tool_use"]
    return [_result(bundle.fences, use, call.actions.get(use)) for use in uses]


def _result(fences: Fences, use: str, finished: ActionFinished | None) -> JsonObject:
    content: object = NOT_RUN
    if finished:
        told = fences.quoted if finished.taints else fences.said
        found = [search_result(fences, passage) for passage in finished.passages]
        content = found or told(finished.text)
    is_wrong = finished is None or finished.status != "done"
    error: JsonObject = {"is_error": True} if is_wrong else {}
    return {"type": "tool_result", "tool_use_id": use, **error, "content": content}


def _headed(bundle: Bundle, messages: Sequence[Message]) -> Sequence[Message]:
    """With what is pinned ahead of everything said."""
    if not bundle.pinned.blocks:
        return messages
    first, *others = messages
    return [replace(first, content=[*bundle.pinned.blocks, *first.content]), *others]


def _with_breakpoint(messages: Sequence[Message], asked_up_to: int) -> Sequence[Message]:
    """Mark the block that ended the previous request: an exact hit, whatever lies between."""
    if not asked_up_to or asked_up_to == len(messages):
        return messages
    message = messages[asked_up_to - 1]
    *others, last = message.content
    ended = replace(message, content=[*others, marked(last, FIVE_MINUTES)])
    return [*messages[: asked_up_to - 1], ended, *messages[asked_up_to:]]

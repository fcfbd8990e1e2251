"""The next request, rebuilt from the log: a pure function, so the prefix only ever grows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.answering.bundle import Bundle
from frontdesk.answering.transcript import Call, Exchange, read_transcript
from frontdesk.domain.event import ActionFinished, Recorded
from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import Passage
from frontdesk.ports.model import Request

ONE_HOUR: JsonObject = {"type": "ephemeral", "ttl": "1h"}
FIVE_MINUTES: JsonObject = {"type": "ephemeral"}
FINISHED = frozenset({"end_turn", "stop_sequence"})
PROPER = FINISHED | {"tool_use"}
THINKING = frozenset({"thinking", "redacted_thinking"})
NO_REPLY = "(no reply)"
NOT_RUN = "Not run. If it is still needed, call it again."


@dataclass(frozen=True, slots=True)
class Message:
    role: str
    content: Sequence[JsonObject]


def build_request(
    bundle: Bundle, recorded: Sequence[Recorded], clock: datetime, *, locale: str = ""
) -> Request:
    """The request that asks for the open turn's next words.

    `recorded` is the log up to (not including) the ModelAsked that announces the request;
    `clock` the time that ModelAsked keeps.
    """
    messages: list[Message] = []
    results: Sequence[JsonObject] = ()
    note = ""
    asked_up_to = 0
    for exchange in read_transcript(recorded):
        asked_at = exchange.calls[0].clock if exchange.calls else clock
        new_note = "" if note == (current := _note(asked_at, locale)) else current
        messages += _question(bundle, exchange, results, new_note)
        note, results = current, ()
        for index in range(len(exchange.calls)):
            asked_up_to = len(messages)
            messages += _after_call(bundle, exchange, index)
        if exchange.has_ended and not exchange.calls:
            messages.append(Message("assistant", _said(exchange.fixed)))
        if exchange.has_ended and exchange.calls:
            results = _results(exchange.calls[-1], messages[-1].content)
    return Request(
        model=bundle.model,
        max_tokens=bundle.max_tokens,
        effort=bundle.effort,
        tools=bundle.tools,
        system=[_marked(_text(bundle.system), ONE_HOUR)],
        messages=[
            {"role": message.role, "content": message.content}
            for message in _with_breakpoint(messages, asked_up_to)
        ],
    )


def _question(
    bundle: Bundle, exchange: Exchange, results: Sequence[JsonObject], note: str
) -> Iterator[Message]:
    """The customer's message and, if there is a new one, the note right after it.

    `results`: of the calls with which the exchange before ended.
    """
    aside = [_desk(_unfenced("\n\n".join(exchange.aside)))] if exchange.aside else []
    inline = [_desk(note)] if note and not bundle.system_notes else []
    content = [
        *results,
        *(_search_result(passage) for passage in exchange.passages),
        *aside,
        *inline,
        *(_text(_unfenced(text)) for text in exchange.texts),
    ]
    yield Message("user", content)
    if note and bundle.system_notes:
        yield Message("system", [_text(note)])


def _after_call(bundle: Bundle, exchange: Exchange, index: int) -> Iterator[Message]:
    """What follows the request of this call in history.

    Nothing at all if the call said nothing and another followed: the same request again.
    """
    call = exchange.calls[index]
    if exchange.has_ended and index == len(exchange.calls) - 1:
        blocks = _echoed(bundle, call) if call.stop_reason in PROPER and not call.withheld else ()
        yield Message("assistant", blocks or _said(call.shown))
        return
    blocks = _echoed(bundle, call)
    results = _results(call, blocks)
    if not (call.shown.strip() or call.withheld or results):
        return
    withheld = call.withheld.text if call.withheld else ""
    yield Message("assistant", blocks or _said(call.shown + withheld))
    if results and not call.withheld:
        yield Message("user", results)  # a text after results would be taken for the customer's
        return
    shown = "".join(before.shown for before in exchange.calls[: index + 1])
    yield Message("user", [*results, _desk(_going_on(bundle, call, shown))])


def _echoed(bundle: Bundle, call: Call) -> Sequence[JsonObject]:
    """The reply's raw blocks, as they must be sent back.

    Thinking is bound to the prompt and model that it was made under: under another bundle it
    would be refused, so it is left out.
    """
    if call.bundle == bundle.hash:
        return call.blocks
    return [block for block in call.blocks if block["type"] not in THINKING]


def _going_on(bundle: Bundle, call: Call, shown: str) -> str:
    values = {"shown": shown}
    template = bundle.going_on
    if call.withheld:
        template = bundle.repair
        values |= {"withheld": call.withheld.text, "reason": call.withheld.reason}
    return _filled(template, values)


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Fill all placeholders in one pass, so that no value is read as a template."""
    return re.sub(
        r"\{(\w+)\}",
        lambda found: _unfenced(values[found[1]]) if found[1] in values else found[0],
        template,
    )


def _note(at: datetime, locale: str) -> str:
    note = f"Today is {at:%A}, {at.date().isoformat()} (UTC)."
    return note + (f" The customer's browser is set to {locale}." if locale else "")


def _search_result(passage: Passage) -> JsonObject:
    return {
        "type": "search_result",
        "source": passage.id,
        "title": f"{passage.title} › {passage.section}" if passage.section else passage.title,
        "content": [_text(block) for block in passage.blocks],
        "citations": {"enabled": True},
    }


def _results(call: Call, blocks: Sequence[JsonObject]) -> Sequence[JsonObject]:
    """A result for every call of a reply, be it that nothing was run."""
    uses = [block["id"] for block in blocks if block["type"] == "tool_use"]
    return [_result(use, call.actions.get(use)) for use in uses]


def _result(use: str, finished: ActionFinished | None) -> JsonObject:
    content: object = NOT_RUN
    if finished:
        content = [_search_result(passage) for passage in finished.passages] or finished.text
    is_wrong = finished is None or finished.status != "done"
    error: JsonObject = {"is_error": True} if is_wrong else {}
    return {"type": "tool_result", "tool_use_id": use, **error, "content": content}


def _desk(text: str) -> JsonObject:
    return _text(f"<desk>\n{text}\n</desk>")


def _unfenced(text: str) -> str:
    """So that nobody else's words open or close the desk's fence."""
    return re.sub(r"<(\s*/?\s*desk)", r"‹\1", text, flags=re.IGNORECASE)


def _text(text: str) -> JsonObject:
    return {"type": "text", "text": text}


def _said(text: str) -> Sequence[JsonObject]:
    return [_text(text.strip() or NO_REPLY)]


def _marked(block: JsonObject, cache_control: JsonObject) -> JsonObject:
    return {**block, "cache_control": cache_control}


def _with_breakpoint(messages: Sequence[Message], asked_up_to: int) -> Sequence[Message]:
    """Mark the block that ended the previous request: an exact hit, whatever lies between."""
    if not asked_up_to or asked_up_to == len(messages):
        return messages
    message = messages[asked_up_to - 1]
    *others, last = message.content
    marked = replace(message, content=[*others, _marked(last, FIVE_MINUTES)])
    return [*messages[: asked_up_to - 1], marked, *messages[asked_up_to:]]

"""What an earlier generation said, told again in a later one: text, without thinking or citations.

Thinking is bound to the history before it and citations to the place of their source, so neither
may follow a new beginning. A call and its result go the same way, as one text: never one of them.
"""

import json
from collections.abc import Collection, Iterator, Sequence

from frontdesk.answering.blocks import (
    Message,
    desk_block,
    reply_blocks,
    search_result,
    text_block,
    unfenced,
)
from frontdesk.answering.transcript import Call, Exchange
from frontdesk.domain.event import ActionFinished
from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import PassageId

SUMMARY = "What happened before, summed up by the desk's program:\n<summary>\n{}\n</summary>"
ACTED = "Run for the message above:"


def retell(exchange: Exchange, at_hand: Collection[PassageId]) -> Iterator[Message]:
    """An exchange that ended before this generation began; passages at hand are left out."""
    before = [desk_block(*told)] if (told := told_before(exchange)) else []
    texts = [text_block(unfenced(text)) for text in exchange.texts]
    content = [*passage_blocks(exchange, at_hand), *before, *texts, *acted(exchange.calls)]
    yield Message("user", content)
    yield Message("assistant", reply_blocks(exchange.shown))


def told_before(exchange: Exchange) -> Sequence[str]:
    """What the desk tells ahead of the customer's texts."""
    summary = [SUMMARY.format(exchange.summary)] if exchange.summary else []
    return [*summary, *exchange.aside]


def passage_blocks(exchange: Exchange, at_hand: Collection[PassageId]) -> Sequence[JsonObject]:
    """The passages it began with, and those that its retold calls found; each once.

    `at_hand`: those that stand in the request already.
    """
    calls = exchange.calls if exchange.is_retold else exchange.calls[: exchange.retold_calls]
    found = (action.passages for call in calls for action in call.actions.values())
    each: dict[PassageId, JsonObject] = {
        passage.id: search_result(passage)
        for passages in (exchange.passages, *found)
        for passage in passages
        if passage.id not in at_hand
    }
    return list(each.values())


def acted(calls: Sequence[Call]) -> Sequence[JsonObject]:
    """The actions of these calls with what came of them, in one fenced text."""
    lines = [f"- {line}" for line in action_lines(calls)]
    return [desk_block("\n".join([ACTED, *lines]))] if lines else []


def action_lines(calls: Sequence[Call]) -> Sequence[str]:
    """A line for each action of these calls: what was asked for and what came of it."""
    return [
        _line(block, call.actions[block["id"]])
        for call in calls
        for block in call.blocks
        if block["type"] == "tool_use" and block["id"] in call.actions
    ]


def _line(use: JsonObject, finished: ActionFinished) -> str:
    result = finished.text or f"found {len(finished.passages)} passages, given above"
    arguments = json.dumps(use["input"], ensure_ascii=False, sort_keys=True)
    return f"{finished.name} {arguments}: {finished.status}. {result}"

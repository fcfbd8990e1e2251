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
)
from frontdesk.answering.fences import Fences
from frontdesk.answering.transcript import Call, Exchange
from frontdesk.domain.event import ActionFinished
from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import PassageId

ACTED = "Run for the message above:"


def retell(fences: Fences, exchange: Exchange, at_hand: Collection[PassageId]) -> Iterator[Message]:
    """An exchange that ended before this generation began; passages at hand are left out."""
    before = told_before(fences, exchange)
    texts = [text_block(fences.said(text)) for text in exchange.texts]
    passages = passage_blocks(fences, exchange, at_hand)
    yield Message("user", [*passages, *before, *texts, *acted(fences, exchange.calls)])
    yield Message("assistant", reply_blocks(exchange.shown))


def told_before(fences: Fences, exchange: Exchange) -> Sequence[JsonObject]:
    """What the desk tells ahead of the customer's texts, in one block; none if it tells nothing."""
    summary = [fences.summary(exchange.summary)] if exchange.summary else []
    told = [*summary, *(each.text(fences) for each in exchange.aside)]
    return [desk_block(fences, *told)] if told else []


def passage_blocks(
    fences: Fences, exchange: Exchange, at_hand: Collection[PassageId]
) -> Sequence[JsonObject]:
    """The passages it began with, and those that its retold calls found; each once.

    `at_hand`: those that stand in the request already.
    """
    calls = exchange.calls if exchange.is_retold else exchange.calls[: exchange.retold_calls]
    found = (action.passages for call in calls for action in call.actions.values())
    each: dict[PassageId, JsonObject] = {
        passage.id: search_result(fences, passage)
        for passages in (exchange.passages, *found)
        for passage in passages
        if passage.id not in at_hand
    }
    return list(each.values())


def acted(fences: Fences, calls: Sequence[Call]) -> Sequence[JsonObject]:
    """The actions of these calls with what came of them, in one fenced text."""
    lines = [f"- {fences.quoted(line)}" for line in action_lines(calls)]
    return [desk_block(fences, "\n".join([ACTED, *lines]))] if lines else []


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

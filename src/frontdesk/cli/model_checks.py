"""What the desk takes for granted about the model's API, each as a short conversation."""

import json
from collections.abc import Mapping
from typing import Any

import anthropic

from frontdesk.cli.asking import (
    Asker,
    Check,
    DidNotHold,
    Json,
    assistant,
    echoed,
    holds,
    prompt_tokens,
    said,
    user,
)
from frontdesk.sandbox.guarantees import REFUSED
from frontdesk.sandbox.schema import misfit

HOUR = {"type": "ephemeral", "ttl": "1h"}
SHORT = {"type": "ephemeral"}
RULE = "Rule {n}: answer in one short sentence, kindly, and only from what you were given. "
TOOL: Json = {
    "name": "look_up_train",
    "description": "Looks up one train by its number: where it is and how late it runs.",
    "strict": True,
    "input_schema": {
        "type": "object",
        "properties": {"number": {"type": "string", "description": "Number of the train"}},
        "required": ["number"],
        "additionalProperties": False,
    },
}
READING: Json = {
    "type": "object",
    "properties": {
        "mood": {"type": "string", "enum": ["angry", "neutral", "happy"]},
        "language": {"type": "string", "description": "ISO 639-1 code"},
        "wants_person": {"type": "boolean"},
    },
    "required": ["mood", "language", "wants_person"],
    "additionalProperties": False,
}


async def streams_end_properly(asker: Asker) -> str:
    events = await asker.stream(user("Say hello to a traveller."))
    kinds = [event.type for event in events]
    holds(kinds[0] == "message_start", f"the first event is {kinds[0]}")
    holds(kinds[-2:] == ["message_delta", "message_stop"], f"the last events are {kinds[-2:]}")
    opened, closed = kinds.count("content_block_start"), kinds.count("content_block_stop")
    holds(opened == closed > 0, f"{opened} blocks opened, {closed} closed")
    return f"{len(kinds)} events"


async def history_is_read_from_the_cache(asker: Asker) -> str:
    stable = _stable(asker)
    first = await asker.ask(user("Good morning."), system=stable, cache_control=SHORT)
    written = first.usage.cache_creation_input_tokens or 0
    holds(written > 0, "the first request wrote nothing")
    said_before = (user("Good morning."), assistant(said(first) or "Hello."))
    second = await asker.ask(*said_before, user("Thanks."), system=stable, cache_control=SHORT)
    read = second.usage.cache_read_input_tokens or 0
    holds(read >= written, f"the second request read {read} of {written} tokens")
    return f"read {read} of {written} tokens"


async def appended_notes_keep_the_cache(asker: Asker) -> str:
    holds(asker.model.system_role, "the model takes no system messages")
    stable = _stable(asker)
    note = {"role": "system", "content": "The customer is logged in. Language: English."}
    before = (user("Good evening."), note)
    first = await asker.ask(*before, system=stable, cache_control=SHORT)
    cached = (first.usage.cache_creation_input_tokens or 0) + (
        first.usage.cache_read_input_tokens or 0
    )
    reply = assistant(said(first) or "Hello.")
    second = await asker.ask(
        *before, reply, user("Thanks."), note, system=stable, cache_control=SHORT
    )
    read = second.usage.cache_read_input_tokens or 0
    holds(read >= cached > 0, f"after a note {read} of {cached} tokens were read")
    return f"read {read} of {cached} tokens past two notes"


async def citations_name_whole_blocks(asker: Asker) -> str:
    sources: dict[str, list[str]] = {
        "bikes": ["Taking a bicycle on the train costs 9 euros.", "It needs a ticket of its own."],
        "dogs": ["Small dogs travel free of charge.", "Large dogs pay half the fare."],
    }
    results = [_search_result(source, blocks) for source, blocks in sources.items()]
    asked = user(*results, "How much does taking a bicycle on the train cost?")
    message = await asker.ask(asked)
    locations = [
        location
        for block in message.content
        if block.type == "text"
        for location in block.citations or ()
        if location.type == "search_result_location"
    ]
    holds(bool(locations), "nothing was cited")
    for place in locations:
        holds(place.source in sources, f"an unknown source was cited: {place.source}")
        whole = "".join(sources[place.source][place.start_block_index : place.end_block_index])
        holds(place.cited_text == whole, f"{place.cited_text!r} is not the block {whole!r}")
    return f"{len(locations)} citations of {', '.join(sorted({p.source for p in locations}))}"


async def strict_calls_fit_their_schema(asker: Asker) -> str:
    forced = asker.model.forced_tools
    choice = {"type": "tool", "name": TOOL["name"]} if forced else {"type": "auto"}
    asked = user("Where is train 4711? Look it up.")
    message = await asker.ask(asked, tools=[TOOL], tool_choice=choice)
    calls = [block for block in message.content if block.type == "tool_use"]
    holds(message.stop_reason == "tool_use", f"it stopped with {message.stop_reason}")
    holds(bool(calls), "nothing was called")
    for call in calls:
        problem = misfit(call.input, TOOL["input_schema"])
        holds(problem is None, f"the input does not fit: {problem}")
    return f"{len(calls)} call, input fits"


async def two_results_are_taken_at_once(asker: Asker) -> str:
    calls = [
        {"type": "tool_use", "id": f"toolu_{n}", "name": TOOL["name"], "input": {"number": n}}
        for n in ("4711", "4712")
    ]
    late = {"type": "tool_result", "tool_use_id": "toolu_4711", "content": '{"late_minutes": 5}'}
    failed = {
        "type": "tool_result",
        "tool_use_id": "toolu_4712",
        "content": "There is no train with this number.",
        "is_error": True,
    }
    message = await asker.ask(
        user("Are trains 4711 and 4712 late?"),
        assistant("I look both up.", *calls),
        user(late, failed),
        tools=[TOOL],
    )
    holds(message.stop_reason in {"end_turn", "tool_use"}, f"stopped: {message.stop_reason}")
    return f"two results, one of them an error; then {message.stop_reason}"


async def readings_fit_their_schema(asker: Asker) -> str:
    form = {"type": "json_schema", "schema": READING}
    message = await asker.ask(
        user("Read this message of a customer: I have waited for two hours, this is a disgrace!"),
        output_config={"format": form},
    )
    try:
        value: object = json.loads(said(message))
    except ValueError:
        raise DidNotHold(f"no JSON came but {said(message)[:60]!r}") from None
    problem = misfit(value, READING)
    holds(problem is None, f"the reading does not fit: {problem}")
    return f"{value}"


async def refused_turns_can_be_left_out(asker: Asker) -> str:
    refused = await asker.ask(user(REFUSED))
    holds(refused.stop_reason == "refusal", f"the test string got {refused.stop_reason}")
    after = await asker.ask(user("Which day follows Monday?"))
    holds(after.stop_reason == "end_turn", f"without the turn it got {after.stop_reason}")
    return "refused once, answered without that turn"


async def counting_agrees_with_the_bill(asker: Asker) -> str:
    request: dict[str, Any] = {"system": RULE.format(n=1) * 5, "tools": [TOOL]}
    messages: Any = [user("Where is train 4711?")]
    count = await asker.client.messages.count_tokens(
        model=asker.model.id, messages=messages, **request
    )
    billed = prompt_tokens(await asker.ask(*messages, **request))
    off = abs(count.input_tokens - billed) / billed
    holds(off <= 0.03, f"counted {count.input_tokens}, billed {billed}")
    return f"counted {count.input_tokens}, billed {billed}"


async def thinking_can_be_sent_back(asker: Asker) -> str:
    holds("adaptive" in asker.model.thinking, "the model does not think adaptively")
    fields: dict[str, Any] = {"thinking": {"type": "adaptive"}, "tools": [TOOL], "max_tokens": 1500}
    asked = user("If train 4711 runs 25 minutes late and leaves at 9:50, when does it leave?")
    message = await asker.ask(asked, **fields)
    thoughts = [block for block in message.content if block.type == "thinking"]
    holds(all(thought.signature for thought in thoughts), "a thought came without signature")
    results = [_result(b.id) for b in message.content if b.type == "tool_use"]
    await asker.ask(asked, echoed(message), user(*(results or ["Thanks."])), **fields)
    return f"{len(thoughts)} thinking blocks sent back and taken"


async def an_interrupted_answer_goes_on(asker: Asker) -> str:
    message = await asker.ask(
        user("Name the seven days of the week, in order, starting with Monday."),
        assistant("Monday, Tuesday, Wednesday,"),
        user(
            "[The answer was interrupted here and the customer has seen it. Go on, repeat nothing.]"
        ),
    )
    holds(message.stop_reason == "end_turn", f"it stopped with {message.stop_reason}")
    holds(bool(said(message).strip()), "nothing was said")
    return "it went on after its own text"


async def answers_end_at_max_tokens(asker: Asker) -> str:
    message = await asker.ask(
        user("Count from one to one hundred in words, and say hello."), max_tokens=4
    )
    holds(message.stop_reason == "max_tokens", f"it stopped with {message.stop_reason}")
    spent = message.usage.output_tokens
    holds(spent <= 4, f"{spent} tokens came")
    return f"{spent} tokens"


async def mistakes_are_refused(asker: Asker) -> str:
    call = {"type": "tool_use", "id": "toolu_1", "name": TOOL["name"], "input": {"number": "1"}}
    marked = [{"type": "text", "text": "a", "cache_control": SHORT}] * 5
    mistakes: Mapping[str, tuple[tuple[Json, ...], Json]] = {
        "an unanswered call": ((user("a"), assistant(call), user("b")), {"tools": [TOOL]}),
        "a prefilled answer": ((user("a"), assistant("b")), {}),
        "five breakpoints": ((user(*marked),), {}),
        "a temperature": ((user("a"),), {"extra_body": {"temperature": 0.5}}),
        "an open schema": ((user("a"),), {"tools": [dict(TOOL) | {"input_schema": _OPEN}]}),
    }
    for name, (messages, fields) in mistakes.items():
        try:
            await asker.ask(*messages, **fields)
        except anthropic.BadRequestError:
            continue
        raise DidNotHold(f"{name} was taken")
    return f"{len(mistakes)} mistakes, each a 400"


CHECKS: Mapping[str, Check] = {
    "streaming": streams_end_properly,
    "cache reads": history_is_read_from_the_cache,
    "system notes": appended_notes_keep_the_cache,
    "citations": citations_name_whole_blocks,
    "strict tools": strict_calls_fit_their_schema,
    "tool results": two_results_are_taken_at_once,
    "reading": readings_fit_their_schema,
    "refusal": refused_turns_can_be_left_out,
    "counting": counting_agrees_with_the_bill,
    "thinking": thinking_can_be_sent_back,
    "going on": an_interrupted_answer_goes_on,
    "max_tokens": answers_end_at_max_tokens,
    "mistakes": mistakes_are_refused,
}

_OPEN = {"type": "object", "properties": {"number": {"type": "string"}}}


def _stable(asker: Asker) -> list[Json]:
    """A system prompt well over the shortest that the model caches, new in every run."""
    rules = "".join(RULE.format(n=n) for n in range(asker.model.cache_minimum // 10))
    return [{"type": "text", "text": f"Run {asker.run}. {rules}", "cache_control": HOUR}]


def _search_result(source: str, blocks: list[str]) -> Json:
    return {
        "type": "search_result",
        "source": source,
        "title": source.title(),
        "content": [{"type": "text", "text": block} for block in blocks],
        "citations": {"enabled": True},
    }


def _result(id: str) -> Json:
    return {"type": "tool_result", "tool_use_id": id, "content": '{"late_minutes": 25}'}

"""Sum up the older part of a conversation: when, what is asked of the model, and without it (D19).

The stored log stays as it is; only requests get shorter. Each time breaks the cache once, so it
happens rarely and in large steps.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frontdesk.answering.blocks import text_block
from frontdesk.answering.fences import neutral
from frontdesk.answering.retelling import action_lines
from frontdesk.answering.transcript import Exchange, read_transcript
from frontdesk.domain.event import ModelAnswered, PrefixRestarted, Recorded
from frontdesk.domain.json import JsonObject
from frontdesk.ports.model import Request

FIELDS = ("problem", "actions", "status")
SCHEMA: JsonObject = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in FIELDS},
    "required": [*FIELDS],
    "additionalProperties": False,
}
LONGEST = 2_000  # characters of a summary, whatever the model makes of three sentences
LONGEST_QUOTE = 240
MOST_ACTIONS = 8
TAG = re.compile(r"</?\s*conversation\s*>", re.IGNORECASE)
ENDINGS = {
    "unknown": "The last question so far could not be answered.",
    "handover": "The conversation was handed over to a member of staff.",
    "held": "The last reply so far was left to a member of staff.",
}


@dataclass(frozen=True, slots=True)
class Condensing:
    """When a conversation is too long, and who sums it up."""

    model: str
    prompt: str
    effort: str = ""
    """Empty for the model's default."""
    turns: int = 20
    """Of the customer, in one generation."""
    tokens: int = 32_000
    """Of the last request, passages and prompt included."""
    keeps: int = 4
    """The last turns, sent on word for word."""
    least: int = 4
    """Turns worth summing up: fewer would break the cache for little."""
    max_tokens: int = 1_024


def due_through(condensing: Condensing, recorded: Sequence[Recorded]) -> int | None:
    """The last turn to sum up now, after a reply; None while the requests are short enough."""
    exchanges = read_transcript(recorded)
    has_room = len(exchanges) < condensing.turns and last_prompt(recorded) < condensing.tokens
    if has_room or len(exchanges) < condensing.keeps + condensing.least:
        return None
    return exchanges[-condensing.keeps - 1].turn


def last_prompt(recorded: Sequence[Recorded]) -> int:
    """Tokens of this generation's newest request that was answered; 0 if there is none."""
    for record in reversed(recorded):
        match record.event:
            case ModelAnswered(usage=used):
                prompt = used.input + used.cache_read + used.cache_write_5m + used.cache_write_1h
                if prompt:
                    return prompt
            case PrefixRestarted():
                return 0
            case _:
                pass
    return 0


def summary_request(condensing: Condensing, recorded: Sequence[Recorded], through: int) -> Request:
    """What asks the small model to sum up the turns up to this one."""
    told = "\n\n".join(_told(_upto(recorded, through)))
    content = [text_block(f"<conversation>\n{neutral(told)}\n</conversation>")]
    return Request(
        model=condensing.model,
        max_tokens=condensing.max_tokens,
        effort=condensing.effort,
        system=[text_block(condensing.prompt)],
        messages=[{"role": "user", "content": content}],
        schema=SCHEMA,
        is_cached=False,
    )


def read_summary(text: str) -> str:
    """The summary in the model's JSON; empty if there is none to be read."""
    try:
        said = json.loads(text)
        fields = [str(said[name]).strip() for name in FIELDS if str(said[name]).strip()]
    except (ValueError, TypeError, KeyError):
        return ""
    return _clipped(TAG.sub(" ", " ".join(fields)), LONGEST)


def extract(recorded: Sequence[Recorded], through: int) -> str:
    """The plain facts, found without a model: first and last words, actions, how it ended."""
    exchanges = _upto(recorded, through)
    earlier = exchanges[0].summary
    first, last = " ".join(exchanges[0].texts), " ".join(exchanges[-1].texts)
    lines = [
        earlier[: LONGEST // 2] or f'The customer began with: "{_clipped(first, LONGEST_QUOTE)}"',
        f'Later the customer wrote: "{_clipped(last, LONGEST_QUOTE)}"',
    ]
    actions = [line for exchange in exchanges for line in action_lines(exchange.calls)]
    lines += [_clipped(line, LONGEST_QUOTE) for line in actions[-MOST_ACTIONS:]]
    return "\n".join([*lines, *filter(None, [ENDINGS.get(exchanges[-1].route, "")])])


def _upto(recorded: Sequence[Recorded], through: int) -> Sequence[Exchange]:
    return [exchange for exchange in read_transcript(recorded) if exchange.turn <= through]


def _told(exchanges: Sequence[Exchange]) -> Iterator[str]:
    """The conversation as a play: who said or did what."""
    for exchange in exchanges:
        if exchange.summary:
            yield f"Earlier summary: {exchange.summary}"
        yield from (f"Desk: {each.told}\n{each.words}".strip() for each in exchange.aside)
        yield from (f"Customer: {text}" for text in exchange.texts)
        yield from (f"Action {line}" for line in action_lines(exchange.calls))
        yield f"Assistant: {exchange.shown.strip()}"


def _clipped(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"

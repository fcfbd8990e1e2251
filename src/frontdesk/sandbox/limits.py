"""Where a reply must end early: its token budget and the client's stop sequences."""

from dataclasses import replace

from frontdesk.sandbox import tokens
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.reply import Block, Reply, Text, said_tokens


def limited(reply: Reply, call: Call) -> Reply:
    if call.request.max_tokens == 0:  # only the cache was to be warmed
        return Reply(blocks=(), stop_reason="max_tokens")
    return _within_budget(_until_stop(reply, call.request.stop_sequences), call.request.max_tokens)


def _until_stop(reply: Reply, sequences: list[str]) -> Reply:
    for at, block in enumerate(reply.blocks):
        found = _first(block.text, sequences) if isinstance(block, Text) else None
        if found and isinstance(block, Text):
            place, sequence = found
            kept = (*reply.blocks[:at], Text(block.text[:place], block.citations))
            return replace(reply, blocks=kept, stop_reason="stop_sequence", stop_sequence=sequence)
    return reply


def _first(text: str, sequences: list[str]) -> tuple[int, str] | None:
    places = [(place, s) for s in sequences if s and (place := text.find(s)) >= 0]
    return min(places, default=None)


def _within_budget(reply: Reply, most: int) -> Reply:
    kept: list[Block] = []
    left = most
    for block in reply.blocks:
        needed = said_tokens(block)
        if needed > left:
            if isinstance(block, Text) and left > 0:
                # an unfinished sentence carries no citation: those follow its text
                kept.append(Text(block.text[: int(left * tokens.BYTES_A_TOKEN)]))
            return replace(reply, blocks=tuple(kept), stop_reason="max_tokens", stop_sequence=None)
        left -= needed
        kept.append(block)
    return reply

"""Where a reply must end early: its budget, the context, and the client's stop sequences."""

from dataclasses import replace

from frontdesk.sandbox import tokens
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.reply import Block, Reply, Text, said_tokens


def limited(reply: Reply, call: Call) -> Reply:
    if call.request.max_tokens == 0:  # only the cache was to be warmed
        return Reply(blocks=(), stop_reason="max_tokens")
    room = call.model.context - call.prompt.tokens
    most = call.request.max_tokens
    stopped = _until_stop(reply, call.request.stop_sequences)
    if room < most:
        return within(stopped, room, "model_context_window_exceeded")
    return within(stopped, most, "max_tokens")


def _until_stop(reply: Reply, sequences: list[str]) -> Reply:
    """A sequence counts wherever it is said, also across the borders of cited texts."""
    said = "".join(block.text for block in reply.blocks if isinstance(block, Text))
    found = min(((at, s) for s in sequences if (at := said.find(s)) >= 0), default=None)
    if found is None:
        return reply
    left, sequence = found
    kept: list[Block] = []
    for block in reply.blocks:
        if not isinstance(block, Text):
            kept.append(block)
        elif len(block.text) <= left:
            kept.append(block)
            left -= len(block.text)
        else:
            kept += [Text(block.text[:left])] if left else []
            break
    return replace(reply, blocks=tuple(kept), stop_reason="stop_sequence", stop_sequence=sequence)


def within(reply: Reply, most: int, reason: str) -> Reply:
    """Cut after so many tokens; the reason is given only if something is cut."""
    kept: list[Block] = []
    left = most
    for block in reply.blocks:
        needed = said_tokens(block)
        if needed > left:
            if isinstance(block, Text) and left > 0:
                # an unfinished sentence carries no citation: those follow its text
                kept.append(Text(_first_bytes(block.text, int(left * tokens.BYTES_A_TOKEN))))
            return replace(reply, blocks=tuple(kept), stop_reason=reason, stop_sequence=None)
        left -= needed
        kept.append(block)
    return reply


def _first_bytes(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")

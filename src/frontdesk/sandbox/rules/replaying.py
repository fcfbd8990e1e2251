"""Thinking sent back: unchanged, after the conversation it came from, by whom it was given to."""

from collections.abc import Iterator

from frontdesk.sandbox import wire
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.refusal import Refusal
from frontdesk.sandbox.signature import Prefix, opened

Place = tuple[int, int]


def dropped_thinking(call: Call) -> frozenset[Place]:
    """Message and block of the thinking that the API leaves out. Raises Refusal.

    What another key or model thought is left out silently; what belongs to another conversation
    only where the request asks for it, and is refused otherwise.
    UNCONFIRMED: that models before 5 do not mind an edited history before their thinking
    """
    prefix = Prefix(p for p in call.prompt.pieces if p.section != "messages")
    dropped: set[Place] = set()
    said = (piece for piece in call.prompt.pieces if piece.section == "messages")
    for piece, (place, block) in zip(said, _blocks(call), strict=True):
        if isinstance(block, wire.Thinking) and _is_dropped(block, place, prefix, call):
            dropped.add(place)
        prefix.add(piece.role, piece.data, is_thinking=piece.is_thinking)
    return frozenset(dropped)


def without(request: wire.MessagesRequest, dropped: frozenset[Place]) -> wire.MessagesRequest:
    messages: list[wire.Message] = []
    for at, message in enumerate(request.messages):
        kept = [b for place, b in enumerate(message.blocks) if (at, place) not in dropped]
        if len(kept) == len(message.blocks):
            messages.append(message)
        elif kept:
            messages.append(message.model_copy(update={"content": kept}))
    return request.model_copy(update={"messages": messages})


def _is_dropped(block: wire.Thinking, place: Place, prefix: Prefix, call: Call) -> bool:
    path = f"messages.{place[0]}.content.{place[1]}"
    given = opened(block.signature)
    if given is None:
        raise Refusal(400, f"{path}: Invalid `signature` in `thinking` block")
    made = prefix.seal(call.owner, block.thinking)
    if given.owner != made.owner:
        return True
    if given.text != made.text:
        raise Refusal(400, _edited(path, place, call))
    if given.prefix == made.prefix or not call.model.binds_thinking:
        return False
    if call.drops_unbound_thinking:
        return True
    raise Refusal(
        400,
        f"{path}: Invalid `signature` in `thinking` block. The block is bound to a different "
        "conversation. Remove the block, or set `thinking.block_binding.prefix_mismatch_behavior` "
        'to "drop_block".',
    )


def _edited(path: str, place: Place, call: Call) -> str:
    answers = [at for at, m in enumerate(call.request.messages) if m.role == "assistant"]
    if place[0] != answers[-1]:
        return f"{path}: Invalid `signature` in `thinking` block"
    return (
        f"{path}: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot "
        "be modified. These blocks must remain as they were in the original response."
    )


def _blocks(call: Call) -> Iterator[tuple[Place, wire.Block]]:
    for at, message in enumerate(call.request.messages):
        for place, block in enumerate(message.blocks):
            yield (at, place), block

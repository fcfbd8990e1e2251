"""Where cache breakpoints may stand: four at most, the longer-lived first."""

from collections.abc import Iterator

from frontdesk.sandbox import wire
from frontdesk.sandbox.call import Call

MOST = 4


def not_on_these_blocks(call: Call) -> str | None:
    for path, block in _blocks(call):
        if isinstance(block, wire.Thinking) and block.cache_control:
            return f"{path}.thinking.cache_control: Extra inputs are not permitted"
        if isinstance(block, wire.Text) and not block.text and block.cache_control:
            return f"{path}.text: cache_control cannot be set for empty text blocks"
    return None


def four_at_most(call: Call) -> str | None:
    marks = [mark for _, mark in _marks(call) if mark]
    found = len(marks) + (call.request.cache_control is not None)
    if found > MOST:
        return f"A maximum of 4 blocks with cache_control may be provided. Found {found}."
    return None


def longer_lived_first(call: Call) -> str | None:
    short_seen = False
    for path, mark in _marks(call):
        if mark and mark.ttl == "1h" and short_seen:
            return (
                f"{path}.cache_control.ttl: a ttl='1h' cache_control block must not come after a "
                "ttl='5m' cache_control block. Note that blocks are processed in the following "
                "order: `tools`, `system`, `messages`."
            )
        short_seen = short_seen or (mark is not None and mark.ttl == "5m")
    return None


def automatic_fits_in(call: Call) -> str | None:
    """The automatic breakpoint marks the last block: it must agree with a mark already there."""
    automatic = call.request.cache_control
    marks = [mark for _, mark in _marks(call)]
    if automatic is None or not marks:
        return None
    last = marks[-1]
    # UNCONFIRMED: wordings for an automatic breakpoint that disagrees with those set by hand
    if last and last.ttl != automatic.ttl:
        return "cache_control: the last block already has a cache_control with a different ttl"
    if automatic.ttl == "1h" and any(mark and mark.ttl == "5m" for mark in marks):
        return (
            "cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' "
            "cache_control block."
        )
    return None


def _marks(call: Call) -> Iterator[tuple[str, wire.CacheControl | None]]:
    """Every block that may be marked, in the order the API processes them."""
    for at, tool in enumerate(call.request.tools):
        yield f"tools.{at}", tool.cache_control
    for path, block in _blocks(call):
        if not isinstance(block, wire.Thinking | wire.RedactedThinking):
            yield path, block.cache_control


def _blocks(call: Call) -> Iterator[tuple[str, wire.Block]]:
    for at, block in enumerate(call.request.system_blocks):
        yield f"system.{at}", block
    for at, message in enumerate(call.request.messages):
        for place, block in enumerate(message.blocks):
            path = f"messages.{at}.content.{place}"
            if isinstance(block, wire.ToolResult):
                for inner, part in enumerate(block.parts):
                    yield f"{path}.content.{inner}", part
            yield path, block


RULES = (four_at_most, longer_lived_first, automatic_fits_in)

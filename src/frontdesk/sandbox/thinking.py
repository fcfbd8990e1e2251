"""The thinking block before a reply: what was asked, as a note to itself, shown or only sealed."""

from dataclasses import replace

from frontdesk.sandbox import tokens, wire
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.reply import Reply, Thinking

LONGEST = 160  # characters; a thought counts as output


def thoughtful(reply: Reply, call: Call) -> Reply:
    """With a thinking block in front where the request makes the model think.

    Adaptive thinking leaves it to Claude whether to think; here it thinks when asked to, and where
    a model always does. UNCONFIRMED: where a between_tools block stands; here it follows results
    """
    blocks = reply.blocks
    if not _thinks(call) or any(isinstance(block, Thinking) for block in blocks):
        return reply
    thought = _thought(call)
    shown = _is_shown(call)
    unseen = 0 if shown else tokens.of_text(thought)
    return replace(reply, blocks=(Thinking(thought if shown else "", "", unseen), *blocks))


def _thinks(call: Call) -> bool:
    asked, choice = call.request.thinking, call.request.tool_choice
    if isinstance(choice, wire.AnyChoice | wire.OneChoice):
        return False
    match asked:
        case None:
            return "disabled" not in call.model.thinking
        case wire.NoThinking():
            return False
        case wire.ThinkingBetweenTools():
            last = call.request.messages[-1].blocks
            return any(isinstance(block, wire.ToolResult) for block in last)
        case _:
            return True


def _is_shown(call: Call) -> bool:
    asked = call.request.thinking
    if isinstance(asked, wire.AdaptiveThinking | wire.BudgetedThinking) and asked.display:
        return asked.display == "summarized"
    return call.model.shows_thinking


def _thought(call: Call) -> str:
    said = [m for m in call.request.messages if m.role == "user"]
    texts = [block.text for block in said[-1].blocks if isinstance(block, wire.Text)]
    return " ".join(" ".join(texts).split())[:LONGEST] or "…"

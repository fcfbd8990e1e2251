"""Who may say what, and where in the conversation."""

from collections.abc import Iterator

from frontdesk.sandbox import wire
from frontdesk.sandbox.call import NEWEST, Call

# UNCONFIRMED: which blocks the API names for which role, and in which words
ONLY_BY = {"tool_use": "assistant", "thinking": "assistant", "redacted_thinking": "assistant"}
NEVER_BY_ASSISTANT = ("tool_result", "search_result", "image")


def text_is_not_empty(call: Call) -> str | None:
    for message in call.request.messages:
        texts = [block.text for block in _parts(message) if isinstance(block, wire.Text)]
        if "" in texts:
            return "messages: text content blocks must be non-empty"
        if not all(text.strip() for text in texts):
            return "messages: text content blocks must contain non-whitespace text"
    if any(not block.text for block in call.request.system_blocks):
        return "system: text content blocks must be non-empty"
    return None


def messages_say_something(call: Call) -> str | None:
    for at, message in enumerate(call.request.messages):
        if not message.content:
            return (
                f"messages.{at}: all messages must have non-empty content except for the optional "
                "final assistant message"
            )
    return None


def first_word_is_the_users(call: Call) -> str | None:
    """UNCONFIRMED: that the first message must still be a user's"""
    messages = call.request.messages
    if messages and messages[0].role == "assistant":
        return 'messages: first message must use the "user" role'
    return None


def last_word_is_not_the_assistants(call: Call) -> str | None:
    spoken = [m for m in call.request.messages if m.role != "system"]
    if call.model.prefill or not spoken or spoken[-1].role != "assistant":
        return None
    return (
        "This model does not support assistant message prefill. "
        "The conversation must end with a user message."
    )


def system_role_where_it_may_stand(call: Call) -> str | None:
    messages = call.request.messages
    for at, message in enumerate(messages):
        if message.role == "system":
            problem = _system_message(call, at)
            if problem:
                return problem
    return None


def _system_message(call: Call, at: int) -> str | None:
    messages = call.request.messages
    if not call.model.system_role:
        return "role 'system' is not supported on this model"
    if at == 0:
        return (
            "messages.0: use the top-level 'system' parameter for the initial system prompt; "
            # UNCONFIRMED: wording for a `system` message at the start, after the semicolon
            "role 'system' is only for later messages"
        )
    if any(not isinstance(block, wire.Text) for block in messages[at].blocks):
        # UNCONFIRMED: wording for other blocks than text in a `system` message
        return f"messages.{at}: role 'system' accepts only text content blocks"
    if messages[at - 1].role != "user":
        return (
            f"messages.{at}: role 'system' must follow a 'user' message or an 'assistant' message "
            "ending in a server tool result"
        )
    if at + 1 < len(messages) and messages[at + 1].role != "assistant":
        return f"messages.{at}: role 'system' must precede an 'assistant' message or end the array"
    return None


def blocks_belong_to_their_role(call: Call) -> str | None:
    for at, message in enumerate(call.request.messages):
        for place, block in enumerate(message.blocks):
            if ONLY_BY.get(block.type, message.role) != message.role:
                owner = ONLY_BY[block.type]
                return (
                    f"messages.{at}.content.{place}: `{block.type}` blocks can only be in "
                    f"`{owner}` messages"
                )
            refused = (*NEVER_BY_ASSISTANT, *(("document",) if call.version == NEWEST else ()))
            if message.role == "assistant" and block.type in refused:
                return (
                    f"messages.{at}.content.{place}: `{block.type}` blocks are not permitted in "
                    "`assistant` messages"
                )
    return None


def _parts(message: wire.Message) -> Iterator[wire.Block]:
    for block in message.blocks:
        yield block
        if isinstance(block, wire.SearchResult):
            yield from block.content
        if isinstance(block, wire.ToolResult):
            yield from block.parts


RULES = (
    first_word_is_the_users,
    messages_say_something,
    text_is_not_empty,
    system_role_where_it_may_stand,
    blocks_belong_to_their_role,
    last_word_is_not_the_assistants,
)

"""Tools and their calls: every call answered, in the next message, results first."""

from frontdesk.sandbox import wire
from frontdesk.sandbox.call import Call


def names_are_unique(call: Call) -> str | None:
    names = [tool.name for tool in call.request.tools]
    return "tools: Tool names must be unique." if len(set(names)) < len(names) else None


def choice_needs_tools(call: Call) -> str | None:
    if call.request.tool_choice and not call.request.tools:
        return "tool_choice may only be specified while providing tools."
    return None


def choice_is_allowed(call: Call) -> str | None:
    choice = call.request.tool_choice
    if not isinstance(choice, wire.AnyChoice | wire.OneChoice):
        return None
    if not call.model.forced_tools:
        return 'tool_choice: type "tool" and "any" are not supported for this model.'
    if isinstance(choice, wire.OneChoice) and choice.name not in _names(call):
        return f"Tool '{choice.name}' not found in provided tools"
    return None


def call_ids_are_unique(call: Call) -> str | None:
    seen: set[str] = set()
    for at, message in enumerate(call.request.messages):
        for place, block in enumerate(message.blocks):
            if isinstance(block, wire.ToolUse):
                if block.id in seen:
                    return f"messages.{at}.content.{place}: `tool_use` ids must be unique"
                seen.add(block.id)
    return None


def every_call_is_answered(call: Call) -> str | None:
    messages = call.request.messages
    for at, message in enumerate(messages):
        asked = [block.id for block in message.blocks if isinstance(block, wire.ToolUse)]
        given = _answered(messages[at + 1]) if at + 1 < len(messages) else set[str]()
        open_ids = [id for id in asked if id not in given]
        if open_ids:
            return (
                f"messages.{at}: `tool_use` ids were found without `tool_result` blocks "
                f"immediately after: {', '.join(open_ids)}. Each `tool_use` block must have a "
                "corresponding `tool_result` block in the next message."
            )
    return None


def no_result_without_its_call(call: Call) -> str | None:
    asked: set[str] = set()
    for at, message in enumerate(call.request.messages):
        for place, block in enumerate(message.blocks):
            if isinstance(block, wire.ToolResult) and block.tool_use_id not in asked:
                return (
                    f"messages.{at}.content.{place}: unexpected `tool_use_id` found in "
                    f"`tool_result` blocks: {block.tool_use_id}. Each `tool_result` block must "
                    "have a corresponding `tool_use` block in the previous message."
                )
        asked = {block.id for block in message.blocks if isinstance(block, wire.ToolUse)}
    return None


def a_call_has_one_result(call: Call) -> str | None:
    """UNCONFIRMED: wording for two results of one call"""
    for at, message in enumerate(call.request.messages):
        seen: set[str] = set()
        for place, block in enumerate(message.blocks):
            if not isinstance(block, wire.ToolResult):
                continue
            if block.tool_use_id in seen:
                return (
                    f"messages.{at}.content.{place}: each tool_use must have a single result. "
                    f"Found multiple `tool_result` blocks with id: {block.tool_use_id}"
                )
            seen.add(block.tool_use_id)
    return None


def results_come_first(call: Call) -> str | None:
    for at, message in enumerate(call.request.messages):
        kinds = [block.type == "tool_result" for block in message.blocks]
        if kinds != sorted(kinds, reverse=True):
            # UNCONFIRMED: wording for tool results after other content
            return (
                f"messages.{at}: `tool_result` blocks must come before other content in the message"
            )
    return None


def a_result_has_one_kind_of_content(call: Call) -> str | None:
    for at, message in enumerate(call.request.messages):
        for place, block in enumerate(message.blocks):
            if isinstance(block, wire.ToolResult):
                kinds = {part.type for part in block.parts}
                if "search_result" in kinds and len(kinds) > 1:
                    # UNCONFIRMED: wording for search results mixed with other blocks in one result
                    return (
                        f"messages.{at}.content.{place}.tool_result.content: `search_result` "
                        "blocks cannot be mixed with other content types"
                    )
    return None


def _names(call: Call) -> set[str]:
    return {tool.name for tool in call.request.tools}


def _answered(message: wire.Message) -> set[str]:
    return {block.tool_use_id for block in message.blocks if isinstance(block, wire.ToolResult)}


RULES = (
    names_are_unique,
    choice_needs_tools,
    choice_is_allowed,
    call_ids_are_unique,
    every_call_is_answered,
    no_result_without_its_call,
    a_call_has_one_result,
    results_come_first,
    a_result_has_one_kind_of_content,
)

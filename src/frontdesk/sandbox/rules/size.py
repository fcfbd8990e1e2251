"""How much may be sent and asked for."""

from frontdesk.sandbox import wire
from frontdesk.sandbox.call import Call


def some_message(call: Call) -> str | None:
    return None if call.request.messages else "messages: at least one message is required"


def not_too_many_messages(call: Call) -> str | None:
    if len(call.request.messages) > 100_000:
        # UNCONFIRMED: wording for too many messages
        return "messages: List should have at most 100000 items"
    return None


def output_within_the_model(call: Call) -> str | None:
    asked, most = call.request.max_tokens, call.model.max_output
    if asked <= most:
        return None
    return (
        f"max_tokens: {asked} > {most}, which is the maximum allowed number of output tokens for "
        f"{call.model.id}"
    )


def prompt_within_the_context(call: Call) -> str | None:
    sent, most = call.prompt.tokens, call.model.context
    return f"prompt is too long: {sent} tokens > {most} maximum" if sent > most else None


def zero_tokens_only_to_warm_the_cache(call: Call) -> str | None:
    """UNCONFIRMED: wordings for `max_tokens: 0` with what it does not go with"""
    request = call.request
    if request.max_tokens:
        return None
    if request.stream:
        return "max_tokens: 0 is not supported with stream"
    if isinstance(request.thinking, wire.BudgetedThinking):
        return "max_tokens: 0 is not supported with enabled thinking"
    if call.wants_json:
        return "max_tokens: 0 is not supported with output_config.format"
    if isinstance(request.tool_choice, wire.AnyChoice | wire.OneChoice):
        return "max_tokens: 0 is not supported with a forced tool_choice"
    return None


def stop_sequences_are_visible(call: Call) -> str | None:
    """UNCONFIRMED: wording for a blank stop sequence"""
    if all(sequence.strip() for sequence in call.request.stop_sequences):
        return None
    return "stop_sequences: each stop sequence must contain non-whitespace"


RULES = (
    some_message,
    not_too_many_messages,
    output_within_the_model,
    stop_sequences_are_visible,
    zero_tokens_only_to_warm_the_cache,
    prompt_within_the_context,
)

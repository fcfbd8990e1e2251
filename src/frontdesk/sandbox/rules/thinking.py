"""Which thinking and which effort a model accepts."""

from frontdesk.sandbox import wire
from frontdesk.sandbox.call import Call

ADVICE = 'Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'


def effort_is_known(call: Call) -> str | None:
    effort = call.request.output_config.effort if call.request.output_config else None
    if effort is None or effort in call.model.efforts:
        return None
    if not call.model.efforts:
        return "This model does not support the effort parameter."
    levels = ", ".join(sorted(call.model.efforts))
    return f"This model does not support effort level '{effort}'. Supported levels: {levels}."


def kind_is_supported(call: Call) -> str | None:
    thinking = call.request.thinking
    if thinking is None or thinking.type in call.model.thinking:
        return None
    if thinking.type == "adaptive":
        return "adaptive thinking is not supported on this model"
    return f'"thinking.type.{thinking.type}" is not supported for this model. {ADVICE}'


def high_effort_thinks(call: Call) -> str | None:
    """UNCONFIRMED: wording for thinking that is off at effort xhigh or max"""
    if not isinstance(call.request.thinking, wire.NoThinking | wire.ThinkingBetweenTools):
        return None
    kind = call.request.thinking.type
    refuses = call.model.thinks_at_high_effort or kind == "between_tools"
    if refuses and call.effort in {"xhigh", "max"}:
        return f'"thinking.type.{kind}" is not supported for this model at effort "{call.effort}".'
    return None


def budget_leaves_room(call: Call) -> str | None:
    thinking = call.request.thinking
    if not isinstance(thinking, wire.BudgetedThinking):
        return None
    if call.request.max_tokens > thinking.budget_tokens:
        return None
    return "`max_tokens` must be greater than `thinking.budget_tokens`."


def a_budget_forces_no_tool(call: Call) -> str | None:
    """UNCONFIRMED: that a forced tool goes with adaptive thinking on every model that takes both"""
    forced = isinstance(call.request.tool_choice, wire.AnyChoice | wire.OneChoice)
    if forced and isinstance(call.request.thinking, wire.BudgetedThinking):
        return "Thinking may not be enabled when tool_choice forces tool use."
    return None


RULES = (
    effort_is_known,
    kind_is_supported,
    high_effort_thinks,
    budget_leaves_room,
    a_budget_forces_no_tool,
)

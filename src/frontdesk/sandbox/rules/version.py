"""What depends on the version and beta headers. Version 2026-10-21 knows no sampling fields."""

from frontdesk.sandbox import wire
from frontdesk.sandbox.betas import BINDING, FAST
from frontdesk.sandbox.call import Call


def sampling_is_left_alone(call: Call) -> str | None:
    """Only version 2023-06-01 gets here with sampling fields; newer models hardly take any.

    UNCONFIRMED: wordings for sampling fields under 2023-06-01
    UNCONFIRMED: which models but Haiku 5.5 keep sampling fields fixed under 2023-06-01
    """
    asked = call.request
    if not isinstance(asked, wire.OldMessagesRequest):
        return None
    if not call.model.samples:
        if asked.top_k is not None:
            return "`top_k` is not supported for this model."
        if asked.temperature not in (None, 1):
            return "`temperature` may only be set to 1 for this model."
        if asked.top_p not in (None, 0.99):
            return "`top_p` may only be set to 0.99 for this model."
    if asked.temperature is not None and asked.top_p is not None:
        return (
            "`temperature` and `top_p` cannot both be specified for this model. Please use only "
            "one."
        )
    return None


def beta_fields_have_their_header(call: Call) -> str | None:
    """UNCONFIRMED: which models take `speed` without the beta header; here none does"""
    if call.request.speed and FAST not in call.betas:
        return "speed: Extra inputs are not permitted"
    thinking = call.request.thinking
    if not isinstance(thinking, wire.AdaptiveThinking | wire.BudgetedThinking):
        return None
    if thinking.block_binding and BINDING not in call.betas:
        return f"thinking.{thinking.type}.block_binding: Extra inputs are not permitted"
    return None


RULES = (sampling_is_left_alone, beta_fields_have_their_header)

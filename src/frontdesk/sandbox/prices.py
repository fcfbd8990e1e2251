"""What a usage costs in US dollars, by the model table."""

from collections.abc import Mapping

from frontdesk.sandbox.model_table import LONG_PROMPT, MODELS, Price

BATCH_FACTOR = 0.5
US_FACTOR = 1.1
PER = 1_000_000


def cost(usage: Mapping[str, object], model: str) -> float:
    """`usage` as the API gives it. Raises KeyError for a model that is not in the table.

    Batches cost half, inference kept in the US a tenth more, and a long prompt the model's long
    prices, for the whole request.
    """
    prompt = sum(_tokens(usage, name) for name in PROMPT)
    price = _price(model, prompt)
    hour = _tokens(usage.get("cache_creation"), "ephemeral_1h_input_tokens")
    short = _tokens(usage, "cache_creation_input_tokens") - hour
    dollars = (
        _tokens(usage, "input_tokens") * price.input
        + _tokens(usage, "cache_read_input_tokens") * price.read
        + short * price.write_5m
        + hour * price.write_1h
        + _tokens(usage, "output_tokens") * price.output
    ) / PER
    half = BATCH_FACTOR if usage.get("service_tier") == "batch" else 1
    return dollars * half * (US_FACTOR if usage.get("inference_geo") == "us" else 1)


PROMPT = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")


def _price(model: str, prompt: int) -> Price:
    row = MODELS[model]
    if row.long_prompt_price and prompt > LONG_PROMPT:
        return row.long_prompt_price
    return row.price


def _tokens(usage: object, name: str) -> int:
    value = usage.get(name) if isinstance(usage, Mapping) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return value if isinstance(value, int) else 0

"""The price list, worked out by hand, and against the stand-in's own table."""

from decimal import Decimal

import pytest

from frontdesk.domain.event import Usage
from frontdesk.insights import cost, cost_without_cache, prices_of
from frontdesk.sandbox.model_table import LONG_PROMPT, MODELS
from frontdesk.sandbox.prices import cost as sandbox_cost

MILLION = 1_000_000
HAIKU = "claude-haiku-5-5"


@pytest.mark.parametrize(
    ("model", "usage", "dollars"),
    [
        (HAIKU, Usage(input=2_000, output=400), "0.0004"),
        (HAIKU, Usage(input=100, cache_read=2_000, cache_write_5m=800, output=400), "0.00033"),
        (HAIKU, Usage(cache_write_1h=20_000), "0.004"),
        (HAIKU, Usage(input=100_000), "0.01"),
        ("claude-sonnet-5-5", Usage(cache_read=MILLION), "0.10"),
        ("claude-opus-5-5", Usage(input=MILLION, output=MILLION), "24"),
        ("claude-haiku-4-5-20251001", Usage(input=MILLION), "1"),
        (HAIKU, Usage(), "0"),
    ],
)
def test_each_kind_of_token_has_its_price(model, usage, dollars):
    assert cost(usage, model) == Decimal(dollars)


@pytest.mark.parametrize(
    ("usage", "dollars"),
    [
        (Usage(input=100_001), "0.0500005"),
        (Usage(input=2, cache_read=99_999), "0.00500095"),
        (Usage(cache_write_5m=60_000, cache_write_1h=60_000, output=1_000), "0.1"),
    ],
)
def test_above_its_step_the_whole_request_costs_the_long_price_cached_tokens_included(
    usage, dollars
):
    assert cost(usage, HAIKU) == Decimal(dollars)


def test_without_a_cache_every_token_sent_costs_the_input_price():
    usage = Usage(input=100, cache_read=2_000, cache_write_5m=800, output=400)

    assert cost_without_cache(usage, HAIKU) == Decimal("0.00049")


@pytest.mark.parametrize("model", ["my-gateway-model", "anthropic.claude-haiku-5-5", ""])
def test_a_model_without_a_row_has_no_price(model):
    assert prices_of(model) is None
    assert cost(Usage(input=1), model) is None
    assert cost_without_cache(Usage(input=1), model) is None


@pytest.mark.parametrize("model", MODELS)
def test_the_sandbox_bills_by_the_same_prices(model):
    row = prices_of(model)
    for usage in (
        Usage(input=1_000, cache_read=2_000, cache_write_5m=300, cache_write_1h=40, output=5_000),
        Usage(input=LONG_PROMPT, cache_read=1, output=7),
    ):
        told = {
            "input_tokens": usage.input,
            "cache_read_input_tokens": usage.cache_read,
            "cache_creation_input_tokens": usage.cache_write_5m + usage.cache_write_1h,
            "cache_creation": {"ephemeral_1h_input_tokens": usage.cache_write_1h},
            "output_tokens": usage.output,
        }
        assert float(cost(usage, model)) == pytest.approx(sandbox_cost(told, model), rel=1e-9)
    assert row.cache_minimum == MODELS[model].cache_minimum

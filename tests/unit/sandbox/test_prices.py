"""The price table, worked out by hand."""

import pytest

from frontdesk.sandbox.model_table import MODELS
from frontdesk.sandbox.prices import cost

MILLION = 1_000_000


def used(**fields: object) -> dict[str, object]:
    return {"input_tokens": 0, "output_tokens": 0, **fields}


def written(short: int, hour: int) -> dict[str, object]:
    split = {"ephemeral_5m_input_tokens": short, "ephemeral_1h_input_tokens": hour}
    return {"cache_creation_input_tokens": short + hour, "cache_creation": split}


@pytest.mark.parametrize(
    ("model", "usage", "dollars"),
    [
        ("claude-haiku-5-5", used(input_tokens=100_000), 0.01),
        ("claude-haiku-5-5", used(input_tokens=100_001), 0.0500005),
        ("claude-haiku-5-5", used(cache_read_input_tokens=100_000), 0.001),
        ("claude-haiku-5-5", used(cache_read_input_tokens=99_999, input_tokens=2), 0.00500095),
        ("claude-haiku-5-5", used(output_tokens=MILLION), 0.50),
        ("claude-haiku-5-5", used(output_tokens=MILLION, service_tier="batch"), 0.25),
        ("claude-haiku-5-5", used(output_tokens=MILLION, inference_geo="us"), 0.55),
        ("claude-haiku-5-5", used(**written(10_000, 20_000)), 0.00125 + 0.004),
        ("claude-opus-5-5", used(input_tokens=MILLION, output_tokens=MILLION), 24),
        ("claude-opus-5-5", used(cache_read_input_tokens=MILLION), 0.20),
        ("claude-sonnet-5-5", used(**written(MILLION, MILLION)), 6.50),
    ],
)
def test_a_usage_costs_what_the_table_says(model, usage, dollars):
    assert cost(usage, model) == pytest.approx(dollars)


@pytest.mark.parametrize("model", MODELS)
def test_writes_and_reads_are_multiples_of_the_input_price(model):
    row = MODELS[model]
    for price in filter(None, (row.price, row.long_prompt_price)):
        assert price.write_5m == pytest.approx(1.25 * price.input)
        assert price.write_1h == pytest.approx(2 * price.input)
        factors = {"opus-5-5": 0.05, "sonnet-5-5": 0.05}
        factors |= dict.fromkeys(("fable-5-1", "mythos-5-1", "fable-5-2", "mythos-5-2"), 0.025)
        assert price.read == pytest.approx(
            price.input * factors.get(model.removeprefix("claude-"), 0.1)
        )

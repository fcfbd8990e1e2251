"""What the desk is built of, from settings."""

import pytest

from frontdesk.assembly import claude
from frontdesk.settings import Settings


@pytest.mark.parametrize(
    ("setting", "address"),
    [("", "https://api.anthropic.com"), ("http://127.0.0.1:1", "http://127.0.0.1:1")],
)
async def test_without_a_base_url_the_model_is_asked_where_it_lives(setting, address):
    model = claude(Settings().overridden(claude={"base_url": setting}), "sk-test")

    assert model.base_url.rstrip("/") == address
    await model.aclose()

"""A prefix under the model's minimum is silently not cached: we say it aloud."""

import pytest

from frontdesk.domain.tokens import estimated_tokens
from frontdesk.insights import ShortPrefix, short_prefix


@pytest.mark.parametrize(
    ("tokens", "model", "short"),
    [
        (511, "claude-haiku-5-5", ShortPrefix(511, 512)),
        (512, "claude-haiku-5-5", None),
        (2_000, "claude-haiku-4-5", ShortPrefix(2_000, 4_096)),
        (1_023, "claude-sonnet-5", ShortPrefix(1_023, 1_024)),
        (0, "house-model", None),
    ],
)
def test_the_minimum_is_that_of_the_model(tokens, model, short):
    assert short_prefix(tokens, model) == short


def test_tokens_are_estimated_from_the_bytes_of_the_text():
    assert estimated_tokens("a" * 2_000, "b" * 400) == 600
    assert estimated_tokens("я" * 2_000) == 1_000

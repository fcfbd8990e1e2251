"""Tests that share a desk and the sandbox: one's turn does not reach into the next."""

import asyncio

from tests.at_rest import wait_for_rest


async def test_what_a_test_asked_is_answered_before_the_next_begins(customer, sandbox):
    sandbox.script({"pace": {"first_token_seconds": 0.3}})
    await customer.open(text="How long is the warranty?")
    await asyncio.to_thread(wait_for_rest)

    assert (await customer.state())["events"][-1]["event"] == "bot.finished"

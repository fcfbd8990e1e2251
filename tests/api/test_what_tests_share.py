"""Tests share a sandbox, desks and a machine: what they may take from one another, and it."""

import asyncio

import httpx2

from tests.at_rest import wait_for_rest


async def test_what_a_test_asked_is_answered_before_the_next_begins(customer, sandbox):
    sandbox.script({"pace": {"first_token_seconds": 0.3}})
    await customer.open(text="How long is the warranty?")
    await asyncio.to_thread(wait_for_rest)

    assert (await customer.state())["events"][-1]["event"] == "bot.finished"


def test_no_client_reads_the_machines_authorities():
    assert httpx2.create_ssl_context().cert_store_stats()["x509_ca"] == 0

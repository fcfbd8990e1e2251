"""Rules that look further than one message: where each leads, at the customer and the agent."""

import json
from collections.abc import Generator

import pytest
from playwright.async_api import expect

from frontdesk.turns.wordings import ENGLISH
from tests.api.test_approvals import calls, write_project
from tests.browser.test_console import ana, anas_browser, come, customer
from tests.running_desk import DeskInThread, open_desk_in_thread, write_articles

__all__ = ["ana", "anas_browser", "come", "customer"]  # fixtures: for this module's own desk
pytestmark = pytest.mark.asyncio(loop_scope="session")

WRITER, READER = "claude-sonnet-5-5", "claude-haiku-5-5"
SETTINGS = f"""
[claude]
model = "{WRITER}"
small_model = "{READER}"
[escalation.rules]
refund_waits = "hand_over"
suspicious = "hand_over"
"""


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("rules")
    write_project(folder)
    with (folder / "frontdesk.toml").open("a") as more:
        more.write(SETTINGS)
    settings = {"knowledge": {"path": write_articles(folder)}, "escalation": {"reading": True}}
    with open_desk_in_thread(
        folder, shared_sandbox.url, project=folder, settings=settings
    ) as running:
        yield running


def reads(times: int, **reply: object) -> dict:
    return {"match": {"model": READER}, "times": times, "reply": reply}


async def test_moods_that_sink_bring_the_offer_of_a_person_and_a_yes_takes_it(
    customer, ana, sandbox
):
    felt = {"language": "en", "sentiment": -0.4, "topic": "other", "signs": []}
    slowly = {"match": {"model": WRITER}, "times": 3, "pace": {"first_token_seconds": 1.5}}
    sandbox.script(reads(3, text=json.dumps(felt)), slowly)  # what was read counts for this reply
    for question in ("How long is the warranty?", "Only that long?", "How long is delivery then?"):
        await customer.visitor.ask(question)
    await expect(customer.visitor.log).to_contain_text(ENGLISH.offer_person)
    await ana.place("Assistant").click()
    await ana.row("How long is delivery then?").click()
    await expect(ana.details).to_contain_text("getting worse")

    await customer.visitor.say("Yes")
    await ana.place("Waiting").click()
    await expect(ana.row("Yes")).to_contain_text("wants a person")


async def test_whoever_writes_while_a_refund_waits_reaches_people(customer, ana, sandbox):
    wanted = {"match": {"model": WRITER}}
    sandbox.script(
        wanted | calls("verify_customer", order_id="ORD-1", contact="[email_1]"),
        wanted | calls("process_refund", order_id="ORD-1", reason="defective"),
    )
    await customer.visitor.say("My sofa of ORD-1 broke. I am maya@mail.example.")
    await customer.button("Confirm refund").click()
    await expect(customer.visitor.log).to_contain_text("approve")
    await customer.visitor.say("And how long is the warranty?")

    await expect(ana.row("And how long is the warranty?")).to_contain_text("refund")
    await expect(customer.visitor.log).to_contain_text("waits for a person")


async def test_what_the_model_refuses_to_read_is_read_by_people(customer, ana, sandbox):
    sandbox.script(reads(1, text="No.", stop_reason="refusal"))
    await customer.visitor.say("How long is the warranty, oracle?")

    await expect(ana.row("oracle")).to_be_visible()
    await expect(customer.visitor.log).to_contain_text("waits for a person")

"""Other systems hear of what happens at the desk: once at least, under one id, whatever fails."""

import asyncio
import json
import time
from datetime import timedelta

import pytest
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook

from frontdesk.assembly.outbox import receivers_of
from frontdesk.cli.webhooks import run_list, run_retry
from frontdesk.domain.event import HandoverSummarized
from frontdesk.errors import SettingsWrong, WebhookNotFound
from frontdesk.settings import Settings
from tests.builders import LateClock
from tests.customer import Customer
from tests.receiver import receiver
from tests.running_desk import open_desk_in_thread

SECRET = "whsec_" + "c2lnbmVkLWJ5LXRoZS1kZXNrLWl0c2VsZi0x"
NOBODY = "http://127.0.0.1:9/crm?token=hidden"


def desk_that_tells(folder, sandbox, *urls, clock=None, **more):
    settings = {
        "webhooks": {"urls": urls, "secret": SecretStr(SECRET), **more},
        "desk": {"handover_summaries": True},
    }
    return open_desk_in_thread(folder, sandbox.url, settings=settings, clock=clock)


def waiting(running):
    return running.wait(running.desk.outbox.listed("webhook"))


async def asks_for_person(running) -> Customer:
    async with Customer.at(running.url) as customer:
        await customer.ask("My lamp from mia@example.com is broken, I am waiting.")
        await customer.ask_for_person(reason="Call mia@example.com please.")
        await customer.rate(4)
        return customer


def until(condition):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


async def test_a_handover_and_a_rating_are_told_signed_and_without_a_word_of_anybody(
    tmp_path, sandbox
):
    with receiver() as heard, desk_that_tells(tmp_path, sandbox, heard.url) as running:
        customer = await asks_for_person(running)
        await asyncio.to_thread(heard.wait_for, 2)
        await asyncio.to_thread(until, lambda: not waiting(running))
        await asyncio.to_thread(
            until,
            lambda: any(
                isinstance(event, HandoverSummarized) and event.by == "model"
                for event in running.log(customer.conversation)
            ),
        )

    told = [Webhook(SECRET).verify(body, headers) for headers, body in heard.told]
    by_type = {each["type"]: each["data"] for each in told}
    assert by_type["handover.started"].items() >= {"priority": "urgent", "rule": ""}.items()
    assert by_type["conversation.rated"]["score"] == 4
    assert {each["conversation"] for each in by_type.values()} == {customer.conversation}
    assert "mia" not in str(heard.told)
    assert "Call" not in str(heard.told)
    assert heard.ids == list(dict.fromkeys(heard.ids))


async def test_with_texts_they_read_what_was_written_but_no_contact_data(tmp_path, sandbox):
    with (
        receiver() as heard,
        desk_that_tells(tmp_path, sandbox, heard.url, with_texts=True) as running,
    ):
        await asks_for_person(running)
        await asyncio.to_thread(heard.wait_for, 2)

    (body,) = [json.loads(body) for _, body in heard.told if "handover.started" in body]
    assert body["data"]["reason"].startswith("Call [email_")
    assert "mia@" not in str(heard.told)


async def test_who_has_it_is_not_told_again_for_the_sake_of_who_has_it_not(tmp_path, sandbox):
    clock = LateClock()
    with (
        receiver() as good,
        receiver(500, 500) as bad,
        desk_that_tells(tmp_path, sandbox, good.url, bad.url, clock=clock) as running,
    ):
        await asks_for_person(running)
        await asyncio.to_thread(bad.wait_for, 2)
        await asyncio.to_thread(until, lambda: all(each.tries for each in waiting(running)))
        assert "status 500" in waiting(running)[0].problem
        clock.ahead = timedelta(seconds=6)
        await asyncio.to_thread(bad.wait_for, 4)
        await asyncio.to_thread(until, lambda: not waiting(running))

    assert len(good.ids) == 2
    assert sorted(bad.ids) == sorted([*good.ids, *good.ids])


async def test_what_was_not_told_is_listed_told_on_request_and_survives_a_restart(
    tmp_path, sandbox, capsys
):
    place = {"project": tmp_path, "data": tmp_path / "data", "as_json": True}
    with desk_that_tells(tmp_path, sandbox, NOBODY) as running:
        await asks_for_person(running)
        await asyncio.to_thread(
            until, lambda: len(waiting(running)) == 2 and waiting(running)[1].tries
        )
        await run_list(**place)
        listed = json.loads(capsys.readouterr().out.splitlines()[-1])

    assert {each["event"] for each in listed} == {"handover.started", "conversation.rated"}
    assert "does not answer" in listed[0]["problem"]
    assert "hidden" not in str(listed)

    with receiver() as heard, desk_that_tells(tmp_path, sandbox, heard.url):
        await run_retry(listed[0]["id"], **place)
        await asyncio.to_thread(heard.wait_for, 1)
    assert heard.ids[0] == listed[0]["id"]
    with pytest.raises(WebhookNotFound):
        await run_retry("webhook_nowhere_1", **place)


async def test_a_desk_that_tells_nobody_keeps_nothing_to_tell(tmp_path, sandbox):
    with desk_that_tells(tmp_path, sandbox) as running:
        await asks_for_person(running)
        await asyncio.to_thread(until, lambda: not waiting(running))


@pytest.mark.parametrize("secret", ["", "short", "!" * 40])
async def test_receivers_without_a_secret_that_can_sign_are_refused_at_the_start(secret):
    settings = Settings(webhooks={"urls": ["https://crm.example"], "secret": secret})
    with pytest.raises(SettingsWrong) as refused:
        receivers_of(settings)

    assert "openssl" in refused.value.next_step

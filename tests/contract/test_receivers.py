"""Other systems are told over HTTP, signed so that they know who tells them."""

from contextlib import aclosing
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from frontdesk.adapters.webhooks import HttpReceivers
from frontdesk.errors import NotDelivered
from tests.receiver import receiver

SECRET = b"signed by the desk itself"
BODY = '{"type": "ticket.opened", "data": {"said": "Größe"}}'


async def tell(url, at=None):
    async with aclosing(HttpReceivers(SECRET, timeout_seconds=0.3)) as receivers:
        await receivers.tell(url, id="webhook_here_7", at=at or datetime.now(UTC), body=BODY)


async def test_the_receiver_can_prove_who_told_it():
    with receiver() as heard:
        await tell(heard.url)
    ((headers, body),) = heard.told

    assert Webhook(SECRET).verify(body, headers) == {
        "type": "ticket.opened",
        "data": {"said": "Größe"},
    }
    assert headers["webhook-id"] == "webhook_here_7"
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body.replace("ö", "o"), headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body, headers | {"webhook-id": "webhook_here_8"})


async def test_what_is_sent_again_later_is_old_for_who_checks():
    with receiver() as heard:
        await tell(heard.url, datetime.now(UTC) - timedelta(hours=1))
    ((headers, body),) = heard.told

    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body, headers)


@pytest.mark.parametrize("manner", [500, 404, 302, 410, "lost", "slow"])
async def test_whatever_is_no_yes_is_not_delivered_and_says_so(manner):
    with receiver(manner) as heard:
        with pytest.raises(NotDelivered, match=r"127\.0\.0\.1 "):
            await tell(heard.url)
        await tell(heard.url)

    assert heard.ids == ["webhook_here_7"] * 2


async def test_nobody_there_is_not_delivered_either_and_the_address_stays_secret():
    with pytest.raises(NotDelivered) as refused:
        await tell("http://127.0.0.1:9/desk?token=hidden")

    assert "hidden" not in str(refused.value)

"""Who does what the outbox holds."""

import base64
import secrets
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta

from frontdesk.adapters.webhooks import HttpReceivers
from frontdesk.assembly.ground import Ground
from frontdesk.assembly.storage import Storage
from frontdesk.errors import SettingsWrong
from frontdesk.ports.outbox import Kind
from frontdesk.settings import Settings
from frontdesk.turns.dispatching import Dispatcher, Send
from frontdesk.turns.letters.sending import Letters, Post
from frontdesk.turns.letters.writing import Page
from frontdesk.turns.log import Logs
from frontdesk.turns.means import Means
from frontdesk.turns.presence import Presence
from frontdesk.turns.reception import Reception
from frontdesk.turns.summarizing import Summaries
from frontdesk.turns.telling import Webhooks
from frontdesk.turns.unanswered import Unanswered

LEAST_BYTES = 24  # as Standard Webhooks asks for


@asynccontextmanager
async def outbox_at_work(
    ground: Ground, means: Means, logs: Logs, presence: Presence
) -> AsyncGenerator[None]:
    """While open, handovers get their summaries, and who should hear of something does.

    Raises SettingsWrong.
    """
    settings, storage = ground.settings, ground.storage
    receivers = receivers_of(settings)
    webhooks = Webhooks(
        receivers,
        storage.conversations,
        means.clock,
        settings.webhooks.urls,
        with_texts=settings.webhooks.with_texts,
    )
    post = post_of(settings, storage, means, presence)
    reception = Reception(
        storage.conversations,
        logs,
        means.clock,
        settings.desk.opening,
        writes_letters=post.mail is not None,
    )
    senders: dict[Kind, Send] = {
        "notice": reception.send,
        "summary": Summaries(means, logs).send,
        "webhook": webhooks.send,
        "mail": Letters(post, logs).send,
        "unanswered": Unanswered(means.tickets, logs, means.clock).send,
    }
    async with aclosing(receivers), Dispatcher(storage.outbox, means.clock, senders).running():
        yield


def post_of(settings: Settings, storage: Storage, means: Means, presence: Presence) -> Post:
    return Post(
        mail=means.mailing.mail if means.mailing else None,
        vault=storage.vault,
        store=means.store,
        presence=presence,
        clock=means.clock,
        page=Page(settings.desk.name, settings.server.address, storage.secret),
        wait=timedelta(seconds=settings.mail.answers_after_seconds),
    )


def receivers_of(settings: Settings) -> HttpReceivers:
    """To be closed by whoever asked. Raises SettingsWrong without a secret that can sign."""
    if not settings.webhooks.urls:
        return HttpReceivers(secrets.token_bytes(LEAST_BYTES))  # has nobody to tell
    given = settings.webhooks.secret.get_secret_value().removeprefix("whsec_")
    try:
        secret = base64.b64decode(given + "=" * (-len(given) % 4), validate=True)
    except ValueError:
        secret = b""
    if len(secret) < LEAST_BYTES:
        raise SettingsWrong(
            "[webhooks] urls names receivers, but there is no secret to sign with: "
            f"base64 of {LEAST_BYTES} bytes at least.",
            next_step="Set FRONTDESK_WEBHOOKS__SECRET to what `openssl rand -base64 32` prints.",
        )
    return HttpReceivers(secret)

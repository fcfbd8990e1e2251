"""Who does what the outbox holds."""

import binascii
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager

from frontdesk.adapters.webhooks import HttpReceivers
from frontdesk.assembly.storage import Storage
from frontdesk.errors import SettingsWrong
from frontdesk.ports.outbox import Kind
from frontdesk.settings import Settings
from frontdesk.turns.dispatching import Dispatcher, Send
from frontdesk.turns.log import Logs
from frontdesk.turns.means import Means
from frontdesk.turns.summarizing import Summaries
from frontdesk.turns.telling import Webhooks


@asynccontextmanager
async def outbox_at_work(
    settings: Settings, storage: Storage, means: Means, logs: Logs
) -> AsyncGenerator[None]:
    """While open, handovers get their summaries and webhooks are told. Raises SettingsWrong."""
    receivers = receivers_of(settings)
    webhooks = Webhooks(
        receivers,
        storage.conversations,
        means.clock,
        settings.webhooks.urls,
        with_texts=settings.webhooks.with_texts,
    )
    senders: dict[Kind, Send] = {"summary": Summaries(means, logs).send, "webhook": webhooks.send}
    async with aclosing(receivers), Dispatcher(storage.outbox, means.clock, senders).running():
        yield


def receivers_of(settings: Settings) -> HttpReceivers:
    """To be closed by whoever asked. Raises SettingsWrong without a secret that can sign."""
    given = settings.webhooks.secret.get_secret_value()
    if settings.webhooks.urls and len(given) < SECRET_CHARACTERS:
        raise _wrong("there is no secret to sign with, or a short one")
    try:
        return HttpReceivers(given or "whsec_" + "A" * SECRET_CHARACTERS)  # which tells nobody
    except (ValueError, binascii.Error):
        raise _wrong("the secret is no base64") from None


SECRET_CHARACTERS = 32  # 24 bytes, the least that Standard Webhooks allows


def _wrong(why: str) -> SettingsWrong:
    return SettingsWrong(
        f"[webhooks] urls names receivers, but {why}.",
        next_step="Set FRONTDESK_WEBHOOKS__SECRET to what `openssl rand -base64 32` prints.",
    )

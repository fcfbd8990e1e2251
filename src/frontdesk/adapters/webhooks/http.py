"""The port Receivers, kept over HTTP with Standard Webhooks signatures."""

from datetime import datetime
from urllib.parse import urlsplit

import httpx2
from standardwebhooks.webhooks import Webhook

from frontdesk.errors import NotDelivered

TIMEOUT_SECONDS = 10.0


class HttpReceivers:
    def __init__(self, secret: bytes, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._webhook = Webhook(secret)
        self._http = httpx2.AsyncClient(timeout=timeout_seconds, follow_redirects=False)

    async def aclose(self) -> None:
        await self._http.aclose()

    async def tell(self, url: str, *, id: str, at: datetime, body: str) -> None:
        headers = {
            "content-type": "application/json",
            "webhook-id": id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": self._webhook.sign(id, at, body),
        }
        host = urlsplit(url).hostname  # the rest of an address may hold a secret
        try:
            # Only the status counts: what a receiver writes is not read.
            async with self._http.stream("POST", url, content=body, headers=headers) as answer:
                status = answer.status_code
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise NotDelivered(f"{host} does not answer: {type(error).__name__}.") from error
        if not 200 <= status < 300:
            raise NotDelivered(f"{host} answers with status {status}.")

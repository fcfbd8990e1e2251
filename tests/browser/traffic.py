"""What a visitor's pages asked for and what came of it: so that a failure elsewhere tells why."""

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import Page, Request

MOST = 40
"""Lines: the last ones are those before the failure."""


@dataclass
class Traffic:
    began: float = field(default_factory=time.monotonic)
    requests: list[Request] = field(default_factory=list)
    steps: dict[Request, list[str]] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        page.on("request", lambda request: self._asked(request))
        page.on("response", lambda answer: self._step(answer.request, str(answer.status)))
        page.on("requestfinished", lambda request: self._step(request, "whole"))
        page.on("requestfailed", lambda request: self._step(request, f"{request.failure}"))

    def _asked(self, request: Request) -> None:
        self.requests.append(request)
        self._step(request, request.method)

    def _step(self, request: Request, what: str) -> None:
        seconds = time.monotonic() - self.began
        self.steps.setdefault(request, []).append(f"{what} {seconds:.2f}")

    def lines(self) -> list[str]:
        """A request each, with the seconds after the visitor came: asked, answered, whole."""
        told = [f"{_path(each)}: {', '.join(steps)}" for each, steps in self.steps.items()]
        return told[-MOST:]


def _path(request: Request) -> str:
    address = urlsplit(request.url)
    return f"{address.netloc}{address.path}" if address.scheme != "data" else "data:"

"""A desk for tests: in a thread of this process, or as a process that can be killed."""

import asyncio
import os
import signal
import socket
import threading
import time
from collections.abc import Awaitable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import httpx2

from frontdesk.api.app import create_app
from frontdesk.api.frames import PATIENCE, Patience
from frontdesk.api.operators.key import NO_KEY, OperatorKey
from frontdesk.assembly.desk import Desk, open_desk
from frontdesk.assembly.storage import DATABASE
from frontdesk.cli.listening import address, listening, serving
from frontdesk.domain.event import ConversationId, Event
from frontdesk.guards.secrets import Detector
from frontdesk.ports.clock import Clock
from frontdesk.ports.store import Store
from frontdesk.settings import Identity, Settings, load_settings
from tests.at_rest import counted_on, owed_in
from tests.empty_database import ensure_database
from tests.nursery import Command
from tests.plain_presses import PlainPresses

T = TypeVar("T")
EMAIL = "help@lumen.example"
# All customers of a test come from one address; tests/api/test_limits.py has limits.
LIMITS = ("visitor", "customer", "conversation", "openings", "identity_tries")
UNLIMITED = dict.fromkeys(LIMITS, 10**6)
# Replies are scripted one a call; tests/api/test_escalation.py has the model read messages and
# judge replies too, tests/api/test_webhooks.py sum up.
WORDS_ALONE = {"reading": False}
EXTRACTS_ALONE = {"handover_summaries": False}
IN_ENVIRONMENT = {
    **{f"FRONTDESK_LIMITS__{name.upper()}": str(most) for name, most in UNLIMITED.items()},
    "FRONTDESK_DESK__HANDOVER_SUMMARIES": "false",
    "FRONTDESK_ESCALATION__READING": "false",
    "FRONTDESK_DELIVERY__JUDGE": "false",
    "FRONTDESK_DELIVERY__MODE": "stream",
}
ARTICLES = {
    "returns": "# Returns\n\nYou can send a lamp back within 30 days of delivery.\n\n"
    "## Refunds\n\nMoney for a returned lamp arrives 4 business days after we receive it.\n",
    "shipping": "# Delivery\n\nStandard delivery takes 3 business days and costs $6.50.\n\n"
    "Express delivery takes one business day and costs $19.00.\n",
    "warranty": "# Warranty\n\nEvery lamp has a warranty of 36 months.\n",
}


def write_articles(folder: Path) -> Path:
    articles = folder / "articles"
    articles.mkdir(exist_ok=True)
    for name, text in ARTICLES.items():
        (articles / f"{name}.md").write_text(text, "utf-8")
    return articles


@dataclass(frozen=True)
class DeskInThread:
    """A desk in a thread of this process, into whose logs a test can write."""

    url: str
    desk: Desk
    loop: asyncio.AbstractEventLoop
    folder: Path

    def append(self, conversation: str, *events: Event) -> None:
        async def write() -> None:
            async with self.desk.logs.use(ConversationId(conversation)) as log:
                await log.append(*events)

        self.wait(write())

    def wait(self, work: Awaitable[T]) -> T:
        """What comes of it in the desk's own loop."""
        return asyncio.run_coroutine_threadsafe(_given(work), self.loop).result(30)

    def log(self, conversation: str) -> Sequence[Event]:
        records = self.wait(self.desk.conversations.read(ConversationId(conversation)))
        return [record.event for record in records]


def _lumen(folder: Path) -> Settings:
    return Settings().overridden(
        desk={"name": "Lumen", "support_email": EMAIL},
        # so few articles would be pinned: tests/api/test_pinned.py has them so
        knowledge={"path": write_articles(folder), "mode": "search"},
    )


def _seeded(desk: Desk, store: Store) -> Desk:
    return replace(desk, store=store, presses=PlainPresses(desk.logs, desk.clock))


async def _given(work: Awaitable[T]) -> T:
    return await work


@contextmanager
def desk_in_thread(
    folder: Path, model_url: str, *, key: str = "sk-test", origins: Sequence[str] = ()
) -> Generator[str]:
    """The address of a desk with the test's articles."""
    with open_desk_in_thread(folder, model_url, key=key, origins=origins) as running:
        yield running.url


@contextmanager
def open_desk_in_thread(
    folder: Path,
    model_url: str,
    *,
    key: str = "sk-test",
    origins: Sequence[str] = (),
    seeded: Store | None = None,
    project: Path | None = None,
    identity_keys: Sequence[str | dict[str, str]] = (),
    settings: Mapping[str, Mapping[str, object]] | None = None,
    clock: Clock | None = None,
    patience: Patience = PATIENCE,
    operator_key: OperatorKey = NO_KEY,
    detector: Detector | None = None,
) -> Generator[DeskInThread]:
    """`project`: a folder with settings and articles of its own, instead of the test's.

    `seeded`: cards come from the test, a press only settles them, and these orders are shown.
    `settings`: what differs, by section.
    """
    chosen = (load_settings(project) if project else _lumen(folder)).overridden(
        claude={"base_url": model_url},
        desk=EXTRACTS_ALONE,
        data={"path": folder / "data"},
        server={"origins": tuple(origins)},
        identity={"keys": Identity(keys=identity_keys).keys},
        limits=UNLIMITED,
        escalation=WORDS_ALONE,
        delivery={"judge": False, "mode": "stream"},
    )
    for section, values in (settings or {}).items():
        chosen = chosen.overridden(**{section: values})
    database = chosen.data.path / DATABASE
    ensure_database(database)
    ready, stop = threading.Event(), threading.Event()
    running: list[DeskInThread] = []

    async def run() -> None:
        with listening("127.0.0.1", 0) as listener:
            opening = open_desk(
                chosen, project=project or folder, api_key=key, clock=clock, detector=detector
            )
            async with opening as opened:
                desk = _seeded(opened, seeded) if seeded else opened
                app = create_app(desk, operator_key, patience=patience)
                async with serving(app, listener):
                    loop = asyncio.get_running_loop()
                    running.append(DeskInThread(address(listener), desk, loop, folder))
                    ready.set()
                    await asyncio.to_thread(stop.wait)

    thread = threading.Thread(target=asyncio.run, args=(run(),), name="desk", daemon=True)
    thread.start()
    try:
        assert ready.wait(60)
        with counted_on(partial(owed_in, database)):
            yield running[0]
    finally:
        stop.set()
        thread.join(60)
        assert not thread.is_alive(), "The desk does not stop."


@dataclass
class DeskProcess:
    """`frontdesk serve` on a fixed port; starting it again is a restart."""

    folder: Path
    model_url: str
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    port: int = 0
    process: Command | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.articles = write_articles(self.folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = ["serve", "--project", str(self.folder), "--knowledge", str(self.articles)]
        options = ["--data", str(self.folder / "data"), "--port", str(self.port)]
        environment = {
            **os.environ,
            **IN_ENVIRONMENT,
            "FRONTDESK_CLAUDE__BASE_URL": self.model_url,
            "FRONTDESK_DESK__SUPPORT_EMAIL": EMAIL,
            "ANTHROPIC_API_KEY": "sk-test",
            **self.settings,
        }
        log = self.folder / "desk.log"
        self.process = Command(
            [*command, *options], self.folder, environment, output=log, errors=log
        )
        self._wait_until_ready()

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(60)

    def owed(self) -> Sequence[str]:
        runs = self.process is not None and self.process.poll() is None
        return owed_in(self.folder / "data" / DATABASE) if runs else ()

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            assert self.process
            assert self.process.poll() is None, self.output()
            try:
                if httpx2.get(f"{self.url}/readyz").is_success:
                    return
            except httpx2.HTTPError:
                time.sleep(0.05)
        raise AssertionError(self.output())

    def output(self) -> str:
        return (self.folder / "desk.log").read_text("utf-8")


@contextmanager
def desk_process(folder: Path, model_url: str, **settings: str) -> Generator[DeskProcess]:
    """`settings`: more of its environment."""
    desk = DeskProcess(folder, model_url, settings)
    try:
        desk.start()
        with counted_on(desk.owed):
            yield desk
    finally:
        desk.kill()

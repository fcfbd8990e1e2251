"""`frontdesk chat`: cards, choices, receipts and people in the terminal."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from frontdesk.domain.event import (
    CustomerConfirmed,
    CustomerDeclined,
    CustomerWrote,
    Event,
    HandedBack,
    HandoverStarted,
    PersonJoined,
    PersonWrote,
)
from tests.cards import a_turn, choices, offer, paid
from tests.one_shop import OneShop
from tests.running_desk import DeskInThread, open_desk_in_thread


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("chat")
    with open_desk_in_thread(folder, shared_sandbox.url, seeded=OneShop()) as running:
        yield running


class Terminal:
    """`frontdesk chat` in a conversation of the test's own."""

    def __init__(self, running: DeskInThread, folder: Path) -> None:
        self.running = running
        body = {"client_id": str(uuid4())}
        opened = httpx2.post(f"{running.url}/api/v1/conversations", json=body).json()
        self.conversation = opened.pop("conversation")
        kept = {running.url: {"conversation": self.conversation, "token": opened["token"]}}
        (folder / ".frontdesk").mkdir()
        (folder / ".frontdesk" / "chat.json").write_text(json.dumps(kept))
        self._folder = folder
        self._read: queue.Queue[str] = queue.Queue()
        self.shown = ""

    def happens(self, *events: Event) -> None:
        self.running.append(self.conversation, *events)

    def logged(self, *kinds: type[Event]) -> list[Event]:
        return [each for each in self.running.log(self.conversation) if isinstance(each, kinds)]

    @contextmanager
    def open(self) -> Generator[None]:
        command = [sys.executable, "-u", "-m", "frontdesk", "chat", "--url", self.running.url]
        self._process = subprocess.Popen(
            command,
            cwd=self._folder,
            env={**os.environ, "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        reader = threading.Thread(target=self._read_all)
        reader.start()
        try:
            yield
            self.says("/quit")
            assert self._process.wait(20) == 0
        finally:
            self._process.kill()
            reader.join()
            self._process.wait()
            self._process.stdin.close()
            self._process.stdout.close()

    def _read_all(self) -> None:
        for line in self._process.stdout:
            self._read.put(line)

    def says(self, line: str) -> None:
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def sees(self, words: str) -> None:
        wait(lambda: words in self.so_far(), lambda: self.shown)

    def so_far(self) -> str:
        while not self._read.empty():
            self.shown += self._read.get()
        return self.shown


def wait(until: Callable[[], bool], what: Callable[[], str] = str) -> None:
    end = time.monotonic() + 20
    while not until():
        assert time.monotonic() < end, what()
        time.sleep(0.02)


@pytest.fixture
def terminal(running, sandbox, tmp_path) -> Terminal:
    return Terminal(running, tmp_path)


def test_a_yes_confirms_and_the_receipt_is_shown(terminal):
    terminal.happens(*a_turn(1, offer("c1", ("Lamp", "89.99"), ("Shade", "10.01"))))
    with terminal.open():
        terminal.sees("Refund for order ORD-78432")
        terminal.sees("100.00 USD")
        terminal.says("y")
        terminal.sees("Confirmed.")
        terminal.happens(*paid("c1", "100.00"))
        terminal.sees("RF-20418")
        terminal.sees("5-7 business days")

    assert [each.outcome for each in terminal.logged(CustomerConfirmed)] == ["confirmed"]


def test_a_no_declines(terminal):
    terminal.happens(*a_turn(1, offer("c1")))
    with terminal.open():
        terminal.sees("Refund for order")
        terminal.says("n")
        terminal.sees("Declined. Nothing was done.")

    assert [each.outcome for each in terminal.logged(CustomerDeclined)] == ["declined"]


def test_a_card_can_wait_and_words_are_no_press(terminal):
    terminal.happens(*a_turn(1, offer("c1")))
    with terminal.open():
        terminal.sees("Refund for order")
        terminal.says("How long does standard delivery take?")
        terminal.sees("3 business days")
        assert terminal.logged(CustomerConfirmed, CustomerDeclined) == []
        terminal.says("/card")
        wait(lambda: terminal.so_far().count("Refund for order") == 2)
        terminal.says("YES")
        terminal.sees("Confirmed.")
        terminal.happens(*paid("c1"))


def test_a_number_picks_a_choice(terminal):
    terminal.happens(*a_turn(1, choices("The lamp", "The sofa")))
    with terminal.open():
        terminal.sees("2. The sofa")
        terminal.says("2")
        wait(lambda: len(terminal.logged(CustomerWrote)) == 2)

    said = terminal.logged(CustomerWrote)[-1]
    assert (said.text, said.choice) == ("The sofa", "line-2")


def test_a_person_can_be_asked_for_and_is_heard_at_the_prompt(terminal):
    with terminal.open():
        terminal.sees("/person")
        terminal.says("/person")
        terminal.sees("A member of our team will read this conversation")
        terminal.says("/person")
        terminal.sees("in the queue already")
        terminal.says("Hello?")
        wait(lambda: len(terminal.logged(CustomerWrote)) == 1)
        terminal.happens(PersonJoined("Ana"), PersonWrote("p1", "I am here.", "Ana"))
        terminal.sees("Ana> I am here.")
        terminal.happens(HandedBack())
        terminal.sees("with the assistant again")
        terminal.says("How long is the warranty?")
        terminal.sees("36 months")

    assert len(terminal.logged(HandoverStarted)) == 1

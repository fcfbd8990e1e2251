"""`frontdesk demo` as a newcomer meets it: what it prints is there, and Ctrl-C ends it."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from frontdesk.demo import TRY
from tests.command import frontdesk, says
from tests.customer import Customer


def free_port() -> int:
    """With the next one free, too."""
    with socket.socket() as one, socket.socket() as next_one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
        try:
            next_one.bind(("127.0.0.1", port + 1))
        except (OSError, OverflowError):
            return free_port()
        return port


@dataclass
class Demo:
    process: subprocess.Popen[str]
    told: str = field(default="", init=False)

    def __post_init__(self) -> None:
        assert self.process.stdout
        while "you can be one of" not in self.told:
            line = self.process.stdout.readline()
            assert line, self.told
            self.told += line

    def address(self, name: str) -> str:
        found = re.search(rf"{name}\s+.*?(http://\S+)", self.told)
        assert found, self.told
        return found[1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[Demo]:
    """Ctrl-C must end it, with exit code 0 and without a traceback."""
    folder: Path = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "frontdesk", "demo", "--port", str(free_port())]
    with subprocess.Popen(
        command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield Demo(process)
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, "Traceback" in errors) == (0, False), errors


def test_every_address_it_prints_answers(demo):
    for name in ("Shop with chat", "Chat alone", "API"):
        assert httpx2.get(demo.address(name)).status_code == 200
    entrance = demo.address("Behind answers")
    assert httpx2.get(entrance).status_code == 401  # the key behind # is not sent
    key = entrance.partition("#key=")[2]
    form = {"key": key, "back": "/trace"}
    assert httpx2.post(f"{entrance.partition('#')[0]}/entrance", data=form).status_code == 303


def test_it_says_who_answers_how_claude_would_and_what_to_ask(demo):
    assert "not Claude" in demo.told
    assert "ANTHROPIC_API_KEY=" in demo.told
    assert all(question in demo.told for question, _ in TRY)
    assert max(map(len, demo.told.splitlines())) <= 90


async def test_what_it_proposes_to_ask_is_answered_and_cites_pages_of_its_shop(demo):
    desk = demo.address("Chat alone").removesuffix("/chat")
    for question in (question for question, who in TRY[:2] if not who):
        async with Customer.at(desk) as customer:
            answer = await customer.ask(question)
        assert answer.route == "sent"
        for citation in answer.citations:
            assert citation["url"].startswith(demo.address("Shop with chat"))
            assert httpx2.get(citation["url"]).status_code == 200
        assert answer.citations


def test_a_second_one_says_that_the_port_is_taken(demo, tmp_path):
    port = demo.address("Chat alone").rpartition(":")[2].removesuffix("/chat")

    assert says(frontdesk("demo", "--port", port, cwd=tmp_path), port, "--port", "make demo")

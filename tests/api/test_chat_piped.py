"""`frontdesk chat` fed by a pipe, resumed, and on a real terminal."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from frontdesk.domain.event import HandedBack, HandoverStarted, PersonJoined, PersonWrote
from tests.command import frontdesk
from tests.running_desk import open_desk_in_thread

QUESTION = "How long is the warranty?"
CHAT = [sys.executable, "-m", "frontdesk", "chat", "--url"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("piped")


@pytest.fixture(scope="module")
def running(shared_sandbox, home):
    with open_desk_in_thread(home, shared_sandbox.url) as running:
        yield running


def piped(running, folder, said, *options):
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        [*CHAT, running.url, *options],
        cwd=folder,
        env=environment,
        input=said,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


def the_conversation(folder):
    (kept,) = json.loads((folder / ".frontdesk" / "chat.json").read_text()).values()
    return kept["conversation"]


def test_json_is_an_event_a_line_and_nothing_else(running, sandbox, tmp_path):
    done = piped(running, tmp_path, f"{QUESTION}\nWhat does express delivery cost?\n", "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0, done.stderr
    assert [each["event"] for each in events].count("bot.finished") == 2
    assert "36 months" in "".join(each["data"].get("text", "") for each in events)
    assert all(each["id"] == each["data"]["number"] for each in events if "id" in each)


@pytest.mark.parametrize(
    "said", ["/persn", "/rate 9", "/rate", "x" * 4001], ids=lambda each: each[:8]
)
def test_what_is_refused_says_so_and_ends_in_an_exit_code(running, sandbox, tmp_path, said):
    done = piped(running, tmp_path, f"{said}\n{QUESTION}\n", "--json")
    first, *_, last = [json.loads(line) for line in done.stdout.splitlines()]

    assert set(first["problem"]) == {"code", "detail", "next_step"}
    assert last["event"] == "bot.finished"
    assert done.returncode == 1
    assert len(running.log(the_conversation(tmp_path))) < 12  # nothing of it was kept


def test_a_misspelt_command_is_never_sent_and_the_right_one_named(running, sandbox, tmp_path):
    done = piped(running, tmp_path, "/persn\n")

    assert "Did you mean /person?" in done.stdout
    assert len(running.log(the_conversation(tmp_path))) == 1


def test_a_rating_is_kept_shown_and_read_by_the_team(running, home, sandbox, tmp_path):
    done = piped(running, tmp_path, "/rate 4 Quick\n")
    data = str(home / "data")
    trace = frontdesk("conv", the_conversation(tmp_path), "--data", data, cwd=tmp_path)

    assert "(You rated this conversation 4 of 5.)" in done.stdout
    assert "4 of 5. Quick" in trace.stdout


def test_an_earlier_conversation_is_gone_on_with_by_how_its_id_begins(running, sandbox, tmp_path):
    piped(running, tmp_path, f"{QUESTION}\n")
    first = the_conversation(tmp_path)
    piped(running, tmp_path, "", "--new")
    assert the_conversation(tmp_path) != first
    done = piped(running, tmp_path, "", "--resume", first[:8])
    wrong = piped(running, tmp_path, "", "--resume", first[:7] + "0")

    assert f"you> {QUESTION}" in done.stdout
    assert "36 months" in done.stdout
    assert the_conversation(tmp_path) == first
    assert wrong.returncode == 1
    assert f"--resume {first}" in wrong.stderr


def test_hostile_text_moves_nothing_on_the_screen(running, home, sandbox, tmp_path):
    piped(running, tmp_path, "")
    evil = "\x1b[2J\x9b31mPaid\r\u202eeerf"
    said = [HandoverStarted(evil), PersonJoined(evil), PersonWrote("p1", evil, evil), HandedBack()]
    running.append(the_conversation(tmp_path), *said)
    done = piped(running, tmp_path, "")
    data = str(home / "data")
    of_the_desk = frontdesk("conv", the_conversation(tmp_path), "--data", data, cwd=tmp_path)

    for shown in (done.stdout, of_the_desk.stdout):
        assert "Paid" in shown
        assert not re.search("[\x1b\x9b\r\u202e]", shown)


class Terminal:
    def __init__(self, running, folder):
        self.process, self._end = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execve(sys.executable, [*CHAT, running.url], {**os.environ, "TERM": "xterm"})
        self.shown = ""

    def sees(self, words):
        until = time.monotonic() + 20
        while words not in self.shown:
            assert time.monotonic() < until, self.shown
            if select.select([self._end], [], [], 0.1)[0]:
                with suppress(OSError):  # EIO: it has left
                    self.shown += os.read(self._end, 4096).decode("utf-8", "replace")
        self.shown = self.shown.partition(words)[2]

    def types(self, text):
        os.write(self._end, text.encode())

    def leaves_with(self, code):
        assert os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1]) == code
        os.close(self._end)


def test_ctrl_c_ends_the_waiting_first_and_lines_are_kept_for_next_time(running, sandbox, tmp_path):
    terminal = Terminal(running, tmp_path)
    terminal.sees("you> ")
    sandbox.script({"fault": {"kind": "stall", "seconds": 5}})
    terminal.types(f"{QUESTION}\n")
    terminal.sees("(")  # what is being done
    terminal.types("\x03")
    terminal.sees("Not waited for")
    terminal.sees("36 months")  # at the prompt
    terminal.types("half a line")
    terminal.sees("half a line")
    terminal.types("\x03")
    terminal.sees("The conversation is kept")
    terminal.leaves_with(0)

    again = Terminal(running, tmp_path)
    again.sees("/help lists")
    again.sees("you> ")
    again.types("\x1b[A")
    again.sees(QUESTION)
    again.types("\x15/quit\n")
    again.sees("The conversation is kept")
    again.leaves_with(0)

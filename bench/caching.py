"""Ten conversations through a real desk over HTTP, answered by the script mind of the sandbox.

Does every request begin with all of the one before it, and what does the input cost? The figures
are the sandbox's own accounts; `cache_costs` has the formulas of what might have been.
"""

import asyncio
import logging
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog

import frontdesk.demo
from bench.cache_costs import Accounts, Bill, Costs, Sent, broken
from bench.cache_talks import SUMMARY, Talk, first_question, talks, write_articles
from frontdesk.domain.event import (
    Event,
    ModelAnswered,
    ModelAsked,
    PieceWithheld,
    PrefixRestarted,
    Summarized,
)
from frontdesk.domain.passage import Passage
from frontdesk.knowledge import Query, search
from tests.customer import Customer
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.sandbox_server import RunningSandbox, running_sandbox

OPTIMUM_BUDGET = "1.10"
DEMO_ARTICLES = Path(frontdesk.demo.__file__).parent / "articles"


class SetClock:
    """One time for desk and sandbox."""

    def __init__(self) -> None:
        self.seconds = time.time()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)


@dataclass(frozen=True)
class Had:
    """A conversation as it went."""

    sent: Sequence[Sent]
    summaries: Sequence[dict[str, Any]]
    """The requests that asked for one."""
    events: Sequence[Event]

    def of(self, kind: type[Event]) -> Sequence[Any]:
        return [event for event in self.events if isinstance(event, kind)]


@dataclass
class Bench:
    desk: DeskInThread
    sandbox: RunningSandbox
    clock: SetClock
    _seen: int = field(default=0, init=False)
    """Requests that the sandbox had when the conversation began."""

    async def have(self, talk: Talk) -> Had:
        self._seen = len(self.sandbox.kept())
        times: list[float] = []
        async with Customer.at(self.desk.url) as customer:
            for turn in talk.turns:
                self.clock.seconds += turn.pause
                self.sandbox.script(*turn.entries)
                answer = await customer.ask(turn.question)
                if answer.route != "sent":
                    raise SystemExit(f"{talk.name}: {answer.route}, {answer.text}")
                if talk.is_condensed:
                    await self._settle(customer.conversation)
                times += [self.clock.seconds] * (len(self._requests()[0]) - len(times))
            events = self.desk.log(customer.conversation)
        asked = (event.generation for event in events if isinstance(event, ModelAsked))
        answers, summaries = self._requests()
        return Had(list(map(Sent, answers, times, asked)), summaries, events)

    async def _settle(self, conversation: str) -> None:
        """Until a summary that was asked for is kept."""
        await asyncio.sleep(0.1)  # by then it was asked for
        while self._summarized(conversation) < len(self._requests()[1]):
            await asyncio.sleep(0.02)

    def _summarized(self, conversation: str) -> int:
        return sum(isinstance(event, Summarized) for event in self.desk.log(conversation))

    def _requests(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Those for answers and those for summaries."""
        answers: list[dict[str, Any]] = []
        summaries: list[dict[str, Any]] = []
        for body in self.sandbox.requests()[self._seen :]:
            is_summary = "format" in body.get("output_config", {})
            (summaries if is_summary else answers).append(body)
        return answers, summaries

    async def found_first(self, number: int) -> Sequence[Passage]:
        found = await search(self.desk.desk.passages, Query(first_question(number)))
        return [hit.passage for hit in found.found]


@contextmanager
def by_words_alone(folder: Path) -> Iterator[None]:
    """How well articles are found is not the question here."""
    before = os.environ.get("XDG_CACHE_HOME", "")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    try:
        yield
    finally:
        os.environ["XDG_CACHE_HOME"] = before


@contextmanager
def bench(mode: str, fill: Callable[[Path], None]) -> Iterator[Bench]:
    clock = SetClock()
    with (
        tempfile.TemporaryDirectory() as name,
        by_words_alone(Path(name)),
        running_sandbox(clock=lambda: clock.seconds, keep_requests=10_000) as sandbox,
    ):
        folder = Path(name)
        (folder / "articles").mkdir()
        fill(folder / "articles")
        settings = f'[knowledge]\npath = "articles"\nmode = "{mode}"\n'
        (folder / "frontdesk.toml").write_text(settings, "utf-8")
        running = open_desk_in_thread(folder, sandbox.url, project=folder, clock=clock)
        with running as desk:
            sandbox.script(SUMMARY)
            yield Bench(desk, sandbox, clock)


async def measure(bench: Bench, name: str, *, is_searched: bool) -> None:
    accounts, total = Accounts(is_searched), Costs()
    requests = 0
    stray: list[str] = []
    print(f"{name:<24} requests generations tokens/request   sent, $   to (a)   to (b)   to (c)")
    for talk in talks(await bench.found_first(1)):
        had = await bench.have(talk)
        costs, bills = accounts.of(had.sent)
        _check(had, bills)
        accounts.add_plain(costs, had.summaries)
        stray += [f"{talk.name} {number}" for number in broken(had.sent)]
        requests += len(had.sent)
        total += costs
        _line(talk.name, len(had.sent), 1 + len(had.of(PrefixRestarted)), bills, costs)
    _line("all", requests, 0, (), total)
    kept = requests - len(stray)
    figure = f"{kept} of {requests}"
    print(f"{name}: begin with all of the request before: {figure} {', '.join(stray)}")
    print(
        f"{name}: input cost to the append-only optimum: {total.to_optimum:.3f} ({OPTIMUM_BUDGET})"
    )


def _check(had: Had, bills: Sequence[Bill]) -> None:
    """The accounts here are those the desk was given over HTTP."""
    if had.of(PieceWithheld):
        raise SystemExit(f"a piece was withheld: {had.of(PieceWithheld)}")
    used = [(e.usage.cache_read, e.usage.prompt) for e in had.of(ModelAnswered)]
    counted = [(bill.read, bill.prompt) for bill in bills]
    if used != counted:
        raise SystemExit(f"the sandbox billed {used}, counted were {counted}")


def _line(name: str, requests: int, generations: int, bills: Sequence[Bill], costs: Costs) -> None:
    tokens = f"{sum(bill.prompt for bill in bills) // len(bills):,}" if bills else ""
    others = (costs.uncached, costs.in_system, costs.optimum)
    told = "".join(f"{costs.sent / each:9.3f}" if each else " " * 9 for each in others)
    print(f"{name:<24} {requests:>8} {generations or '':>11} {tokens:>14} {costs.sent:10.5f}{told}")


def demo_articles(folder: Path) -> None:
    for article in DEMO_ARTICLES.glob("*.md"):
        (folder / article.name).write_text(article.read_text("utf-8"), "utf-8")


def main() -> None:
    quiet = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=quiet)
    for mode, fill in (("search", write_articles), ("prompt", demo_articles)):
        with bench(mode, fill) as opened:
            searched = mode == "search"
            name = "searched" if searched else "pinned"
            asyncio.run(measure(opened, name, is_searched=searched))


if __name__ == "__main__":
    main()

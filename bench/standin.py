"""What the sandbox itself takes: `python -m bench.standin`.

Rates are of one process with a client of the same language beside it, which costs more than the
sandbox; CPU a request hardly depends on what else the machine does.
"""

import sys
import time
from collections.abc import Mapping, Sequence

import anyio
import httpx2

from bench.programs import Program, free_port, running
from tests.api.sandbox.museum import asking
from tests.judge.cinema import ASKED, TOOLS

HEADERS = {"x-api-key": "any", "anthropic-version": "2026-10-21"}
REQUESTS, AT_ONCE = 1_000, 16
KINDS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "quotes a passage, plain": [asking("When do you close?")],
    "quotes a passage, streamed": [asking("When do you close?", stream=True)],
    "chooses among tools": [asking(text, tools=TOOLS) for text in ASKED],
}


async def put_load(program: Program, bodies: Sequence[Mapping[str, object]], number: int) -> None:
    left = iter(range(number))

    async def one_after_another(client: httpx2.AsyncClient) -> None:
        for at in left:
            answer = await client.post("/v1/messages", json=bodies[at % len(bodies)])
            answer.raise_for_status()

    plain = httpx2.AsyncClient(base_url=program.url, headers=HEADERS, timeout=60)
    async with plain as client, anyio.create_task_group() as tasks:
        for _ in range(AT_ONCE):
            tasks.start_soon(one_after_another, client)


def main() -> None:
    port = free_port()
    with running("frontdesk", "sandbox", "--instant", "--port", str(port), port=port) as program:
        fresh = program.rss_megabytes()
        for name, bodies in KINDS.items():
            anyio.run(put_load, program, bodies, len(bodies))  # once before it is measured
            begun, cpu = time.perf_counter(), program.cpu_seconds()
            anyio.run(put_load, program, bodies, REQUESTS)
            seconds, cpu = time.perf_counter() - begun, program.cpu_seconds() - cpu
            rate, each = REQUESTS / seconds, 1_000 * cpu / REQUESTS
            sys.stdout.write(f"{name:<28} {rate:6.0f} a second {each:6.2f} ms CPU each\n")
        sys.stdout.write(f"RSS: {fresh:.0f} MB when ready, {program.rss_megabytes():.0f} MB then\n")


if __name__ == "__main__":
    main()

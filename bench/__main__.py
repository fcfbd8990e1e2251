"""Print every figure that the budgets name, with its budget.

Other work on the machine changes milliseconds; the ratios, taken in interleaved rounds, less so.
"""

import subprocess
import sys
import time
from collections import defaultdict
from statistics import median

import uvloop

from bench import caching, retrieval
from bench.load import Load, Talk, put_load, talk_of_own_order, talk_to_desk, talk_to_relay
from bench.paced_model import CALL_SECONDS, FIRST_PIECE_SECONDS, REPLY_SECONDS
from bench.programs import Program, desk, paced_model, relay

FEW, MANY = 50, 200
ROUNDS = 3


def figure(name: str, value: str, budget: str = "") -> None:
    print(f"{name:<52} {value:>12}   {budget}", flush=True)


def help_seconds() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "frontdesk", "--help"], capture_output=True, check=True)
    return time.perf_counter() - begun


def first_text_ms(load: Load, at: int) -> float:
    """After the last byte of the first releasable piece was sent."""
    return load.timings.first_ms(at) - 1000 * FIRST_PIECE_SECONDS


def load(program: Program, talk: Talk, conversations: int, turns: int) -> Load:
    return uvloop.run(put_load(program, talk, conversations=conversations, turns=turns))


def compare(programs: dict[str, tuple[Program, Talk]]) -> dict[str, float]:
    """CPU milliseconds of a paced turn with 50 conversations, the median of the rounds."""
    cpu: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name, (program, talk) in programs.items():
            cpu[name].append(load(program, talk, FEW, 4).cpu_ms)
    return {name: median(values) for name, values in cpu.items()}


def many_at_once(program: Program) -> None:
    result = load(program, talk_to_desk, MANY, 6)
    rate = f"{result.turns_per_second:.0f} /s"
    figure("desk: turns, 200 streaming conversations", rate, "110 /s")
    figure("desk: first text then, p95", f"{first_text_ms(result, 95):.0f} ms", "60 ms")
    figure("desk: CPU a turn then", f"{result.cpu_ms:.1f} ms")
    figure("desk: RSS then", f"{program.rss_megabytes():.0f} MB", "200 MB")


def acting() -> None:
    """Turns in which the model looks up an order of the customer's before it answers."""
    with paced_model("acts") as model, desk(model, store=True) as ours:
        alone = load(ours, talk_of_own_order, 1, 8)
        many = load(ours, talk_of_own_order, FEW, 4)
    own = 1000 * (median(alone.timings.whole) - CALL_SECONDS - REPLY_SECONDS)
    figure("desk: a turn with an action, beside the model, p50", f"{own:.1f} ms")
    figure("desk: CPU of it", f"{many.cpu_ms:.1f} ms")


def main() -> None:
    figure("frontdesk --help", f"{1000 * min(help_seconds() for _ in range(3)):.0f} ms", "200 ms")
    with (
        paced_model() as model,
        relay(model, "httpx2") as default,
        relay(model, "aiohttp") as aiohttp,
        desk(model) as ours,
    ):
        figure("desk: ready after", f"{ours.ready_seconds:.1f} s", "4 s")
        figure("desk: RSS idle", f"{ours.rss_megabytes():.0f} MB")
        alone = load(ours, talk_to_desk, 1, 8)
        figure("desk: first text, one customer, p50", f"{first_text_ms(alone, 50):.1f} ms", "20 ms")
        cpu = compare(
            {
                "relay, httpx2": (default, talk_to_relay),
                "relay, aiohttp": (aiohttp, talk_to_relay),
                "desk": (ours, talk_to_desk),
            }
        )
        for name, milliseconds in cpu.items():
            budget = "8 ms" if name == "desk" else ""
            figure(f"{name}: CPU a paced turn", f"{milliseconds:.1f} ms", budget)
        figure("desk to relay on httpx2", f"{cpu['desk'] / cpu['relay, httpx2']:.2f}", "0.78")
        figure("desk to relay on aiohttp", f"{cpu['desk'] / cpu['relay, aiohttp']:.2f}")
        many_at_once(ours)
    acting()
    caching.main()
    retrieval.main()


if __name__ == "__main__":
    main()

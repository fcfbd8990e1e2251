"""Print every figure that the budgets name, with its budget."""

import subprocess
import sys
import time

import uvloop

from bench.load import Load, put_load, talk_to_desk, talk_to_relay
from bench.paced_model import FIRST_PIECE_SECONDS
from bench.programs import Program, desk, paced_model, relay

FEW, MANY = 50, 200


def figure(name: str, value: str, budget: str = "") -> None:
    print(f"{name:<52} {value:>14}   {budget}", flush=True)


def help_seconds() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "frontdesk", "--help"], capture_output=True, check=True)
    return time.perf_counter() - begun


def first_text_ms(load: Load, at: int) -> float:
    """After the last byte of the first releasable piece was sent."""
    return load.timings.first_ms(at) - 1000 * FIRST_PIECE_SECONDS


def measure_relay(model: Program, transport: str) -> Load:
    with relay(model, transport) as program:
        load = uvloop.run(put_load(program, talk_to_relay, conversations=FEW, turns=4))
        figure(f"bare relay, {transport}: CPU a paced turn", f"{load.cpu_ms:.1f} ms")
        return load


def measure_desk(model: Program) -> Load:
    with desk(model) as program:
        figure("desk: ready after", f"{program.ready_seconds:.1f} s", "4 s")
        figure("desk: RSS idle", f"{program.rss_megabytes():.0f} MB")
        alone = uvloop.run(put_load(program, talk_to_desk, conversations=1, turns=8))
        figure("desk: first text, one customer, p50", f"{first_text_ms(alone, 50):.1f} ms", "20 ms")
        few = uvloop.run(put_load(program, talk_to_desk, conversations=FEW, turns=4))
        figure("desk: CPU a paced turn, 50 conversations", f"{few.cpu_ms:.1f} ms", "8 ms")
        many = uvloop.run(put_load(program, talk_to_desk, conversations=MANY, turns=5))
        rate = f"{many.turns_per_second:.0f} /s"
        figure("desk: turns, 200 streaming conversations", rate, "110 /s")
        figure("desk: first text then, p95", f"{first_text_ms(many, 95):.0f} ms", "60 ms")
        figure("desk: CPU a turn then", f"{many.cpu_ms:.1f} ms")
        figure("desk: RSS then", f"{program.rss_megabytes():.0f} MB", "200 MB")
        return few


def main() -> None:
    figure("frontdesk --help", f"{1000 * min(help_seconds() for _ in range(3)):.0f} ms", "200 ms")
    with paced_model() as model:
        default = measure_relay(model, "httpx2")
        aiohttp = measure_relay(model, "aiohttp")
        few = measure_desk(model)
    figure("desk to bare relay on httpx2", f"{few.cpu_ms / default.cpu_ms:.2f}", "below 0.78")
    figure("desk to bare relay on aiohttp", f"{few.cpu_ms / aiohttp.cpu_ms:.2f}")


if __name__ == "__main__":
    main()

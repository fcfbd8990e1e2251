"""Whether a refusal's time tells a foreign conversation from one that does not exist.

`python -m bench.timing`: medians, and how often a foreign one takes longer (0.50 tells nothing).
"""

import asyncio
import time
from statistics import median

import httpx2

from bench.programs import desk, paced_model
from bench.ranking import auroc
from tests.authority import customers

ROUNDS = 1500
UNKNOWN = "a" * 26


async def measure(url: str) -> None:
    async with customers(url, 2) as (victim, other):
        for role, headers in {"nobody": {}, "another customer": other.auth}.items():
            taken: dict[str, list[float]] = {victim.conversation: [], UNKNOWN: []}
            async with httpx2.AsyncClient(base_url=url) as http:
                for _ in range(ROUNDS):
                    for id, times in taken.items():
                        begun = time.perf_counter()
                        await http.get(f"/api/v1/conversations/{id}", headers=headers)
                        times.append(1000 * (time.perf_counter() - begun))
            foreign, unknown = taken.values()
            print(
                f"as {role}: foreign {median(foreign):.3f} ms, unknown {median(unknown):.3f} ms, "
                f"foreign is slower {auroc(foreign, unknown):.3f}"
            )


def main() -> None:
    with paced_model() as model, desk(model) as ours:
        asyncio.run(measure(ours.url))


if __name__ == "__main__":
    main()

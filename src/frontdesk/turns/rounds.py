"""Work that nobody calls for: a look around, soon after something changed and now and then."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext, suppress

import structlog

from frontdesk.errors import FrontdeskError
from frontdesk.ports.listings import Listings

PULSE_SECONDS = 2.0  # people come and go, time passes: nothing tells of that
PAUSE_SECONDS = 0.5  # what changes within it is looked at together

logger = structlog.get_logger()


@asynccontextmanager
async def looking_around(
    name: str,
    look: Callable[[], Awaitable[object]],
    *,
    pulse: float = PULSE_SECONDS,
    stirred_by: Listings | None = None,
) -> AsyncGenerator[None]:
    """While open, `look` is called again and again, one call at a time; a failed one is logged.

    `pulse`: seconds between two looks; `stirred_by`: a change there calls for one at once.
    """
    stirred = asyncio.Event()

    async def rounds() -> None:
        while True:
            try:
                await look()
            except FrontdeskError as failure:
                logger.warning("round failed", what=name, code=failure.code, reason=str(failure))
            except Exception as fault:  # the job edge: the next round may go well
                logger.exception("round broke", what=name, exc_info=fault)
            await asyncio.sleep(PAUSE_SECONDS)
            with suppress(TimeoutError):
                async with asyncio.timeout(pulse):
                    await stirred.wait()
            stirred.clear()

    with stirred_by.subscribe(stirred.set) if stirred_by else nullcontext():
        task = asyncio.create_task(rounds(), name=name)
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

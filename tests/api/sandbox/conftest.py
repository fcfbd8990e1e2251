from collections.abc import AsyncGenerator, Generator

import pytest
from anthropic import AsyncAnthropic

from tests.sandbox_server import RunningSandbox, running_sandbox


@pytest.fixture(scope="session")
def _running() -> Generator[RunningSandbox]:
    with running_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(_running: RunningSandbox) -> RunningSandbox:
    _running.forget()
    return _running


@pytest.fixture
async def claude(sandbox: RunningSandbox) -> AsyncGenerator[AsyncAnthropic]:
    async with AsyncAnthropic(base_url=sandbox.url, api_key="any", max_retries=0) as client:
        yield client

"""A sandbox and a desk over real HTTP and SQLite, and a customer who talks to it."""

from collections.abc import AsyncGenerator, Generator

import pytest
import pytest_asyncio

from tests.customer import Customer
from tests.running_desk import desk_in_thread
from tests.sandbox_server import RunningSandbox


@pytest.fixture(scope="session")
def desk(
    shared_sandbox: RunningSandbox, tmp_path_factory: pytest.TempPathFactory
) -> Generator[str]:
    with desk_in_thread(tmp_path_factory.mktemp("desk"), shared_sandbox.url) as url:
        yield url


@pytest_asyncio.fixture
async def customer(desk: str, sandbox: RunningSandbox) -> AsyncGenerator[Customer]:
    async with Customer.at(desk) as customer:
        yield customer

"""Options of the suite, and the sandbox that its tests share."""

from collections.abc import Generator

import pytest

from tests.sandbox_server import RunningSandbox, running_sandbox


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="many more rounds of the fault tests")


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often a test that draws by chance is repeated."""
    return 100 if request.config.getoption("--soak") else 3


@pytest.fixture(scope="session")
def shared_sandbox() -> Generator[RunningSandbox]:
    with running_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(shared_sandbox: RunningSandbox) -> RunningSandbox:
    shared_sandbox.forget()
    return shared_sandbox

"""Options of the suite."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="many more rounds of the fault tests")


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often a test that draws by chance is repeated."""
    return 100 if request.config.getoption("--soak") else 3

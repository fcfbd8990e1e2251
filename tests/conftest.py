"""Options of the suite, and the sandbox that its tests share."""

import gc
import os
from collections.abc import Generator
from pathlib import Path

import pytest
import structlog
from structlog.dev import ConsoleRenderer, plain_traceback

from frontdesk.adapters.embedding import is_installed, weights_folder
from tests.at_rest import wait_for_rest
from tests.sandbox_server import RunningSandbox, running_sandbox

WEIGHTS = weights_folder()
TESTS = Path(__file__).parent

# What is imported and collected stays: to look there for garbage is a third of collecting.
gc.disable()

# Its usual tracebacks show the local variables of every frame, which takes seconds to draw.
structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        ConsoleRenderer(exception_formatter=plain_traceback),
    ]
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="many more rounds of the fault tests")


SLOWEST_FIRST = ("faults", "browser", "judge", "api")


@pytest.hookimpl(trylast=True)  # after the files were shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long begin first: none of them is left over for one worker at the end."""
    items.sort(key=lambda item: _rank(item.path.relative_to(TESTS).parts[0]))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def _rank(folder: str) -> int:
    return SLOWEST_FIRST.index(folder) if folder in SLOWEST_FIRST else len(SLOWEST_FIRST)


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often a test that draws by chance is repeated."""
    return 100 if request.config.getoption("--soak") else 3


@pytest.fixture
def defence(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Off where a control asks for that: see tests/defence.py."""
    for owner, name, instead in request.param:
        monkeypatch.setattr(owner, name, instead)


@pytest.fixture(scope="session", autouse=True)
def search_by_words(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Without the model's files, unless a test asks for them: the same answers on every machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_authorities(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Nobody outside is trusted, or called: to read the machine's authorities takes every HTTP
    client, of a desk or a test, 20 ms.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SSL_CERT_FILE", raising=False)  # it would count before the folder
        patch.setenv("SSL_CERT_DIR", str(tmp_path_factory.mktemp("authorities")))
        yield


@pytest.fixture(scope="session")
def weights() -> Path:
    """The model's files, which `make test` fetches; without them a test is skipped, in CI fails."""
    if not is_installed(WEIGHTS):
        reason = f"no model in {WEIGHTS}; fetch it with `frontdesk embeddings install`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return WEIGHTS


@pytest.fixture(scope="session")
def shared_sandbox() -> Generator[RunningSandbox]:
    with running_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(shared_sandbox: RunningSandbox) -> Generator[RunningSandbox]:
    shared_sandbox.forget()
    yield shared_sandbox
    shared_sandbox.forget()
    wait_for_rest()

"""The documents say what the code does."""

import re
from pathlib import Path

import pytest

from frontdesk import errors
from frontdesk.adapters.sql.codec import EVENTS
from frontdesk.api.app import create_app
from scripts import trace
from scripts.reference import PAGE, reference
from tests.api.paper_desk import paper_desk

ROOT = Path(__file__).parent.parent
CONTRACT = (ROOT / "docs" / "contract.md").read_text("utf-8")
ERRORS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.FrontdeskError)
]


def test_the_reference_page_is_what_make_docs_writes():
    assert PAGE.read_text("utf-8") == reference(), "run `make docs`"


async def test_the_trace_of_the_worked_dialogue_is_what_make_docs_writes():
    assert trace.PAGE.read_text("utf-8") == await trace.page(), "run `make docs`"


def test_the_contract_names_exactly_the_calls_that_are_served():
    openapi = create_app(paper_desk()).openapi()
    served = {
        f"{method.upper()} {path}"
        for path, methods in openapi["paths"].items()
        for method in methods
    }
    paragraph = CONTRACT.partition("**Served by this version**")[2].partition("Sent by")[0]

    assert set(re.findall(r"`((?:GET|POST) [^`]+)`", paragraph)) == served


def test_every_event_of_the_log_is_named_in_the_contract():
    paragraph = CONTRACT.partition("## Log events")[2].partition("## Settings")[0]

    assert set(EVENTS) <= set(re.findall(r"[A-Z]\w+", paragraph))


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_says_what_happened_and_what_to_do(kind):
    error = kind()

    assert kind.__doc__
    assert str(error).endswith(".")
    assert error.next_step.endswith(".")
    assert 400 <= error.status < 600


@pytest.mark.parametrize("page", [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"])
def test_links_between_documents_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_architecture_stays_a_short_read():
    words = (ROOT / "docs" / "architecture.md").read_text("utf-8").split()

    assert len(words) <= 1_450

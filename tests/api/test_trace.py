"""`/trace`: only for who has the key of this start; whatever was said stays text."""

from collections.abc import Generator

import httpx2
import pytest

from frontdesk.api.operators.key import NO_KEY, OperatorKey
from frontdesk.domain.event import PieceWithheld
from tests.customer import Customer
from tests.running_desk import DeskInThread, open_desk_in_thread

KEY = OperatorKey.new()
HOSTILE = "<script>window.hacked=1</script><img src=x onerror=alert(1)>\"'{{ 7*7 }}"
ADDRESS = "jo.doe@mail.example"


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("trace")
    with open_desk_in_thread(folder, shared_sandbox.url, operator_key=KEY) as running:
        yield running


@pytest.fixture
def stranger(running) -> Generator[httpx2.Client]:
    with httpx2.Client(base_url=running.url) as http:
        yield http


@pytest.fixture
def operator(stranger) -> httpx2.Client:
    entered = stranger.post("/trace/entrance", data={"key": KEY.value, "back": "/trace"})
    assert entered.status_code == 303
    return stranger


async def said(running: DeskInThread, text: str) -> str:
    async with Customer.at(running.url) as customer:
        await customer.ask(text)
        return customer.conversation


async def test_the_trace_shows_the_request_what_it_cost_and_what_was_released(running, operator):
    id = await said(running, "How long does standard delivery take?")
    page = operator.get(f"/trace/{id}")

    assert page.status_code == 200
    for shown in ("ModelAsked", "cache mark: 1 hour", "search_result", "released", "shipping#1"):
        assert shown in page.text
    assert "less than without a cache" in page.text
    assert id in operator.get("/trace").text


async def test_without_the_key_nothing_is_shown(running, stranger):
    id = await said(running, "Do you sell candles?")

    for path in ("/trace", f"/trace/{id}", "/trace/nothing"):
        page = stranger.get(path, headers={"Cookie": "frontdesk_operator=guessed"})
        assert page.status_code == 401
        assert "candles" not in page.text


@pytest.mark.parametrize(
    "given", ["", "wrong", KEY.value[:-1], "é"], ids=["none", "wrong", "all but one", "not ASCII"]
)
def test_only_the_key_itself_opens(stranger, given):
    entered = stranger.post("/trace/entrance", data={"key": given, "back": "/trace"})

    assert entered.status_code == 403
    assert "set-cookie" not in entered.headers


def test_a_desk_without_a_key_lets_nobody_in():
    assert not NO_KEY.fits("")
    assert KEY.fits(KEY.value)
    assert KEY.value not in repr(KEY)


def test_the_key_stands_in_a_cookie_that_no_script_and_no_other_site_can_use(stranger):
    form = {"key": KEY.value, "back": "//elsewhere.example/trace"}
    entered = stranger.post("/trace/entrance", data=form)
    cookie = entered.headers["set-cookie"]

    assert entered.headers["location"] == "/trace"
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Path=/trace"))


async def test_whatever_was_said_stays_text(running, operator, sandbox):
    sandbox.script({"reply": {"content": [{"type": "text", "text": f"![x](y) {HOSTILE}"}]}})
    id = await said(running, HOSTILE)
    assert any(isinstance(event, PieceWithheld) for event in running.log(id))
    page = operator.get(f"/trace/{id}")

    assert "&lt;script&gt;window.hacked=1" in page.text
    assert "{{ 7*7 }}" in page.text
    for path in (f"/trace/{id}", "/trace", "/trace/<script>x"):
        answer = operator.get(path)
        assert "<img" not in answer.text
        assert "<script" not in answer.text
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]


async def test_contact_data_stays_a_placeholder(running, operator):
    id = await said(running, f"I am {ADDRESS}. How long does standard delivery take?")
    page = operator.get(f"/trace/{id}")

    assert "[email_1]" in page.text
    assert ADDRESS not in page.text


def test_a_conversation_that_does_not_exist_says_so(operator):
    page = operator.get("/trace/nothing")

    assert page.status_code == 404
    assert "There is no such conversation" in page.text
    assert operator.get("/trace/static/routes.py").status_code == 404

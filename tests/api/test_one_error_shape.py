"""Whatever is asked wrongly, of whichever address: one shape of answer, with an id to report."""

import asyncio
import json
import random

import httpx2
import pytest

from frontdesk.api import app as app_module
from frontdesk.api.app import create_app
from frontdesk.api.operators.key import OperatorKey
from tests.api.paper_desk import paper_desk
from tests.api.test_wrong_input import SHAPE, is_problem
from tests.defence import controlled

VALUES = {"id": "a" * 26, "confirmation": "x", "turn": "1", "name": "nothing.css", "path": "a.js"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
BODIES = (b"", b"{", b"[]", b'{"x": 1}', b"\xff", b"null", b"9" * 70_000)


@pytest.fixture(scope="module")
def app():
    app = create_app(paper_desk(), OperatorKey("key"))

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("quokka")

    return app


@pytest.fixture
async def http(app):
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://desk") as http:
        yield http


def paths(app):
    for path in app.openapi()["paths"]:
        for name, value in VALUES.items():
            path = path.replace(f"{{{name}}}", value)
        yield path
    yield from ("/nothing", "/assets/nothing.js", "/trace/x", "/trace", "/trace/static/no.css")
    yield from ("/chat/nothing", "/widget.js/x", "//", "/%ff", "/api/v1/conversations/%00/events")


async def test_every_error_of_every_address_is_a_problem(app, http):
    draw = random.Random(1)
    statuses = set()
    for path in paths(app):
        for method in METHODS:
            kind = draw.choice(["application/json", "text/plain", "x"])
            headers = {"Content-Type": kind, "Accept": "application/json"}
            for body in BODIES if method in {"POST", "PUT"} else (b"",):
                answer = await http.request(method, path, headers=headers, content=body)
                if answer.status_code >= 400:
                    statuses.add(answer.status_code)
                    assert is_problem(answer, answer.status_code, answer.json()["code"]), path

    assert statuses >= {400, 401, 404, 405, 413, 426}


async def test_what_breaks_is_told_without_its_words(http):
    answer = await http.get("/broken")

    assert is_problem(answer, 500, "frontdesk_error")
    assert "quokka" not in answer.text


async def test_a_method_that_is_not_served_names_those_that_are(http):
    assert (await http.request("DELETE", "/api/v1/desk")).headers["allow"] == "GET"


@controlled((app_module, "answer_problems", lambda _app: None))
@pytest.mark.parametrize("path", ["/nothing", "/api/v1/conversations", "/api/v1/conversations/x"])
async def test_every_app_answers_in_this_shape(path):
    transport = httpx2.ASGITransport(create_app(paper_desk(), OperatorKey("key")))
    async with httpx2.AsyncClient(transport=transport, base_url="http://desk") as http:
        answer = await http.post(path, content=b"{")

    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/trace", "/trace/x"])
async def test_a_person_gets_a_page_and_a_program_a_problem(http, path):
    page = await http.get(path, headers={"Accept": "text/html,*/*;q=0.8"})

    assert page.status_code == 401
    assert page.headers["content-type"].startswith("text/html")
    asked = await http.get(path, headers={"Accept": "application/problem+json"})
    assert is_problem(asked, 401, "operator_key_missing")


async def test_a_socket_of_no_address_is_refused_in_the_same_shape(app):
    sent = []
    scope = {
        "type": "websocket",
        "path": "/nothing",
        "raw_path": b"/nothing",
        "root_path": "",
        "scheme": "ws",
        "query_string": b"",
        "headers": [],
        "subprotocols": [],
        "extensions": {"websocket.http.response": {}},
    }

    async def receive():
        await asyncio.sleep(0)
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    assert sent[0]["status"] == 404
    assert set(json.loads(sent[1]["body"])) == SHAPE

"""What every call of a conversation asks for, those of later versions too."""

import httpx2
import pytest

from frontdesk.api.app import create_app
from frontdesk.api.credentials import Credentials
from frontdesk.domain.event import ConversationId
from tests.api.paper_desk import paper_desk
from tests.api.test_wrong_input import is_problem

NOT_HERE = ConversationId("a" * 26)
SOCKET = "/api/v1/conversations/{id}/socket"  # asks in its first frame: test_socket.py
CONSOLE = "/api/v1/desk/"  # asks for a session: test_console.py
BODIES = {
    "messages": {"client_id": "9b2f0a4e-26ad-4f26-8a3b-6e2f6f6a6a6a", "text": "Hi"},
    "confirmations/x": {"decision": "confirm"},
    "handover": {},
    "turns/1/feedback": {"helpful": True},
    "rating": {"score": 5},
}


@pytest.fixture(scope="module")
def app():
    return create_app(paper_desk())


def calls(app):
    for path, methods in app.openapi()["paths"].items():
        if "{id}" in path and path != SOCKET and not path.startswith(CONSOLE):
            for method in methods:
                whole = path.replace("{id}", NOT_HERE).replace("{turn}", "1")
                yield method.upper(), whole.replace("{confirmation}", "x")


async def test_none_is_answered_without_the_conversations_token(app):
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app), base_url="http://desk"
    ) as http:
        assert len(list(calls(app))) >= 8
        for method, path in calls(app):
            wrong = {"Authorization": f"Bearer {Credentials(bytes(32)).token('another')}"}
            for headers, code in (({}, "token_missing"), (wrong, "token_wrong")):
                assert is_problem(await http.request(method, path, headers=headers), 401, code)


async def test_a_conversation_that_is_not_here_is_told_to_whoever_has_its_token(app):
    headers = {"Authorization": f"Bearer {Credentials(bytes(32)).token(NOT_HERE)}"}
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app), base_url="http://desk"
    ) as http:
        for method, path in calls(app):
            ending = path.partition(f"{NOT_HERE}/")[2]
            if ending == "identity":
                continue  # the site's token is looked at first: test_signing_in.py
            body = BODIES.get(ending, {}) if method == "POST" else None
            answer = await http.request(method, path, headers=headers, json=body)
            assert is_problem(answer, 404, "conversation_not_found"), path

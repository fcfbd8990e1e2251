"""What fails inside is an error of the API, not a page of the web server."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from frontdesk.sandbox import create_app


async def fails(request: Request) -> Response:
    raise ZeroDivisionError


def test_a_failure_is_an_api_error() -> None:
    app = create_app()
    app.add_route("/v1/fails", fails)
    answer = TestClient(app, raise_server_exceptions=False).get("/v1/fails")

    assert answer.status_code == 500
    assert answer.json()["error"] == {"type": "api_error", "message": "Internal server error"}
    assert answer.headers["request-id"] == answer.json()["request_id"]

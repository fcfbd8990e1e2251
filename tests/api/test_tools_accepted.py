"""The tools of the desk's actions are taken by the API, all at once and strict."""

import httpx2

from frontdesk.actions import Catalog
from frontdesk.actions.builtin import BUILT_IN
from tests.api.sandbox.museum import asking
from tests.sandbox_server import RunningSandbox


async def post(sandbox: RunningSandbox, tools: list[object]) -> httpx2.Response:
    async with httpx2.AsyncClient(base_url=sandbox.url) as client:
        return await client.post(
            "/v1/messages",
            json=asking("When do you open?", tools=tools),
            headers={"x-api-key": "key", "anthropic-version": "2026-10-21"},
        )


async def test_all_built_in_tools_are_strict_and_accepted(sandbox: RunningSandbox) -> None:
    tools = Catalog(BUILT_IN).tools

    response = await post(sandbox, [*tools])

    assert all(tool["strict"] for tool in tools)
    assert response.status_code == 200, response.text


async def test_a_schema_that_is_not_strict_would_be_refused(sandbox: RunningSandbox) -> None:
    first, *others = Catalog(BUILT_IN).tools
    schema = {key: value for key, value in first["input_schema"].items() if key != "required"}

    response = await post(
        sandbox, [{**first, "input_schema": schema | {"additionalProperties": True}}, *others]
    )

    assert response.status_code == 400

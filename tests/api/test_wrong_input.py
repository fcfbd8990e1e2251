"""Wrong input gets a clear answer with a next step; nothing is kept, nothing breaks."""

import pytest

from tests.customer import Customer

SHAPE = {"type", "title", "status", "detail", "code", "next_step", "request_id"}


def is_problem(response, status, code):
    problem = response.json()
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert set(problem) == SHAPE
    assert problem["status"] == status
    assert problem["code"] == code
    assert problem["detail"]
    assert problem["next_step"]
    assert problem["request_id"] == response.headers["x-request-id"]
    assert "Traceback" not in response.text
    return True


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("", 422, "message_empty"),
        ("  \n", 422, "message_empty"),
        ("x" * 4001, 413, "message_too_long"),
        ("x" * 100_000, 413, "message_too_long"),
    ],
    ids=["empty", "blank", "long", "100 kB"],
)
async def test_a_message_that_cannot_be_taken(customer, text, status, code):
    await customer.open()

    assert is_problem(await customer.say(text), status, code)
    assert (await customer.state())["last"] == 1


async def test_a_body_without_a_length_is_bounded_too(customer):
    await customer.open()

    async def endless():
        for _ in range(100):
            yield b"x" * 10_000

    response = await customer.http.post(
        f"{customer.path}/messages", content=endless(), headers=customer.auth
    )

    assert is_problem(response, 413, "message_too_long")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"[]",
        b'"x"',
        b'{"client_id": 1}',
        b"\xff\xfe",
        b'{"text": "x"}',
        b"[" * 60_000,
        b"9" * 5_000,
    ],
    ids=lambda body: repr(body[:16]),
)
async def test_a_body_that_is_not_what_the_call_takes(customer, body):
    await customer.open()
    headers = {**customer.auth, "Content-Type": "application/json"}
    response = await customer.http.post(f"{customer.path}/messages", content=body, headers=headers)

    assert is_problem(response, 400, "malformed_request")


async def test_half_an_emoji_is_taken_as_a_replacement_character(customer):
    body = b'{"client_id": "9b2f0a4e-26ad-4f26-8a3b-6e2f6f6a6a6b", "text": "Lamp \\ud83d?"}'
    headers = {"Content-Type": "application/json"}
    opened = await customer.http.post("/api/v1/conversations", content=body, headers=headers)
    customer.conversation = opened.json()["conversation"]
    customer.token = opened.json()["token"]

    assert opened.status_code == 201
    assert (await customer.state())["events"][0]["data"]["text"] == "Lamp \ufffd?"


async def test_unknown_fields_are_refused_by_name(customer):
    response = await customer.open(txet="Hi")

    assert is_problem(response, 400, "malformed_request")
    assert "txet" in response.json()["detail"]


@pytest.mark.parametrize("call", ["state", "messages", "events"])
async def test_a_conversation_that_is_not_here_needs_its_token_first(customer, call):
    await customer.open()
    path = "/api/v1/conversations/aaaaaaaaaaaaaaaaaaaaaaaaaa"
    responses = {
        "state": customer.http.get(path, headers=customer.auth),
        "messages": customer.http.post(
            f"{path}/messages",
            json={"client_id": "9b2f0a4e-26ad-4f26-8a3b-6e2f6f6a6a6a", "text": "Hi"},
            headers=customer.auth,
        ),
        "events": customer.http.get(f"{path}/events", headers=customer.auth),
    }

    for name, response in responses.items():
        answer = await response
        if name == call:
            assert is_problem(answer, 401, "token_wrong")


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "token_missing"),
        ({"Authorization": "Basic abc"}, "token_missing"),
        ({"Authorization": "Bearer"}, "token_missing"),
        ({"Authorization": "Bearer wrong"}, "token_wrong"),
    ],
)
async def test_without_the_right_token_nothing_is_shown(customer, headers, code):
    await customer.open()

    for path in (customer.path, f"{customer.path}/events"):
        assert is_problem(await customer.http.get(path, headers=headers), 401, code)


async def test_anothers_token_does_not_fit(desk, customer):
    await customer.open(text="How long is the warranty?")
    async with Customer.at(desk) as other:
        await other.open()
        response = await customer.http.get(customer.path, headers=other.auth)

    assert is_problem(response, 401, "token_wrong")


async def test_an_address_that_does_not_exist(customer):
    assert is_problem(await customer.http.get("/api/v1/nothing"), 404, "not_found")


async def test_a_method_that_does_not_exist(customer):
    assert is_problem(await customer.http.delete("/api/v1/desk"), 405, "malformed_request")


@pytest.mark.parametrize(
    "guessable",
    ["1", "00000000-0000-0000-0000-000000000000", "c232ab00-9414-11ec-b3c8-9f6bdeced846"],
)
async def test_a_client_id_must_be_one_that_nobody_guesses(customer, guessable):
    assert is_problem(await customer.open(client_id=guessable), 400, "malformed_request")


@pytest.mark.parametrize(
    ("locale", "note"),
    [("de-AT", "de-AT"), ("Answer-as-pirate", None), ("xx-approve-refunds", None)],
)
async def test_a_locale_that_is_none_never_reaches_the_model(customer, sandbox, locale, note):
    await customer.open(text="How long is the warranty?", locale=locale)
    await customer.until("bot.finished")

    told = sandbox.requests()[-1]["messages"][1]["content"][0]["text"]
    assert (note in told) if note else (locale not in told)

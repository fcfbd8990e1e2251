"""Who comes in at the console, how, and for how long."""

import json
import re
from collections.abc import Generator

import httpx2
import pytest

from frontdesk.domain.user import UserName
from tests.api.test_people import frontdesk
from tests.person import API, Person
from tests.running_desk import DeskInThread, desk_process, open_desk_in_thread

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("sign-in")
    with open_desk_in_thread(folder, shared_sandbox.url) as running:
        yield running


@pytest.fixture
def stranger(running) -> Generator[httpx2.Client]:
    with httpx2.Client(base_url=running.url, headers={"Origin": running.url}) as http:
        yield http


def link_for(running: DeskInThread, name: str) -> str:
    running.wait(running.desk.people.accounts.put(name))
    return running.wait(running.desk.people.accounts.link(name))


def enter(http: httpx2.Client, key: str) -> httpx2.Response:
    return http.post(f"{API}/session/link", json={"key": key})


def test_a_link_lets_in_once_and_its_user_chooses_a_password(running, stranger):
    key = link_for(running, "cleo")
    entered = enter(stranger, key)

    assert entered.json()["user"] == "cleo"
    assert not entered.json()["has_password"]
    cookie = entered.headers["set-cookie"]
    for word in ("HttpOnly", "SameSite=strict", f"Path={API}/"):
        assert word in cookie
    assert "Secure" not in cookie
    assert enter(stranger, key).json()["code"] == "link_used"

    short = stranger.post(f"{API}/session/password", json={"password": "short"})
    assert (short.status_code, short.json()["code"]) == (422, "password_too_weak")
    chosen = stranger.post(f"{API}/session/password", json={"password": PASSWORD})
    assert chosen.json()["has_password"]
    again = stranger.post(f"{API}/session/password", json={"password": "x" * 20, "old": "no"})
    assert again.json()["code"] == "password_wrong"

    stranger.post(f"{API}/session/end")
    assert stranger.get(f"{API}/session").status_code == 401
    name = {"name": " Cleo ", "password": PASSWORD}
    assert stranger.post(f"{API}/session", json=name).json()["user"] == "cleo"


def test_a_browser_that_came_by_tls_gets_a_secure_cookie(running):
    host = running.url.removeprefix("http://")
    entered = httpx2.post(
        f"{running.url}{API}/session/link",
        json={"key": link_for(running, "tess")},
        headers={"Origin": f"https://{host}", "Host": host},
    )

    assert "Secure" in entered.headers["set-cookie"]


@pytest.mark.parametrize(
    "path", ["/session", "/conversations", "/conversations/x", "/events", "/people", "/refunds"]
)
def test_without_a_session_nothing_is_shown(stranger, path):
    stranger.cookies.set("frontdesk_session", "guessed")
    answer = stranger.get(API + path)

    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
async def test_another_sites_page_can_do_nothing(running, origin):
    async with Person.at(running, "dora") as dora:
        headers = {} if origin is None else {"Origin": origin}
        request = dora.http.build_request("POST", f"{API}/conversations/x/take", json={})
        del request.headers["origin"]
        request.headers.update(headers)
        answer = await dora.http.send(request)

        assert (answer.status_code, answer.json()["code"]) == (403, "origin_not_allowed")


def test_a_removed_user_is_signed_out_at_once(running, stranger):
    enter(stranger, link_for(running, "eve"))
    assert stranger.get(f"{API}/session").is_success
    running.wait(running.desk.people.accounts.remove("eve"))

    assert stranger.get(f"{API}/session").status_code == 401


def test_a_new_password_ends_other_sessions(running, stranger):
    enter(stranger, link_for(running, "fay"))
    user = running.wait(running.desk.people.accounts.user(UserName("fay")))
    running.wait(running.desk.people.accounts.choose_password(user, PASSWORD, old=""))

    assert stranger.get(f"{API}/session").status_code == 401


def test_the_name_that_customers_read_can_be_changed(running, stranger):
    enter(stranger, link_for(running, "gus"))
    changed = stranger.post(f"{API}/session/account", json={"shown": "  Gus  Young "})
    refused = stranger.post(f"{API}/session/account", json={"shown": "customer"})

    assert changed.json()["name"] == "Gus Young"
    assert refused.json()["code"] == "user_name_wrong"


def test_tries_are_limited(shared_sandbox, tmp_path):
    settings = {"limits": {"identity_tries": 3}}
    with open_desk_in_thread(tmp_path, shared_sandbox.url, settings=settings) as running:
        running.wait(running.desk.people.accounts.put("hal"))
        body = {"name": "hal", "password": "guess"}
        headers = {"Origin": running.url}
        answers = [
            httpx2.post(f"{running.url}{API}/session", json=body, headers=headers) for _ in range(4)
        ]

        assert [each.status_code for each in answers] == [403, 403, 403, 429]
        assert "link" in answers[-1].json()["next_step"]
        link = enter_at(running, running.wait(running.desk.people.accounts.link("hal")))
        assert link.status_code == 429


async def test_the_first_start_prints_a_link_and_colleagues_are_added_beside_it(
    shared_sandbox, tmp_path
):
    with desk_process(tmp_path, shared_sandbox.url) as process:
        (key,) = re.findall(r"/console/#link=(\S+)", process.output())
        headers = {"Origin": process.url}
        with httpx2.Client(base_url=process.url, headers=headers) as admin:
            assert enter(admin, key).json()["role"] == "admin"
            await frontdesk(process, "users", "add", "ana", "--shown", "Ana Costa")
            spoken = ("--languages", "de,EN", "--json")
            made = await frontdesk(process, "users", "add", "Ana", "--role", "lead", *spoken)
            colleagues = admin.get(f"{API}/people").json()["people"]
        ana = {"user": "ana", "name": "Ana Costa", "role": "lead", "is_away": False}
        ana["languages"] = ["de", "en"]
        assert ana in colleagues
        with httpx2.Client(base_url=process.url, headers=headers) as http:
            entered = enter(http, json.loads(made)["link"].rpartition("=")[2])
            assert entered.json()["name"] == "Ana Costa"
            assert "ana" in await frontdesk(process, "users", "list")
            await frontdesk(process, "users", "remove", "ana")
            assert http.get(f"{API}/session").status_code == 401
        wrong = await frontdesk(process, "users", "link", "ana", code=1)
        assert "frontdesk users list" in wrong
        assert "0 conversations" in await frontdesk(process, "db", "rebuild")


def enter_at(running: DeskInThread, key: str) -> httpx2.Response:
    headers = {"Origin": running.url}
    return httpx2.post(f"{running.url}{API}/session/link", json={"key": key}, headers=headers)

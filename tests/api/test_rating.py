"""What customers think of answers, and of the whole conversation."""

from collections.abc import AsyncGenerator, Generator

import pytest
import pytest_asyncio

from frontdesk.domain.event import Rated, TurnRated
from tests.customer import Customer
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.sandbox_server import RunningSandbox

QUESTION = "How long does standard delivery take?"


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    with open_desk_in_thread(tmp_path_factory.mktemp("rating"), shared_sandbox.url) as running:
        yield running


@pytest_asyncio.fixture
async def customer(running: DeskInThread, sandbox: RunningSandbox) -> AsyncGenerator[Customer]:
    async with Customer.at(running.url) as customer:
        yield customer


def kept(running: DeskInThread, customer: Customer) -> list[object]:
    events = running.log(customer.conversation)
    return [event for event in events if isinstance(event, Rated | TurnRated)]


def shown(state: dict, name: str) -> list[dict]:
    return [each["data"] for each in state["events"] if each["event"] == name]


async def test_an_answer_can_be_called_helpful_and_a_changed_mind_counts(customer, running):
    await customer.ask(QUESTION)
    (finished,) = shown(await customer.state(), "bot.finished")
    assert finished["controls"] == ["helpful"]

    for helpful in (True, True, False):
        answer = await customer.rate_turn(1, helpful=helpful)
        assert (answer.status_code, answer.json()) == (200, {"turn": 1, "helpful": helpful})

    assert kept(running, customer) == [TurnRated(1, True), TurnRated(1, False)]
    rated = shown(await customer.state(), "turn.rated")
    assert [each["helpful"] for each in rated] == [True, False]


async def test_not_knowing_offers_a_person_and_asks_for_no_praise(customer):
    await customer.ask("Who painted the Mona Lisa?")

    (finished,) = shown(await customer.state(), "bot.finished")
    assert (finished["route"], finished["controls"]) == ("unknown", ["person"])


async def test_an_answer_that_was_not_given_cannot_be_rated(customer, running):
    await customer.open()
    answer = await customer.rate_turn(1, helpful=True)

    assert answer.status_code == 404
    assert answer.json()["code"] == "turn_not_found"
    assert kept(running, customer) == []


async def test_a_rating_is_kept_once_with_contact_data_as_placeholders(customer, running):
    await customer.ask(QUESTION)
    words = "Quick. Thank ana@mail.example for me!"
    for _ in range(2):
        answer = await customer.rate(4, words)
        assert (answer.status_code, answer.json()) == (200, {"score": 4})

    assert kept(running, customer) == [Rated(4, "Quick. Thank [email_1] for me!")]
    assert [each["score"] for each in shown(await customer.state(), "rated")] == [4]


@pytest.mark.parametrize("body", [{"score": 0}, {"score": 6}, {}, {"score": 3, "text": "x" * 2001}])
async def test_a_rating_that_is_none_is_refused(customer, running, body):
    await customer.open()
    address = f"{customer.path}/rating"
    answer = await customer.http.post(address, json=body, headers=customer.auth)

    assert answer.status_code == 400
    assert kept(running, customer) == []


async def test_nobody_rates_the_conversation_of_another(customer, running):
    await customer.open()
    customer.token = "wrong"

    assert (await customer.rate(1)).status_code == 401
    assert (await customer.rate_turn(1, helpful=False)).status_code == 401
    assert kept(running, customer) == []

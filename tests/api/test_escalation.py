"""The whole desk with the model reading beside it: each rule leads where it says, over HTTP."""

import asyncio
from collections.abc import Generator

import pytest

from frontdesk.domain.event import HandoverStarted, MessageRead, ReplyScored
from frontdesk.turns.wordings import ENGLISH, WORDINGS
from tests.customer import Customer
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.sandbox_server import RunningSandbox

READING = {"escalation": {"reading": True}, "delivery": {"mode": "auto", "judge": True}}


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("reading")
    with open_desk_in_thread(folder, shared_sandbox.url, settings=READING) as running:
        yield running


async def talk(running: DeskInThread, *texts: str, **opening: str):
    """The conversation's state and log; each text is answered and read before the next."""
    async with Customer.at(running.url) as customer:
        await customer.open(**opening)
        for number, text in enumerate(texts, start=1):
            await customer.ask(text)
            state, log = await once_read(running, customer, number)
            if state["holder"] != "bot":
                break
        return state, log


async def once_read(running: DeskInThread, customer: Customer, messages: int):
    """The state and the log, once so many messages are read or people have it."""
    async with asyncio.timeout(30):
        while True:
            state = await customer.state()
            log = running.log(customer.conversation)  # holds all that the state tells
            read = {e.message for e in log if isinstance(e, MessageRead)}
            if len(read) == messages or state["holder"] != "bot":
                return state, log
            await asyncio.sleep(0.02)


def rule_of(log) -> str:
    return next((event.rule for event in log if isinstance(event, HandoverStarted)), "")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("I want to speak to a human being", "wants_person"),
        ("Ich möchte bitte mit einem Mitarbeiter sprechen", "wants_person"),
        ("Por favor, páseme con una persona", "wants_person"),
        ("Je voudrais parler à un conseiller", "wants_person"),
        ("Соедините меня с оператором", "wants_person"),
        ("Next you hear from my attorney is in court", "legal_or_press"),
        ("I will find you and hurt you", "threat"),
        ("I was charged twice for the lamp", "billing_dispute"),
    ],
)
async def test_a_rule_hands_over_at_once_and_the_customer_does_not_read_why(
    running, sandbox: RunningSandbox, text, rule
):
    state, log = await talk(running, text)

    assert (state["holder"], rule_of(log)) == ("queue", rule)
    started = [e["data"] for e in state["events"] if e["event"] == "handover.started"]
    assert started[0]["reason"] == ""
    finished = [e["data"] for e in state["events"] if e["event"] == "bot.finished"]
    assert len(finished) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Can I print the return label on legal size paper?",
        "I would kill for these lamps, how long is the warranty?",
        "I want to cancel my order",
        "Where do I press to turn the lamp on?",
        "How long does standard delivery take?",
        "Wie lange dauert die Lieferung?",
    ],
)
async def test_near_misses_stay_with_the_bot(running, sandbox, text):
    state, log = await talk(running, text)

    assert (state["holder"], rule_of(log)) == ("bot", "")
    assert any(isinstance(event, ReplyScored | MessageRead) for event in log)


@pytest.mark.parametrize("language", WORDINGS)
async def test_the_ladder_speaks_the_customers_language(running, sandbox, language):
    insults = {
        "en": ("You idiots", "You are stupid liars", "Shut up, you morons"),
        "de": ("Ihr Idioten", "Ihr seid Lügner", "Halt die Klappe, ihr Trottel"),
        "es": ("Sois unos idiotas", "Sois unos mentirosos", "Cállate, imbéciles"),
        "fr": ("Bande d'idiots", "Vous êtes des menteurs", "Ta gueule, connards"),
        "ru": ("Вы идиоты", "Вы лжецы", "Заткнитесь, уроды"),
    }[language]
    state, log = await talk(running, *insults, locale=language)
    words = WORDINGS[language]
    said = [e["data"].get("text", "").strip() for e in state["events"]]

    assert words.warning_first in said
    assert words.warning_last in said
    assert (state["holder"], rule_of(log)) == ("queue", "insult")
    ends = [e["data"] for e in state["events"] if e["event"] == "bot.finished"]
    assert "person" in ends[1]["controls"]


async def test_with_the_small_model_away_words_read_alone(running, sandbox):
    sandbox.script({"match": {"text": "<message>"}, "times": "always", "error": {"status": 529}})
    state, log = await talk(running, "How long does standard delivery take?")

    (read,) = [event for event in log if isinstance(event, MessageRead)]
    assert (read.by, read.stop_reason) == ("words", "model_overloaded")
    assert state["holder"] == "bot"
    assert any(
        e["event"] == "bot.finished" and e["data"]["route"] == "sent" for e in state["events"]
    )


async def test_the_model_is_asked_cheaply(running, sandbox):
    await talk(running, "How long does standard delivery take?")
    (asked,) = [r for r in sandbox.requests() if "format" in r.get("output_config", {})]

    assert asked["thinking"] == {"type": "disabled"}
    assert asked["max_tokens"] <= 400
    assert asked["system"][0]["cache_control"]["ttl"] == "1h"
    assert "tools" not in asked


async def test_a_yes_to_the_supervisor_is_a_wish_for_a_person(running, sandbox):
    state, log = await talk(running, "You idiots", "You idiots again", "Yes please")

    assert (state["holder"], rule_of(log)) == ("queue", "wants_person")
    assert ENGLISH.warning_last in str(state["events"])

"""The demo's replies are judged for their tone (D22)."""

from pathlib import Path

import pytest

import frontdesk.demo
from frontdesk.guards.tone import check_tone
from frontdesk.settings import load_settings
from tests.customer import Customer
from tests.running_desk import open_desk_in_thread

DEMO = Path(frontdesk.demo.__file__).parent
SETTINGS = load_settings(DEMO)
QUESTIONS = (
    *SETTINGS.desk.suggested_questions,
    "My vacuum is broken and I am really angry about it!",
    "Can I cancel my order?",
    "What are the GPS coordinates of your warehouse?",
    "Wie lange dauert der Versand?",
    "Thank you!",
)
# The stand-in says only what it can quote, often one sentence; Claude is held to this too.
OF_THE_STAND_IN = {"too_short"}


@pytest.fixture(scope="module")
def demo(shared_sandbox, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    with open_desk_in_thread(folder, shared_sandbox.url, project=DEMO) as running:
        yield running.url


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_first_reply_keeps_the_tone(demo, question):
    async with Customer.at(demo) as customer:
        answer = await customer.ask(question)

    assert answer.text
    found = check_tone(answer.text, is_first=True)
    assert [each for each in found if each.is_fault and each.name not in OF_THE_STAND_IN] == []


async def test_a_whole_conversation_keeps_the_tone(demo):
    async with Customer.at(demo) as customer:
        for number, question in enumerate(QUESTIONS):
            answer = await customer.ask(question)
            found = check_tone(answer.text, is_first=number == 0, name="Anna Berg")
            faults = {each.name for each in found if each.is_fault}
            assert faults <= OF_THE_STAND_IN, answer.text

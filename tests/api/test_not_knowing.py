"""What the articles do not hold ends on the route `unknown`, whatever language it is asked in."""

import pytest

from frontdesk.turns.texts import worded
from tests.customer import Customer
from tests.running_desk import EMAIL, desk_in_thread


@pytest.fixture(scope="module")
def desk(shared_sandbox, tmp_path_factory):
    with desk_in_thread(tmp_path_factory.mktemp("unknown"), shared_sandbox.url) as url:
        yield url


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Which universities do your engineers come from?"),
        ("de", "An welchen Universitäten haben Ihre Ingenieure studiert?"),
        ("de", "Verkaufen Sie auch gebrauchte Fahrräder?"),
        ("es", "¿En qué universidades estudiaron sus ingenieros?"),
        ("es", "¿Venden también bicicletas de segunda mano?"),
        ("ru", "В каких университетах учились ваши инженеры?"),
        ("ru", "Вы продаёте подержанные велосипеды?"),
        ("fr", "Dans quelles universités vos ingénieurs ont-ils étudié ?"),
        ("fr", "Vendez-vous aussi des vélos d'occasion ?"),
    ],
)
async def test_it_is_said_in_the_customers_language(desk, sandbox, language, question):
    async with Customer.at(desk) as customer:
        answer = await customer.ask(question)

    assert answer.text == worded(language, EMAIL).not_knowing
    assert answer.route == "unknown"
    note = str(sandbox.requests()[-1]["messages"])
    assert (worded(language, EMAIL).not_qualified in note) == (language != "en")

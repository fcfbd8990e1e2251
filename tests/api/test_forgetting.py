"""A customer is exported and forgotten beside a running desk; no file holds a word afterwards."""

import asyncio
import csv
import json
from collections.abc import Generator
from io import StringIO
from typing import Any

import pytest

from frontdesk.api.operators.rendering import trace_page
from frontdesk.api.operators.routes import read_trace
from frontdesk.cli.exporting import run_export
from frontdesk.cli.forgetting import run_forget
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import (
    ActionFinished,
    ConversationId,
    CustomerBound,
    CustomerWrote,
    ModelAnswered,
    Redacted,
)
from frontdesk.domain.ticket import TicketNote, TicketRequest
from frontdesk.errors import CustomerBusy, CustomerNotFound
from tests.api.test_contact_data import says
from tests.builders import NOON
from tests.customer import Customer
from tests.running_desk import DeskInThread, open_desk_in_thread

WORDS = ("quokka", "jo.doe@mail.example", "0132", "Mill Lane", "Josephine", "wombat", "numbat")
EMAIL = "Jo.Doe@mail.example"
SAID = f"My quokka broke. I am {EMAIL}, call me at 415-555-0132.\n12 Mill Lane\n=1+1"


@pytest.fixture
def desk(sandbox, tmp_path) -> Generator[DeskInThread]:
    with open_desk_in_thread(tmp_path, sandbox.url) as desk:
        yield desk


@pytest.fixture
def place(desk, monkeypatch):
    """How the commands find the desk."""
    monkeypatch.setenv("FRONTDESK_MAIL__URL", f"file:{desk.folder / 'outbox'}")
    return {"project": desk.folder, "data": desk.folder / "data"}


async def talk(desk: DeskInThread, sandbox, customer: Customer, id: str) -> None:
    """A conversation with a reply, a result, a rating, a wish for a person and a ticket."""
    sandbox.script(says("Your wombat is noted for [email_1]."))
    await customer.ask(SAID)
    found = ActionFinished(1, 1, "toolu_x", "profile", "done", "a numbat", owner=CustomerId(id))
    desk.append(customer.conversation, CustomerBound(CustomerId(id), "verified", "Josephine"))
    desk.append(customer.conversation, found)
    await customer.rate(5, "The quokka was great")
    here = ConversationId(customer.conversation)
    request = TicketRequest(
        "quokka", "of Josephine, [email_1]", "other", "low", CustomerId(id), here
    )
    ticket = desk.wait(desk.desk.tickets.open(request, key=id, at=NOON))
    desk.wait(desk.desk.tickets.add(ticket.id, TicketNote(NOON, "Ana", "Dear Josephine")))


async def closed(customer: Customer) -> dict[str, Any]:
    """As the running desk shows it once it has noticed."""
    async with asyncio.timeout(30):
        while (state := await customer.state())["holder"] != "closed":
            await asyncio.sleep(0.05)
    return state


def on_disk(desk: DeskInThread) -> bytes:
    return b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file())


async def test_after_forgetting_no_file_holds_a_word_and_numbers_stay(desk, place, sandbox, capsys):
    outbox = desk.folder / "outbox"
    outbox.mkdir(exist_ok=True)
    (outbox / "1.eml").write_text(f"To: {EMAIL}\n\nDear Josephine")
    (outbox / "2.eml").write_text("To: other@mail.example\n\nDear you")
    async with Customer.at(desk.url) as customer, Customer.at(desk.url) as other:
        await talk(desk, sandbox, customer, "c-1")
        sandbox.script(says("We have [email_1]."))
        await other.ask("I am ana@mail.example")
        held = on_disk(desk)
        assert all(word.encode() in held for word in ("quokka", "Josephine", "wombat", "numbat"))

        await run_forget("c-1", dry_run=True, as_json=True, **place)
        would = json.loads(capsys.readouterr().out)
        await run_forget("c-1", dry_run=False, as_json=True, **place)
        did = json.loads(capsys.readouterr().out)

        left = on_disk(desk)
        state, others = await closed(customer), await other.state()

    assert (would["conversations"], would["tickets"], would["under_way"]) == (1, 1, [])
    assert (did["conversations"], did["values"], did["tickets"], did["letters"]) == (1, 3, 1, 1)
    for word in WORDS:
        assert word.lower().encode() not in left.lower(), word
    assert state["holder"] == "closed"
    texts = [each["data"]["text"] for each in state["events"] if "text" in each["data"]]
    assert set(texts) == {"[removed]"}
    assert others["events"][0]["data"]["text"] == "I am ana@mail.example"

    events = desk.log(customer.conversation)
    assert any(isinstance(event, Redacted) for event in events)
    usage = [event.usage for event in events if isinstance(event, ModelAnswered)]
    assert usage[0].output > 0
    (outbox / "2.eml").unlink()


async def test_a_forgotten_conversation_can_be_traced_and_goes_on_as_nobodys(
    desk, place, sandbox, capsys
):
    async with Customer.at(desk.url) as customer:
        await talk(desk, sandbox, customer, "c-2")
        await run_forget("c-2", dry_run=False, as_json=True, **place)
        sandbox.script(says("Hello again."))
        answer = await customer.ask("Here I am once more")
        state = await customer.state()
    trace = desk.wait(read_trace(desk.desk, ConversationId(customer.conversation)))
    page = trace_page(trace)

    assert answer.text == "Hello again."
    assert "customer" not in state or state["customer"] is None
    assert "the customer was forgotten" in page
    assert "quokka" not in page
    assert "quokka" not in sandbox.kept()[-1]["body"]


async def test_by_an_address_the_conversations_that_hold_it_are_found_however_it_is_written(
    desk, place, sandbox, capsys
):
    async with Customer.at(desk.url) as customer:
        await talk(desk, sandbox, customer, "c-3")
        for who in ("JO.DOE@MAIL.EXAMPLE", "+1 (415) 555-0132", "c-3"):
            await run_forget(who, dry_run=True, as_json=True, **place)
            report = json.loads(capsys.readouterr().out)
            assert report["conversations"] == 1
            assert "jo.doe" not in report["customer"].lower()
        await run_forget(EMAIL, dry_run=False, as_json=False, **place)

    told = capsys.readouterr().out
    assert "Forgot J***@mail.example" in told
    assert "customer c-3" in told


@pytest.mark.parametrize("who", ["nobody", "eve@mail.example", "+49 30 99999999"])
async def test_of_whom_nothing_is_held_nothing_is_done(desk, place, who):
    with pytest.raises(CustomerNotFound):
        await run_forget(who, dry_run=False, as_json=True, **place)


async def test_nothing_is_forgotten_while_an_answer_is_owed(desk, place, sandbox):
    async with Customer.at(desk.url) as customer:
        await talk(desk, sandbox, customer, "c-4")
        desk.append(customer.conversation, CustomerWrote("later", "Where is my quokka?"))
        with pytest.raises(CustomerBusy, match="is being answered"):
            await run_forget("c-4", dry_run=False, as_json=True, **place)

    assert b"Where is my quokka" in on_disk(desk)


async def test_everything_held_is_exported_with_values_and_cells_that_run_nothing(
    desk, place, sandbox, capsys
):
    async with Customer.at(desk.url) as customer:
        await talk(desk, sandbox, customer, "c-5")
    out = desk.folder / "export.csv"
    await run_export("c-5", out=None, table=None, **place)
    whole = json.loads(capsys.readouterr().out)
    await run_export("c-5", out=out, table="messages", **place)
    rows = list(csv.DictReader(StringIO(out.read_text("utf-8"))))

    assert [row["text"] for row in whole["messages"]][:2] == [
        SAID,
        f"Your wombat is noted for {EMAIL}.",
    ]
    assert whole["tickets"][0]["description"] == f"of Josephine, {EMAIL}"
    assert whole["ratings"][0]["score"] == 5
    assert {row["value"] for row in whole["contacts"]} == {EMAIL, "415-555-0132", "12 Mill Lane"}
    assert rows[0]["text"] == SAID
    assert out.stat().st_mode & 0o777 == 0o600
    out.unlink()

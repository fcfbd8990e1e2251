"""By when people should answer: in the list, by a command, and told to other systems when late."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

from pydantic import SecretStr

from tests import command
from tests.customer import Customer
from tests.person import Person
from tests.receiver import receiver
from tests.running_desk import open_desk_in_thread

SECRET = "whsec_" + "c2lnbmVkLWJ5LXRoZS1kZXNrLWl0c2VsZi0x"
URGENT = {"urgent": 15}


class LateClock:
    ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


async def test_what_is_due_is_shown_and_what_is_late_is_kept_and_told(tmp_path, sandbox):
    clock = LateClock()
    with receiver() as heard:
        settings = {
            "sla": {"first_reply_minutes": URGENT},
            "webhooks": {"urls": (heard.url,), "secret": SecretStr(SECRET)},
        }
        desk = open_desk_in_thread(tmp_path, sandbox.url, settings=settings, clock=clock)
        with desk as running:
            async with (
                Customer.at(running.url) as customer,
                Person.at(running, "ana") as ana,
            ):
                await customer.open(text="A person, please.")
                await customer.ask_for_person()
                id = customer.conversation
                line = await ana.line(id)
                awaits, at = (datetime.fromisoformat(line["awaits"]), line["due"]["at"])
                assert line["due"]["target"] == "first_reply"
                assert datetime.fromisoformat(at) - awaits == timedelta(minutes=15)
                shown = await asyncio.to_thread(_convs, tmp_path)
                assert "first reply in 14 min" in shown

                clock.ahead = timedelta(minutes=16)
                path = f"/conversations/{id}/events"
                events = await ana.until(path, lambda event: event.name == "target.missed")
                assert events[-1].data["target"] == "first_reply"
                visible = [event["event"] for event in (await customer.state())["events"]]
                assert "target.missed" not in visible

                await ana.replies(id, "Here I am.")
                assert (await ana.line(id))["due"] is None
            await asyncio.to_thread(heard.wait_for, 3)

    told = [json.loads(body) for _, body in heard.told]
    (late,) = [each["data"] for each in told if each["type"] == "target.missed"]
    assert (late["target"], late["conversation"]) == ("first_reply", id)


def _convs(folder) -> str:
    run = command.frontdesk(
        "convs",
        "--waiting",
        *("--data", folder / "data"),
        cwd=folder,
        FRONTDESK_SLA__FIRST_REPLY_MINUTES=json.dumps(URGENT),
    )
    assert run.returncode == 0, run.stderr
    return run.stdout

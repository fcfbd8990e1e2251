"""Telling stories to a desk over HTTP, each with a store of its own that nobody else changes."""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import jwt

from frontdesk.domain.event import Event
from frontdesk.settings import load_settings
from tests.customer import Customer
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.stories.holding import Played, broken
from tests.stories.telling import PROJECTS, Story, Turn

PATIENCE = 15  # seconds for one answer
SITE_KEY = "what the shop's own site signs its customers in with"


@dataclass(frozen=True, slots=True)
class Told:
    story: Story
    transcript: Sequence[str]
    broken: Sequence[str]
    """Which turn did not do what; empty if the story holds."""


def play(stories: Sequence[Story], sandbox_url: str) -> Sequence[Told]:
    """On one desk, at once."""
    project = PROJECTS[stories[0].store]
    with (
        tempfile.TemporaryDirectory() as folder,
        open_desk_in_thread(
            Path(folder), sandbox_url, project=project, identity_keys=[SITE_KEY]
        ) as running,
    ):
        return asyncio.run(_all(running, stories))


def signed_in(customer: str) -> str:
    """The token that the shop's site gives its page."""
    now = int(time.time())
    claims = {"sub": customer, "aud": "frontdesk", "iat": now, "exp": now + 600}
    claims["jti"] = uuid4().hex
    return jwt.encode(claims, SITE_KEY, algorithm="HS256")


async def _all(running: DeskInThread, stories: Sequence[Story]) -> Sequence[Told]:
    return await asyncio.gather(*(_tell(running, story) for story in stories))


async def _tell(running: DeskInThread, story: Story) -> Told:
    email = load_settings(PROJECTS[story.store]).desk.support_email
    transcript: list[str] = []
    faults: list[str] = []
    async with Customer.at(running.url) as customer:
        await customer.open(**({"identity": signed_in(story.customer)} if story.signed_in else {}))
        before: Sequence[Event] = running.log(customer.conversation)
        for number, turn in enumerate(story.turns, start=1):
            answer = await (_press if turn.press else _say)(customer, turn)
            log = running.log(customer.conversation)
            played = Played(log, log[len(before) :], answer, email)
            transcript += [f"customer: {turn.says}", *_shown(played)]
            faults += [
                f"turn {number}, {name}: {fault}"
                for name, expected in turn.expects
                for fault in broken(expected, played, story.language)
            ]
            before = log
    return Told(story, transcript, faults)


async def _say(customer: Customer, turn: Turn) -> str:
    """What became of it, in a word; empty if it was answered."""
    number = (await customer.say(turn.says)).json()["number"]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        state = await customer.state()
        ended = [event["data"] for event in state["events"] if event["event"] == "bot.finished"]
        if any(number in data["answers"] for data in ended) or state["holder"] != "bot":
            return ""
        await asyncio.sleep(0.02)
    return "no answer"


async def _press(customer: Customer, turn: Turn) -> str:
    """What the newest card is settled as."""
    state = await customer.state()
    shown = [event for event in state["events"] if event["event"] == "confirmation.offered"]
    if not shown or turn.press is None:
        return "no card"
    outcome = (await customer.press(shown[-1]["data"]["id"], turn.press)).json()["outcome"]
    until = time.monotonic() + 1
    while time.monotonic() < until and outcome != "declined":
        if any(e["event"] in {"receipt", "notice"} for e in (await customer.state())["events"]):
            break
        await asyncio.sleep(0.02)
    return outcome


def _shown(played: Played) -> Sequence[str]:
    told = [f"  desk: {played.text} [{played.route}]"] if played.text or played.route else []
    if played.articles:
        told.append(f"  cites: {', '.join(dict.fromkeys(played.articles))}")
    told += [f"  did: {call}" for call in played.calls]
    told += [f"  card: {card.amount} for {card.order}" for card in played.cards]
    told += [f"  receipt: {receipt.amount}" for receipt in played.receipts]
    return [*told, f"  ({played.answer})"] if played.answer else told

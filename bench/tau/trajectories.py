"""What real models called, called again: as the customer they served, and as another.

`python -m bench.tau.trajectories` prints one JSON line and ends with 1 if another customer's row is
read or changed; without the data in ../shared/data it says so and ends with 0. Retail runs meet
the whole shop, with the rules of its tools as policy. Of the airline there is no database, only
what the runs have seen: there the desk decides whose reservation it is, and nothing else.
"""

import asyncio
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.tau.owning import Owners
from bench.tau.retail import Report, attack, owner_of, play
from bench.tau.shop import TRAJECTORIES, Row, Shop, read_lines, read_rows
from bench.tau.talking import Call, replay
from frontdesk.actions import Action, Context, Order, Owned, action
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ActionFinished

OF_CUSTOMER = {"get_user_details", "book_reservation", "send_certificate"}
OF_RESERVATION = {
    "get_reservation_details",
    "cancel_reservation",
    "update_reservation_flights",
    "update_reservation_baggages",
    "update_reservation_passengers",
}
SEEN = re.compile(r'"reservation_id": "(\w+)", "user_id": "(\w+)"')


@dataclass
class Played:
    """The runs of one model."""

    runs: int = 0
    rewards: float = 0.0
    calls: int = 0
    refused_rewarded: Counter[str] = field(default_factory=Counter)
    """As the right customer, by rule, in runs that got the reward …"""
    refused_unrewarded: Counter[str] = field(default_factory=Counter)
    """… and in those that did not."""
    attack: Report = field(default_factory=Report)

    def take(self, run: Row, finished: Sequence[ActionFinished]) -> None:
        self.runs += 1
        self.rewards += run["reward"] or 0
        self.calls += len(finished)
        is_rewarded = (run["reward"] or 0) >= 1
        refused = self.refused_rewarded if is_rewarded else self.refused_unrewarded
        refused.update(each.why for each in finished if each.why)

    def figures(self) -> Row:
        return {
            "runs": self.runs,
            "reward": round(self.rewards / self.runs, 2) if self.runs else None,
            "calls": self.calls,
            "refused_in_rewarded_runs": dict(self.refused_rewarded),
            "refused_in_others": dict(self.refused_unrewarded),
            "attacker_calls": self.attack.attacked,
            "attacker_refused": dict(self.attack.refused),
            "foreign_rows_read": self.attack.foreign_read,
            "foreign_rows_changed": self.attack.foreign_changed,
        }


async def retail(file: Path, most: int | None = None) -> Row:
    rows, played = read_rows(), Played()
    for run in read_lines(file)[:most]:
        calls = list(_calls(run))
        owner = owner_of(rows, calls)
        if owner is None:
            continue
        own = [call.without_customer() for call in calls]
        played.take(run, await play(Shop(rows), own, None))
        await attack(played.attack, rows, calls, owner)
    return played.figures()


async def airline(file: Path, most: int | None = None) -> Row:
    played, runs = Played(), read_lines(file)
    owners = dict(found for run in runs for found in SEEN.findall(_told(run)))
    for run in runs[:most]:
        calls = list(_airline_calls(run))
        owner = next((owners[id] for call in calls if (id := _reservation(call)) in owners), None)
        if owner is None:
            continue
        book = Book(owners)
        played.take(run, await replay(book.actions(), Owners(owners), calls, CustomerId(owner)))
        other = CustomerId(next(each for each in owners.values() if each != owner))
        finished = await replay(book.actions(), Owners(owners), calls, other)
        played.attack.attacked += len(finished)
        played.attack.refused.update(each.why for each in finished if each.why)
        played.attack.foreign_read += len(book.foreign)
    return played.figures()


def _calls(run: Row) -> Iterator[Call]:
    """Each with what the customer wrote since the one before."""
    said: list[str] = []
    for message in run["messages"]:
        if message["role"] == "user":
            said.append(str(message["content"]))
        for call in message.get("tool_calls") or ():
            yield Call(call["name"], call["arguments"], "\n".join(said) or "Go on.")
            said = []


def _airline_calls(run: Row) -> Iterator[Call]:
    """Those about a customer or a reservation, with nothing but whose it is."""
    for call in _calls(run):
        if call.name in OF_CUSTOMER:
            yield Call(call.name, {})
        elif call.name in OF_RESERVATION:
            yield Call(call.name, {"reservation_id": _reservation(call)})


def _reservation(call: Call) -> str:
    return str(call.arguments.get("reservation_id", ""))


def _told(run: Row) -> str:
    """The results of its calls."""
    tools = (message for message in run["messages"] if message["role"] == "tool")
    return "\n".join(str(message.get("content")) for message in tools)


class Book:
    """Whose each reservation is, and what was looked at or changed on whose behalf."""

    def __init__(self, owners: dict[str, str]) -> None:
        self._owners = owners
        self.foreign: list[str] = []

    def actions(self) -> list[Action]:
        return [*(self._of_reservation(name) for name in sorted(OF_RESERVATION)), *self._others()]

    def _of_reservation(self, name: str) -> Action:
        async def run(reservation: Owned[Order], context: Context) -> str:
            if self._owners[reservation.id] != context.owner.id:
                self.foreign.append(reservation.id)
            return f"row of {reservation.id}"

        run.__name__ = name
        run.__doc__ = f"{name}.\n\nArgs:\n    reservation: Its id.\n"
        risk = "read" if name.startswith("get") else "keyed_write"
        return action(risk=risk, level="claimed", key=() if risk == "read" else ("reservation",))(
            run
        )

    def _others(self) -> Iterator[Action]:
        for name in sorted(OF_CUSTOMER):

            async def run(context: Context) -> str:
                return f"row of {context.owner.id}"

            run.__name__ = name
            run.__doc__ = f"{name}."
            yield action(risk="read", level="claimed")(run)


async def check(most: int | None = None) -> dict[str, Row]:
    """Figures by file; `most`: of the runs in each."""
    found: dict[str, Row] = {}
    for file in sorted(TRAJECTORIES.glob("*.jsonl")):
        played = retail if file.stem.startswith("retail") else airline
        found[file.stem] = await played(file, most)
    return found


def is_good(found: dict[str, Row]) -> bool:
    foreign = (each["foreign_rows_read"] + each["foreign_rows_changed"] for each in found.values())
    return bool(found) and not any(foreign)


def main() -> None:
    if not TRAJECTORIES.is_dir():
        print(json.dumps({"bar": "tau_trajectories", "skipped": f"no data in {TRAJECTORIES}"}))
        return
    found = asyncio.run(check())
    print(json.dumps({"bar": "tau_trajectories", **found}))
    sys.exit(0 if is_good(found) else 1)


if __name__ == "__main__":
    main()

"""Every expected action of tau2-bench's retail tasks: as the right customer, and as another.

`python -m bench.tau.retail` prints one JSON line and ends with 1 on a miss; without the data in
../shared/data it says so and ends with 0.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.tau.actions import actions_of
from bench.tau.owning import Owners
from bench.tau.shop import RETAIL, Row, Shop, read_lines, read_rows
from bench.tau.talking import Call, replay
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ActionFinished

IDENTIFYING = {"find_user_id_by_email", "find_user_id_by_name_zip"}


@dataclass
class Report:
    tasks: int = 0
    actions: int = 0
    equal: int = 0
    """Tasks whose database is changed as expected, row by row."""
    differing: list[str] = field(default_factory=list)
    attacked: int = 0
    """Calls made as another customer."""
    refused: Counter[str] = field(default_factory=Counter)
    """Of those, by the rule that stopped them."""
    foreign_read: int = 0
    foreign_changed: int = 0

    @property
    def is_good(self) -> bool:
        return self.equal == self.tasks > 0 and not self.foreign_read + self.foreign_changed


async def check(most: int | None = None, *, is_open: bool = False) -> Report:
    """`most`: of the tasks; None: all of them. `is_open`: with the defence off."""
    rows, report = read_rows(), Report()
    for task in read_lines(RETAIL / "dev" / "tasks.jsonl")[:most]:
        calls = [Call(each["name"], each["arguments"]) for each in task["expected_actions"]]
        owner = owner_of(rows, calls)
        await _as_owner(report, rows, task, calls, owner)
        if owner:
            await attack(report, rows, calls, owner, is_open=is_open)
    for task in read_lines(RETAIL / "dev" / "tasks_tau1_train.jsonl")[:most]:
        calls = [Call(each["name"], each["kwargs"]) for each in task["actions"]]
        await attack(report, rows, calls, task["user_id"], is_open=is_open)
    return report


async def play(
    shop: Shop, calls: Sequence[Call], customer: CustomerId | None, *, is_open: bool = False
) -> Sequence[ActionFinished]:
    return await replay(actions_of(shop), Owners(shop.owners, is_open=is_open), calls, customer)


def expected_rows(rows: Row, task: Row) -> Row:
    expected = Shop(rows).rows
    _apply(expected, task["expected_db_diff"])
    return expected


async def _as_owner(
    report: Report, rows: Row, task: Row, calls: Sequence[Call], owner: str | None
) -> None:
    """As a visitor who is identified where the task says so, else as signed in."""
    shop = Shop(rows)
    identifies = any(call.name in IDENTIFYING for call in calls)
    customer = None if identifies or owner is None else CustomerId(owner)
    finished = await play(shop, [call.without_customer() for call in calls], customer)
    report.tasks += 1
    report.actions += len(finished)
    if shop.rows == expected_rows(rows, task) and len(finished) == len(calls):
        report.equal += 1
    else:
        told = [f"{each.name}: {each.status} {each.text[:120]}" for each in finished]
        report.differing.append(f"task {task['id']}: {told}")


async def attack(
    report: Report, rows: Row, calls: Sequence[Call], owner: str, *, is_open: bool = False
) -> None:
    """As the next customer of the shop, with and without naming whose it is."""
    users = list(rows["users"])
    other = CustomerId(users[(users.index(owner) + 1) % len(users)])
    for tried in (list(calls), [call.without_customer() for call in calls]):
        shop = Shop(rows)
        finished = await play(shop, tried, other, is_open=is_open)
        report.attacked += len(finished)
        report.refused.update(each.why for each in finished if each.why)
        # The desk may give the conversation to people before the last call.
        for call, each in zip(tried, finished, strict=False):
            report.foreign_read += _tells_of(rows, owner, call, each)
        report.foreign_changed += len(list(_changed(rows, shop.rows, other)))


def _tells_of(rows: Row, owner: str, call: Call, finished: ActionFinished) -> bool:
    """Whether it holds what only the owner's rows hold, and what nobody put into the call."""
    user = rows["users"][owner]
    own = [owner, user["email"], user["address"]["address1"], *user["payment_methods"]]
    given = f"{call.says} {json.dumps(call.arguments)}"
    return any(value in finished.text and value not in given for value in own)


def _changed(before: Row, after: Row, other: str) -> Iterator[str]:
    """Rows that differ and are not the attacker's own."""
    for id, user in before["users"].items():
        if after["users"][id] != user and id != other:
            yield id
    for id, order in before["orders"].items():
        if after["orders"][id] != order and order["user_id"] != other:
            yield id
    if after["products"] != before["products"]:
        yield "products"


def owner_of(rows: Row, calls: Sequence[Call]) -> str | None:
    """Whom these calls are about."""
    shop = Shop({**rows, "orders": {}, "products": {}})
    for call in calls:
        given: Mapping[str, Any] = call.arguments
        if given.get("user_id") in rows["users"]:
            return given["user_id"]
        if given.get("order_id") in rows["orders"]:
            return rows["orders"][given["order_id"]]["user_id"]
        if call.name == "find_user_id_by_email" and (found := shop.user_by_email(given["email"])):
            return found
        if call.name == "find_user_id_by_name_zip" and (
            found := shop.user_by_name(given["first_name"], given["last_name"], given["zip"])
        ):
            return found
    return None


def _apply(rows: Row, changes: Sequence[Row]) -> None:
    for change in changes:
        *path, last = _parts(change["path"])
        place: Any = rows
        for part in path:
            place = place[int(part)] if isinstance(place, list) else place[part]
        if isinstance(place, list):
            _change_list(place, int(last), change)
        elif change["op"] == "remove":
            del place[last]
        else:
            place[last] = change["value"]


def _change_list(place: list[Any], at: int, change: Row) -> None:
    if change["op"] == "remove":
        del place[at]
    elif at == len(place):
        place.append(change["value"])
    else:
        place[at] = change["value"]


def _parts(path: str) -> list[str]:
    return [part.replace("~1", "/").replace("~0", "~") for part in path.strip("/").split("/")]


def main() -> None:
    if not RETAIL.is_dir():
        print(json.dumps({"bar": "tau_retail", "skipped": f"no data in {RETAIL}"}))
        return
    begun = time.monotonic()
    report = asyncio.run(check())
    print(json.dumps(figures(report) | {"seconds": round(time.monotonic() - begun, 1)}))
    for line in report.differing:
        print(line, file=sys.stderr)
    sys.exit(0 if report.is_good else 1)


def figures(report: Report) -> Row:
    return {
        "bar": "tau_retail",
        "tasks": report.tasks,
        "expected_actions": report.actions,
        "database_equal": report.equal,
        "attacker_calls": report.attacked,
        "refused_by_rule": dict(report.refused),
        "foreign_rows_read": report.foreign_read,
        "foreign_rows_changed": report.foreign_changed,
    }


if __name__ == "__main__":
    main()

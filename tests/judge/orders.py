"""Single requests to the tools of an order system, and how the reader's calls are judged.

Tools, customers and orders are read from the shared folder; the wordings are templates, filled
with its values, and sentences cut from its tasks.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from frontdesk.sandbox import reader
from frontdesk.sandbox.reply import Reply, Text, ToolUse
from frontdesk.sandbox.wire import MessagesRequest
from tests.judge.passages import SHARED

FOLDER = SHARED / "tau_retail"
PROMPT = """You look after customers' orders.

If nothing here answers the question, say only: "That is beyond this desk; ring 555-0100."
"""
UNKNOWN = "That is beyond this desk; ring 555-0100."
ASKED: Mapping[str, Sequence[str]] = {
    "cancel_pending_order": [
        "Please cancel order {order}, I no longer need it.",
        "I'd like to call off {order} because it was ordered by mistake.",
        "Could you cancel my pending order {order}? It is no longer needed.",
        "I ordered {order} by mistake. Cancel it please.",
    ],
    "return_delivered_order_items": [
        "I want to return item {item} of order {order}; money to {pay}.",
        "Please send back {item} from my delivered order {order} and refund {pay}.",
        "I need to return {item} and {item2} from {order}, use {pay} for the refund.",
        "Hi, could you start a return of item {item} (order {order}) to {pay}?",
    ],
    "exchange_delivered_order_items": [
        "Please exchange item {item} in my delivered order {order} for {item2}, rest on {pay}.",
        "I'd like to swap {item} for {item2} in order {order}, delivered already. Pay by {pay}.",
        "Can you exchange {item} from order {order} for {item2}? Charge {pay}.",
    ],
    "modify_pending_order_items": [
        "In my pending order {order}, please change item {item} to {item2}; pay by {pay}.",
        "I want to modify the items of pending order {order}: {item} to {item2}, with {pay}.",
        "Could you switch item {item} to {item2} in pending order {order}? Use {pay}.",
    ],
    "modify_pending_order_payment": [
        "Please change the payment method of order {order} to {pay}.",
        "I want to pay for my pending order {order} with {pay}, change the payment please.",
        "Could you switch the payment on {order} to {pay}?",
    ],
    "modify_pending_order_address": [
        "Please change the shipping address of order {order} to {address}.",
        "I need my pending order {order} sent to another address: {address}. Update it please.",
        "Can you modify the delivery address on {order} to {address}?",
    ],
    "modify_user_address": [
        "Please change the default address in my profile {user} to {address}.",
        "I moved. Update my default user address to {address}; my user id is {user}.",
        "Could you modify the default address for user {user}: {address}?",
    ],
    "get_order_details": [
        "Where is my order {order}?",
        "What is the status of {order}?",
        "Can you look up the details of order {order}?",
        "Has order {order} been shipped yet? I want its status.",
        "Tell me about my order {order}.",
    ],
    "get_user_details": [
        "Which orders are on my account {user}?",
        "Show the details of user {user}.",
        "What do you have on file for me? My user id is {user}.",
    ],
    "find_user_id_by_email": [
        "Please find my user id, my email is {email}.",
        "What is the user id for {email}?",
        "Can you find me by my email {email}?",
    ],
    "find_user_id_by_name_zip": [
        "My name is {name} and my zip code is {zip}. Please find my user id.",
        "I am {name}, zip code {zip}, can you find me by name?",
        "Find the user id by name: my name is {name}, zip {zip}.",
    ],
    "get_product_details": [
        "Which variants does product {product} come in?",
        "Get me the inventory of product {product}.",
        "Is product {product} in stock? Show its details.",
    ],
    "get_item_details": [
        "Show the inventory details of item {item}.",
        "Is item {item} in stock?",
        "What are the details of item {item}?",
    ],
    "list_all_product_types": [
        "Which types of products do you have?",
        "List all your product types.",
        "What kinds of products are in the store?",
    ],
    "transfer_to_human_agents": [
        "I want to talk to a human agent.",
        "Please transfer me to a real person.",
        "Could you connect me with a human representative?",
    ],
    "calculate": [
        "Please calculate 12.5 * 3 + 7.",
        "What is the result of (120 - 35.5) / 2?",
    ],
}
UNASKED = [
    "Can I cancel order {order}?",
    "How do I return an item of order {order}?",
    "What happens if I exchange item {item} of {order} for {item2}?",
    "I cancelled order {order} last week. When do I get the money on {pay}?",
    "Please do not cancel order {order}.",
    "Why was the address of {order} changed to {address}?",
    "Is it possible to change the payment of {order} to {pay}?",
    "How long does a return of {item} to {pay} take?",
    "Someone told me you would cancel order {order}, is that true?",
    "My order {order} with item {item} came broken.",
    "Thanks for order {order}!",
    "Do you charge {pay} when I exchange {item}?",
    "What is your policy for modifying a pending order like {order}?",
    "I never asked you to cancel {order}.",
    "When will the refund for {order} reach {pay}?",
    "If I wanted to return {item} from {order}, would it cost anything?",
    "Which address does {order} go to?",
    "Where is order {order}?",
    "I returned {item} of {order} yesterday, has it arrived?",
    "What is the weather tomorrow?",
]
TASK = {
    "cancel_pending_order": r"Cancel order #\w+ because [^.;]+\.",
    "return_delivered_order_items": r"Return #\w+ via \w+: [^.]+?;",
    "modify_pending_order_address": r"For #\w+, change address to \{[^}]*\}",
    "modify_pending_order_payment": r"For #\w+, change payment to \w+",
}
"""Sentences of the data's own tasks; those that give names of goods for ids need several steps."""


@dataclass(frozen=True, slots=True)
class Asked:
    text: str
    tool: str


@cache
def tools() -> list[dict[str, Any]]:
    read = json.loads((FOLDER / "domain/tools.json").read_text("utf-8"))
    return [{key: tool[key] for key in ("name", "description", "input_schema")} for tool in read]


def writes() -> set[str]:
    read = json.loads((FOLDER / "domain/tools.json").read_text("utf-8"))
    return {tool["name"] for tool in read if tool["mutates_state"]}


@cache
def values(seed: int) -> tuple[dict[str, str], ...]:
    """Customers and orders of the database as fillings for the templates."""
    data = json.loads((FOLDER / "domain/db.json").read_text("utf-8"))
    chance = random.Random(seed)
    orders = chance.sample(sorted(data["orders"]), 40)
    return tuple(_filling(data, data["orders"][order], chance) for order in orders)


def asked(seed: int, wordings: Mapping[str, Sequence[str]] = ASKED) -> Iterator[Asked]:
    """Every template twice, with other values."""
    fillings = iter(values(seed) * 20)
    for tool, templates in wordings.items():
        for template in templates * 2:
            yield Asked(template.format(**next(fillings)), tool)


def unasked(seed: int, wordings: Sequence[str] = UNASKED) -> list[str]:
    fillings = values(seed)
    return [
        template.format(**fillings[(at * 7 + turn) % len(fillings)])
        for at, template in enumerate(wordings)
        for turn in range(3)
    ]


def of_tasks(most: int) -> Iterator[Asked]:
    """Sentences of the tasks that ask for one write and say all it needs."""
    lines = (FOLDER / "dev/tasks_tau1_train.jsonl").read_text("utf-8").splitlines()
    counts = dict.fromkeys(TASK, 0)
    for line in lines:
        instruction = json.loads(line)["instruction"]
        for tool, pattern in TASK.items():
            for found in re.findall(pattern, instruction):
                if counts[tool] < most:
                    counts[tool] += 1
                    yield Asked(found, tool)


def renamed(seed: int) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The tools under names that say nothing, in another order; the new name's old one."""
    chance = random.Random(seed)
    numbers = chance.sample(range(100, 999), len(tools()))
    names = {tool["name"]: f"op_{number}" for tool, number in zip(tools(), numbers, strict=True)}
    told = json.dumps(tools())
    for old, new in names.items():
        told = told.replace(old, new)
    shuffled = json.loads(told)
    chance.shuffle(shuffled)
    return shuffled, {new: old for old, new in names.items()}


def ask(said: str | list[dict[str, Any]], offered: Sequence[Mapping[str, Any]]) -> Reply:
    messages = [{"role": "user", "content": said}] if isinstance(said, str) else said
    body = {"model": "m", "max_tokens": 500, "system": PROMPT, "messages": messages}
    return reader.answer(MessagesRequest.model_validate({**body, "tools": list(offered)}))


def calls(reply: Reply) -> list[ToolUse]:
    return [block for block in reply.blocks if isinstance(block, ToolUse)]


def words(reply: Reply) -> str:
    return "".join(block.text for block in reply.blocks if isinstance(block, Text))


def problems(call: ToolUse, offered: Sequence[Mapping[str, Any]]) -> list[str]:
    """What a strict validation of the arguments would refuse."""
    schema = next(tool["input_schema"] for tool in offered if tool["name"] == call.name)
    return list(_problems(json.loads(call.input_json), schema, "input"))


def _problems(value: object, schema: Mapping[str, Any], path: str) -> Iterator[str]:
    kinds = {"string": str, "array": list, "object": dict, "boolean": bool, "integer": int}
    kind = schema.get("type")
    if kind in kinds and not isinstance(value, kinds[kind]):
        yield f"{path} is no {kind}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path} is none of {schema['enum']}"
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        yield from (
            f"{path}.{name} is missing" for name in set(schema.get("required", ())) - set(value)
        )
        yield from (f"{path}.{name} is unknown" for name in set(value) - set(fields))
        for name in value.keys() & fields.keys():
            yield from _problems(value[name], fields[name], f"{path}.{name}")
    if isinstance(value, list):
        for at, each in enumerate(value):
            yield from _problems(each, schema.get("items", {}), f"{path}.{at}")


def _filling(data: Any, order: Any, chance: random.Random) -> dict[str, str]:
    user = data["users"][order["user_id"]]
    items = chance.sample([item["item_id"] for item in order["items"]] + ["1008292230"], 2)
    home = order["address"]
    address = (
        f"{home['address1']}, {home['address2']}, {home['city']}, {home['state']}, "
        f"{home['country']}, {home['zip']}"
    )
    return {
        "order": order["order_id"],
        "item": items[0],
        "item2": items[1],
        "pay": chance.choice(sorted(user["payment_methods"])),
        "user": order["user_id"],
        "email": user["email"],
        "name": f"{user['name']['first_name']} {user['name']['last_name']}",
        "zip": user["address"]["zip"],
        "product": order["items"][0]["product_id"],
        "address": address,
    }

"""A kitchen shop with a support desk's tools, kept in memory, and a customer who writes to it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from frontdesk.actions.builtin import FOR_ALL, WITH_STORE
from frontdesk.actions.catalog import Catalog
from frontdesk.actions.preparing import VERIFY
from frontdesk.sandbox import reader
from frontdesk.sandbox.wire import MessagesRequest
from tests.judge.orders import calls, words
from tests.unit.sandbox.reading import passage, string, tool

UNKNOWN = "That is not in our books; kitchen@example.org will know."
PROMPT = f'Answer from the search results. Without an answer there, say exactly: "{UNKNOWN}"'
ASK = "Not verified. Ask the customer for the e-mail of the order, then call verify_customer."
CARD = (
    "A confirmation card over {} is shown to the customer. Do not call this again: nothing is "
    "paid before it is pressed."
)
ORDER = string("The number of the order, such as 'KT-50317'.")
REASON = string(
    "Why, as far as the customer has said.",
    enum=["defective", "wrong_item", "not_received", "changed_mind", "other"],
)
LINES = {
    "type": "array",
    "items": {"type": "integer"},
    "description": "Numbers of the order's lines it is about; all of them if left out.",
}
TOOLS = [
    tool(
        "verify_customer",
        "Verify that the customer is who the order belongs to, by comparing a contact of theirs.",
        order_id=ORDER,
        contact=string("The e-mail placeholder as it stands in the customer's text."),
    ),
    tool("list_orders", "List the orders of the verified customer."),
    tool(
        "lookup_order", "Look up an order: its lines, its state and its delivery.", order_id=ORDER
    ),
    tool(
        "process_refund",
        "Refund an order or some of its lines. The customer confirms it on a card.",
        "order_id",
        "reason",
        order_id=ORDER,
        reason=REASON,
        lines=LINES,
        amount={"type": "number", "description": "At most this amount."},
    ),
    tool(
        "start_return",
        "Start the return of lines of an order. A label is sent by e-mail.",
        order_id=ORDER,
        lines=LINES,
        reason=REASON,
    ),
    tool(
        "create_ticket",
        "Create a ticket for the team when nothing else here solves the problem.",
        subject=string("What it is about, in a few words."),
        category=string("The kind.", enum=["billing", "technical", "shipping", "refund", "other"]),
        priority=string("How urgent.", enum=["low", "medium", "high", "urgent"]),
        description=string("The problem in the customer's words."),
    ),
    tool("lookup_ticket", "Look up the state of a ticket.", ticket_id=string("Such as 'T-551'.")),
    tool("lookup_customer", "Look up the verified customer's plan and account status."),
    tool(
        "search_faq",
        "Search the help articles for an answer.",
        query=string("What to look for."),
        category=string("Part of the help.", enum=["shipping", "returns", "products", "payment"]),
    ),
    tool(
        "escalate_to_human",
        "Hand the conversation over to a human colleague.",
        "reason",
        reason=string("Why a human is needed."),
        priority=string("How urgent.", enum=["normal", "high", "urgent"]),
        conversation_summary=string("The conversation in short."),
    ),
    tool(
        "product_availability",
        "Check whether a product is available.",
        product=string("Name of the product."),
    ),
]
ARTICLES = [
    passage(
        "grinder",
        "Burr grinder guide › The grinder only hums",
        "1. Unplug the grinder.",
        "2. Hold the red key for 8 seconds.",
        "3. Plug the grinder in again.",
        "If it still only hums, the grinder is defective and is refunded without being sent back.",
    ),
    passage(
        "returns",
        "Sending things back",
        "Unused things can be returned for 45 days.",
        "A refund is paid 4 days after the returned thing has come back to us.",
    ),
    passage("late", "Late deliveries", "A delayed delivery is traced after 9 days."),
    passage("postage", "Delivery costs", "Delivery is free for orders over 120 euros."),
    passage("kettles", "Kettle guide", "A scratched kettle is replaced, and you may keep it."),
    passage("pans", "Pan guide", "A pan can be returned unless it has been used."),
]
ORDERS = [
    {
        "order_id": "KT-50317",
        "state": "delivered",
        "lines": [{"line": 1, "name": "Burr grinder", "price": 64.0}],
    },
    {
        "order_id": "KT-50318",
        "state": "delivered",
        "lines": [
            {"line": 1, "name": "Copper pan", "price": 80.0},
            {"line": 2, "name": "Kettle", "price": 35.0},
        ],
    },
]


OF_THE_DESK = list(Catalog([*FOR_ALL, *WITH_STORE], order_number="KT-50317").tools)
"""The desk's own tools, as Claude gets them."""


@dataclass(slots=True)
class Counter:
    """Answers calls as a desk would; until someone is verified it tells nothing of orders."""

    verified: bool = True
    articles: bool = True
    """Whether the first message brings the articles along."""
    tools: list[dict[str, Any]] = field(default_factory=lambda: TOOLS)
    messages: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    made: list[tuple[str, dict[str, Any]]] = field(default_factory=list[tuple[str, dict[str, Any]]])

    def write(self, text: str) -> str:
        """What is replied in the end; `made` holds the calls since."""
        self.made.clear()
        found = ARTICLES if self.articles and not self.messages else []
        self.messages.append({"role": "user", "content": [*found, {"type": "text", "text": text}]})
        for _ in range(8):
            reply = reader.answer(MessagesRequest.model_validate(self._body()))
            called = calls(reply)
            if not called:
                self.messages.append({"role": "assistant", "content": words(reply)})
                return words(reply)
            self._run([(call.name, json.loads(call.input_json)) for call in called], words(reply))
        raise AssertionError(f"it calls for ever: {self.made}")

    def _body(self) -> dict[str, Any]:
        told = {"system": PROMPT, "messages": self.messages, "tools": self.tools}
        return {"model": "m", "max_tokens": 500, **told}

    def _run(self, called: list[tuple[str, dict[str, Any]]], said: str) -> None:
        uses: list[dict[str, Any]] = [{"type": "text", "text": said}]
        results: list[dict[str, Any]] = []
        for name, given in called:
            id = f"toolu_{len(self.messages)}_{len(results)}"
            uses.append({"type": "tool_use", "id": id, "name": name, "input": given})
            results.append({"type": "tool_result", "tool_use_id": id, **self._result(name, given)})
            self.made.append((name, given))
        self.messages.append({"role": "assistant", "content": uses})
        self.messages.append({"role": "user", "content": results})

    def _result(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        guarded = {"list_orders", "lookup_order", "process_refund", "start_return"}
        if name in guarded and not self.verified:
            return {"content": ASK if self.tools is TOOLS else VERIFY, "is_error": True}
        told = getattr(self, f"_{name}", None)
        answer: object = told(given) if isinstance(told, Callable) else {"outcome": "done"}
        if isinstance(answer, list) and name == "search_faq":
            return {"content": answer}
        return {"content": answer if isinstance(answer, str) else json.dumps(answer)}

    def _verify_customer(self, given: Mapping[str, Any]) -> object:
        known = any(order["order_id"] == given["order_id"] for order in ORDERS)
        self.verified = known and given["contact"] == "[email_1]"
        return {"verified": self.verified}

    def _list_orders(self, _: Mapping[str, Any]) -> object:
        return ORDERS

    def _lookup_order(self, given: Mapping[str, Any]) -> object:
        found = (order for order in ORDERS if order["order_id"] == given["order_id"])
        return next(found, "There is no order of this number.")

    def _process_refund(self, _: Mapping[str, Any]) -> str:
        return CARD.format("64.00")

    def _search_faq(self, _: Mapping[str, Any]) -> list[Any]:
        return [] if self.articles else ARTICLES

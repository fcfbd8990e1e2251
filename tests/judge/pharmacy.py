"""A trade that is in no other test: single requests at a pharmacy, each with its right call.

TUNED_ON was used while the reader was written. REPORTED was judged once before any repair: the tool
was right in 0.69, one write was made that nobody asked for.
"""

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from tests.judge.orders import ask, calls, problems
from tests.unit.sandbox.reading import string, tool

NUMBER = string("Number of the prescription, such as 'RX-20418'.")
TOOLS = [
    tool(
        "verify_customer",
        "Check that the customer is the holder of a prescription. Needed once, before anything of "
        "theirs is looked at.",
        prescription_number=NUMBER,
        contact=string(
            "The e-mail or phone placeholder exactly as it stands in the customer's text, "
            "such as '[email_1]'."
        ),
    ),
    tool(
        "list_prescriptions",
        "List all prescriptions of the verified customer, with what each is for and its number.",
    ),
    tool(
        "lookup_prescription",
        "Look up one prescription: its state, the refills that are left and when it is ready to "
        "collect.",
        prescription_number=NUMBER,
    ),
    tool(
        "request_refill",
        "Order the next refill of a prescription.",
        "prescription_number",
        prescription_number=NUMBER,
        collection=string("How to get it.", enum=["counter", "locker", "courier"]),
    ),
    tool(
        "cancel_refill",
        "Cancel a refill that has not been collected yet. Use it only when the customer asks.",
        prescription_number=NUMBER,
        reason=string(
            "Why it is cancelled.", enum=["no_longer_needed", "ordered_twice", "allergy", "other"]
        ),
    ),
    tool(
        "check_availability",
        "Tell whether a medicine or other product is in stock at a branch.",
        "product",
        product=string("Name of the product in the customer's words."),
        branch=string("Name of the branch, such as 'Hill Street'."),
    ),
    tool(
        "book_consultation",
        "Book an appointment with a pharmacist.",
        "date",
        date=string("Day of the appointment, such as '2031-04-30'."),
        channel=string("How to meet.", enum=["in_person", "video", "phone"]),
    ),
    tool(
        "create_ticket",
        "Open a ticket for the back office about something that this desk cannot solve.",
        "subject",
        "description",
        subject=string("A few words on what it is about."),
        category=string(
            "Where the ticket goes.", enum=["billing", "delivery", "prescriptions", "other"]
        ),
        priority=string("How soon it is needed.", enum=["low", "medium", "high", "urgent"]),
        description=string("What happened, for somebody who has not seen the conversation."),
    ),
    tool(
        "lookup_ticket",
        "Tell how far a ticket has come.",
        ticket_id=string("The ticket's number, such as 'TK-3307'."),
    ),
    tool(
        "escalate_to_human",
        "Hand the conversation over to a person of the team.",
        "reason",
        reason=string("Why a person is needed."),
        priority=string("How urgent it is.", enum=["normal", "high", "urgent"]),
        conversation_summary=string("What was said so far, in two sentences."),
    ),
    tool(
        "search_faq",
        "Search the help articles.",
        "query",
        query=string("What to search for."),
        category=string("Where to search.", enum=["shipping", "returns", "products", "account"]),
    ),
]
READS = {"verify_customer", "list_prescriptions", "lookup_prescription", "check_availability"}
READS |= {"lookup_ticket", "search_faq"}

Call = tuple[str, Mapping[str, object]]
"""A tool and the arguments that it must get at least."""


def _rx(tool: str, number: str, **more: object) -> Call:
    return tool, {"prescription_number": number, **more}


PERSON: Call = ("escalate_to_human", {})
TUNED_ON: Mapping[str, Call] = {
    "is RX-55120 ready to pick up yet": _rx("lookup_prescription", "RX-55120"),
    "How many refills do I have left on RX-71003?": _rx("lookup_prescription", "RX-71003"),
    "Please refill RX-90321, I'll collect from the locker.": _rx(
        "request_refill", "RX-90321", collection="locker"
    ),
    "I'm running out of my tablets, could you order more? It's RX-41177.": _rx(
        "request_refill", "RX-41177"
    ),
    "Please stop the refill RX-30998, I ordered it twice.": _rx(
        "cancel_refill", "RX-30998", reason="ordered_twice"
    ),
    "I'd like to call off RX-10201, turns out I'm allergic to it": _rx(
        "cancel_refill", "RX-10201", reason="allergy"
    ),
    "Which prescriptions do I have with you?": ("list_prescriptions", {}),
    "My number is RX-66090 and my mail is [email_2]": _rx(
        "verify_customer", "RX-66090", contact="[email_2]"
    ),
    "got any sunscreen at Mill Lane?": ("check_availability", {"branch": "Mill Lane"}),
    "I want to make an appointment with the pharmacist on 2031-06-02, by video": (
        "book_consultation",
        {"date": "2031-06-02", "channel": "video"},
    ),
    "any progress on TK-4410?": ("lookup_ticket", {"ticket_id": "TK-4410"}),
    "The courier left my parcel in the rain. Please open a ticket about the delivery.": (
        "create_ticket",
        {"category": "delivery"},
    ),
    "this is hopeless, let me talk to somebody real": PERSON,
    "Kann ich bitte mit einem Mitarbeiter sprechen?": PERSON,
    "Bitte stornieren Sie RX-22871, ich brauche es nicht mehr.": _rx(
        "cancel_refill", "RX-22871", reason="no_longer_needed"
    ),
    "¿Está lista la receta RX-33411?": _rx("lookup_prescription", "RX-33411"),
}
REPORTED: Mapping[str, Call] = {
    "what's up with RX-48120": _rx("lookup_prescription", "RX-48120"),
    "When can I come and get RX-80457?": _rx("lookup_prescription", "RX-80457"),
    "RX-15530 needs renewing please, send it by courier": _rx(
        "request_refill", "RX-15530", collection="courier"
    ),
    "I need another round of RX-62214": _rx("request_refill", "RX-62214"),
    "Please drop RX-29983, I don't need it any more": _rx(
        "cancel_refill", "RX-29983", reason="no_longer_needed"
    ),
    "Cancel my refill RX-77719. Ordered it twice by accident.": _rx(
        "cancel_refill", "RX-77719", reason="ordered_twice"
    ),
    "Show me everything you have prescribed for me": ("list_prescriptions", {}),
    "RX-90817, and you can check me with [phone_1]": _rx(
        "verify_customer", "RX-90817", contact="[phone_1]"
    ),
    "Do you stock cough syrup in Harbour Road?": (
        "check_availability",
        {"branch": "Harbour Road"},
    ),
    "Could I see a pharmacist on 2031-09-14? In person please.": (
        "book_consultation",
        {"date": "2031-09-14", "channel": "in_person"},
    ),
    "what happened to my ticket TK-9081": ("lookup_ticket", {"ticket_id": "TK-9081"}),
    "You billed me for two packs and I got one. Please file a ticket.": (
        "create_ticket",
        {"category": "billing"},
    ),
    "get me a human being": PERSON,
    "Quiero hablar con un agente": PERSON,
    "Annulez RX-50126 s'il vous plaît, je n'en ai plus besoin.": _rx(
        "cancel_refill", "RX-50126", reason="no_longer_needed"
    ),
    "Готов ли рецепт RX-61108?": _rx("lookup_prescription", "RX-61108"),
}
UNASKED = [
    "Can I cancel a refill once it is ready?",
    "I cancelled RX-20011 yesterday, is that right?",
    "My doctor said you would refill RX-70112 by yourselves.",
    "What do I need to book a consultation?",
    "Don't order RX-31190 again.",
]
UNASKED_REPORTED = [
    "How do refills work?",
    "Is it too late to cancel RX-40992?",
    "Somebody requested a refill of RX-55908 in my name!",
    "Please do not cancel RX-18855, I still want it.",
    "Should I book a consultation on 2031-02-02 or just come by?",
    "Thanks for the refill of RX-90909!",
]


@dataclass(frozen=True, slots=True)
class Requests:
    asked: int
    tools: float
    """The one right tool was called, and no other."""
    arguments: float
    """… with the right arguments."""
    invalid: int
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.asked} requests: tool {self.tools:.2f}, "
            f"with its arguments {self.arguments:.2f}, {self.invalid} invalid"
        )


def judge(requests: Mapping[str, Call], offered: list[dict[str, Any]] = TOOLS) -> Requests:
    tools, arguments, invalid, wrong = 0, 0, 0, list[str]()
    for text, (name, wanted) in requests.items():
        made = calls(ask(text, offered))
        invalid += sum(bool(problems(call, offered)) for call in made)
        right = [call.name for call in made] == [name]
        given: dict[str, Any] = json.loads(made[0].input_json) if right else {}
        whole = right and wanted.items() <= given.items()
        tools, arguments = tools + right, arguments + whole
        if not whole:
            wrong.append(f"{text} -> {[(call.name, call.input_json) for call in made]}")
    count = len(requests)
    return Requests(count, tools / count, arguments / count, invalid, tuple(wrong))


def written(
    texts: Sequence[str],
    offered: list[dict[str, Any]] = TOOLS,
    reads: AbstractSet[str] = READS,
) -> list[str]:
    """Those that made a write nobody asked for."""
    return [text for text in texts if {call.name for call in calls(ask(text, offered))} - reads]

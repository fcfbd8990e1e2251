"""A third trade in no other test, written later and judged once before any repair: 0.62."""

from collections.abc import Mapping

from tests.judge.pharmacy import Call
from tests.unit.sandbox.reading import string, tool

METER = string("The meter's serial, e.g. 'MTR-558210'.")
CONTRACT = string("The supply contract, for instance 'V-20417'.")
TOOLS = [
    tool("contract_info", "Shows tariff, start and notice of a contract.", contract=CONTRACT),
    tool("consumption", "Read how much power a meter has counted, by month.", meter=METER),
    tool(
        "submit_reading",
        "Records what a customer reads off the meter.",
        meter=METER,
        kilowatt_hours={"type": "integer", "description": "What the meter shows."},
    ),
    tool(
        "switch_tariff",
        "Move a contract to another tariff from the next month on.",
        contract=CONTRACT,
        tariff=string("The new tariff.", enum=["basic", "green", "night_saver"]),
    ),
    tool("end_contract", "Terminates a contract at the end of its notice.", contract=CONTRACT),
    tool("report_outage", "Report that there is no power at a meter.", meter=METER),
    tool(
        "book_technician",
        "Schedules a technician for a meter.",
        meter=METER,
        date=string("The day, like '2031-04-30'."),
    ),
    tool("bill_copy", "Mails a copy of a bill.", bill=string("Its number, such as 'R/88121'.")),
]
READS = {"contract_info", "consumption"}
ASKED: Mapping[str, Call] = {
    "What tariff am I on with V-30552?": ("contract_info", {"contract": "V-30552"}),
    "How long is my notice for contract V-11890?": ("contract_info", {"contract": "V-11890"}),
    "how much did MTR-440127 use in March": ("consumption", {"meter": "MTR-440127"}),
    "Show me last month's usage, meter MTR-903318": ("consumption", {"meter": "MTR-903318"}),
    "My meter MTR-771205 shows 48213 kilowatt hours, please note that down": (
        "submit_reading",
        {"meter": "MTR-771205", "kilowatt_hours": 48213},
    ),
    "Please put V-30552 on the green tariff": (
        "switch_tariff",
        {"contract": "V-30552", "tariff": "green"},
    ),
    "I'd like to change V-70011 to night saver": (
        "switch_tariff",
        {"contract": "V-70011", "tariff": "night_saver"},
    ),
    "Please terminate V-11890, I am moving abroad": ("end_contract", {"contract": "V-11890"}),
    "I want to cancel contract V-55667": ("end_contract", {"contract": "V-55667"}),
    "Please report an outage for MTR-903318": ("report_outage", {"meter": "MTR-903318"}),
    "I need to report that everything is dark here, MTR-128840": (
        "report_outage",
        {"meter": "MTR-128840"},
    ),
    "Could you send someone to look at MTR-771205 on 2031-06-12?": (
        "book_technician",
        {"meter": "MTR-771205", "date": "2031-06-12"},
    ),
    "please book a technician for 2031-07-01, the meter is MTR-440127": (
        "book_technician",
        {"meter": "MTR-440127", "date": "2031-07-01"},
    ),
    "I need a copy of bill R/90077": ("bill_copy", {"bill": "R/90077"}),
    "Kannst du mir den Verbrauch von MTR-440127 zeigen?": ("consumption", {"meter": "MTR-440127"}),
    "Bitte V-55667 kündigen": ("end_contract", {"contract": "V-55667"}),
}
UNASKED = [
    "How do I end contract V-55667?",
    "Can I switch V-30552 to the green tariff later?",
    "I reported an outage at MTR-903318 yesterday and nobody came.",
    "Do not end V-11890, I only want to know the notice.",
    "What happens if I cancel V-70011 in May?",
    "My neighbour booked a technician for MTR-440127 already.",
]

"""The terminal as a customer's screen: events as they come, citations as footnotes, cards."""

import sys
from datetime import UTC, datetime
from typing import Any, Literal

from frontdesk.cli.desk_client import Seen

OUTCOMES = {
    "confirmed": "Confirmed.",
    "declined": "Declined. Nothing was done.",
    "expired": "This offer has run out. Ask again if you still want it.",
    "refused": "This could not be done. Ask why, or type /person.",
    "with_person": "A member of the team decides this and answers here.",
}
WIDTH = 56


class Screen:
    def __init__(self) -> None:
        self.last = 0
        self.holder: Literal["bot", "people"] = "bot"
        self.offers: dict[str, dict[str, Any]] = {}
        """Cards that nobody has settled, by id."""
        self.choices: list[dict[str, str]] = []
        """What can be picked by its number now."""
        self._titles: dict[str, str] = {}
        self._sources: dict[int, dict[str, Any]] = {}

    def show(  # noqa: C901 (a line a case: every event in one place)
        self, seen: Seen, *, is_replay: bool = False
    ) -> None:
        self.last = seen.id or self.last
        data = seen.data
        match seen.event:
            case "customer.wrote":
                self.choices = []
                if is_replay:
                    print(f"you> {data['text']}")
            case "bot.part":
                self._part(data)
            case "bot.finished":
                self._footnotes()
            case "activity" if sys.stdout.isatty():
                print(f"\r\033[K({data['label']})\r", end="", flush=True)
            case "choices.offered":
                self._choices(data)
            case "confirmation.offered":
                self._offered(data)
            case "confirmation.settled":
                self.offers.pop(data["id"], None)
                title = self._titles.get(data["id"], "Card")
                print(f"{title}: {OUTCOMES[data['outcome']]}\n")
            case "receipt":
                _box("Receipt", [(data["reference"], amount(data["amount"]))], data["text"])
            case "notice":
                print(data["text"] + "\n")
            case _:
                self._people(seen)

    def _people(self, seen: Seen) -> None:
        match seen.event:
            case "person.wrote":
                print(f"{seen.data.get('name') or 'support'}> {seen.data['text']}\n")
            case "handover.started":
                self.holder = "people"
            case "person.joined":
                self.holder = "people"
                print(f"({seen.data['name']} has joined.)")
            case "handed.back" | "reopened":
                self.holder = "bot"
                print("(You are talking with the assistant again.)\n")
            case _:
                pass

    def _offered(self, data: dict[str, Any]) -> None:
        self._titles[data["id"]] = data["title"]
        if datetime.fromisoformat(data["expires"]) > datetime.now(UTC):
            self.offers[data["id"]] = data

    def show_offer(self, offer: dict[str, Any]) -> None:
        lines = [(line["label"], amount(line["amount"])) for line in offer["lines"]]
        until = datetime.fromisoformat(offer["expires"]).astimezone().strftime("%H:%M")
        text = f"Nothing happens until you confirm. Valid until {until}."
        _box(offer["title"], [*lines, ("Total", amount(offer["amount"]))], text)

    def _choices(self, data: dict[str, Any]) -> None:
        self.choices = data["choices"]
        print(f"\n\n{data['title']}")
        for n, choice in enumerate(self.choices, start=1):
            print(f"  {n}. {choice['label']}")
        print("  (Type a number, or say it in your own words.)")

    def _part(self, data: dict[str, Any]) -> None:
        if sys.stdout.isatty() and data["part"] == 1:
            print("\r\033[K", end="")
        marks = ""
        for citation in data["citations"]:
            self._sources[citation["n"]] = citation
            marks += f"[{citation['n']}]"
        text = data["text"]
        body = text.rstrip()
        print(body + (f" {marks}" if marks else "") + text[len(body) :], end="", flush=True)

    def _footnotes(self) -> None:
        print()
        for n, source in sorted(self._sources.items()):
            place = " › ".join(filter(None, (source["title"], source["section"])))
            quote = " ".join(source["quote"].split())
            print(f'  [{n}] {place}: "{quote}"')
        self._sources.clear()
        print()


def amount(money: dict[str, str]) -> str:
    return f"{money['value']} {money['currency']}"


def _box(title: str, rows: list[tuple[str, str]], text: str) -> None:
    print(f"┌ {title} " + "─" * max(0, WIDTH - len(title) - 3))
    for label, value in rows:
        print(f"│ {label:<{WIDTH - len(value) - 3}} {value}")
    print(f"└ {text}\n")

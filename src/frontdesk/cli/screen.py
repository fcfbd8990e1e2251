"""The terminal as a customer's screen: events as they come, citations as footnotes, cards."""

import textwrap
from datetime import datetime
from typing import Any

from frontdesk.cli.desk_client import Seen
from frontdesk.cli.paper import Paper
from frontdesk.cli.plain import json_text, plain, plain_values

OUTCOMES = {
    "confirmed": "Confirmed.",
    "declined": "Declined. Nothing was done.",
    "expired": "This offer has run out. Ask again if you still want it.",
    "refused": "This could not be done. Ask why, or type /person.",
    "with_person": "A member of the team decides this and answers here.",
}
WIDTH = 56


class JsonLines:
    """For programs: every event a line, as it stands on the wire."""

    def show(self, seen: Seen, *, is_replay: bool = False) -> None:
        if not is_replay:
            number = {} if seen.id is None else {"id": seen.id}
            self._line({**number, "event": seen.event, "data": seen.data})

    def show_offer(self, offer: dict[str, Any]) -> None:
        """Its event has told it."""

    def say(self, text: str) -> None:
        """What only people need."""

    def take_back_line(self) -> None:
        """There is none."""

    def prompt(self, text: str) -> None:
        """Programs need none."""

    def refuse(self, problem: dict[str, str]) -> None:
        self._line({"problem": problem})

    def _line(self, value: dict[str, Any]) -> None:
        print(json_text(value), flush=True)


class Screen:
    def __init__(self) -> None:
        self._paper = Paper()
        self._titles: dict[str, str] = {}
        self._sources: dict[int, dict[str, Any]] = {}

    def say(self, text: str) -> None:
        """A line of the terminal's own."""
        self._paper.end_line()
        self._paper.write(plain(text) + "\n")

    def take_back_line(self) -> None:
        self._paper.clear()

    def prompt(self, text: str) -> None:
        print(text, end="", flush=True)

    def refuse(self, problem: dict[str, str]) -> None:
        self.say(f"Not sent: {problem['detail']} {problem['next_step']}")

    def show(self, seen: Seen, *, is_replay: bool = False) -> None:
        data = plain_values(seen.data)
        match seen.event:
            case "customer.wrote":
                if is_replay:
                    self._paper.write(f"you> {data['text']}\n")
            case "bot.part":
                self._part(data)
            case "bot.finished":
                self._footnotes()
            case "activity":
                self._paper.pencil(f"({data['label']})")
            case _:
                self._paper.end_line()
                self._card(seen.event, data)

    def _card(self, event: str, data: dict[str, Any]) -> None:
        match event:
            case "choices.offered":
                self._choices(data)
            case "confirmation.offered":
                self._titles[data["id"]] = data["title"]
            case "confirmation.settled":
                title = self._titles.get(data["id"], "Card")
                self._paper.write(f"{title}: {OUTCOMES[data['outcome']]}\n\n")
            case "receipt":
                self._box("Receipt", [(data["reference"], amount(data["amount"]))], data["text"])
            case "notice":
                self._paper.write(data["text"] + "\n\n")
            case _:
                self._people(event, data)

    def _people(self, event: str, data: dict[str, Any]) -> None:
        match event:
            case "person.wrote":
                self._paper.write(f"{data.get('name') or 'support'}> {data['text']}\n\n")
            case "person.joined":
                self._paper.write(f"({data['name']} has joined.)\n")
            case "handed.back" | "reopened":
                self._paper.write("(You are talking with the assistant again.)\n\n")
            case "closed":
                self._paper.write("(Closed. Writing opens it again; /rate says how it was.)\n\n")
            case "rated":
                self._paper.write(f"(You rated this conversation {data['score']} of 5.)\n\n")
            case _:
                pass

    def show_offer(self, offer: dict[str, Any]) -> None:
        offer = plain_values(offer)
        lines = [(line["label"], amount(line["amount"])) for line in offer["lines"]]
        until = datetime.fromisoformat(offer["expires"]).astimezone().strftime("%H:%M")
        text = f"Nothing happens until you confirm. Valid until {until}."
        self._box(offer["title"], [*lines, ("Total", amount(offer["amount"]))], text)

    def _choices(self, data: dict[str, Any]) -> None:
        self._paper.write(f"\n{data['title']}\n")
        for n, choice in enumerate(data["choices"], start=1):
            self._paper.write(f"  {n}. {choice['label']}\n")
        self._paper.write("  (Type a number, or say it in your own words.)\n")

    def _part(self, data: dict[str, Any]) -> None:
        marks = ""
        for citation in data["citations"]:
            self._sources[citation["n"]] = citation
            marks += f"[{citation['n']}]"
        text = data["text"]
        body = text.rstrip()
        self._paper.write(body + (f" {marks}" if marks else "") + text[len(body) :])

    def _footnotes(self) -> None:
        self._paper.end_line()
        for n, source in sorted(self._sources.items()):
            place = " › ".join(filter(None, (source["title"], source["section"])))
            quote = " ".join(source["quote"].split())
            note = f'[{n}] {place}: "{quote}"'
            self._paper.write("  " + "\n      ".join(self._paper.lines(note, indent=6)) + "\n")
        self._sources.clear()
        self._paper.write("\n")

    def _box(self, title: str, rows: list[tuple[str, str]], text: str) -> None:
        width = min(WIDTH, self._paper.width)
        self._paper.write(f"┌ {title} " + "─" * max(0, width - len(title) - 3) + "\n")
        for label, value in rows:
            room = max(4, width - len(value) - 3)
            for part in textwrap.wrap(label, room)[:-1]:
                self._paper.write(f"│ {part}\n")
            last = (textwrap.wrap(label, room) or [""])[-1]
            self._paper.write(f"│ {last:<{room}} {value}\n")
        self._paper.write(f"└ {text}\n\n")


def amount(money: dict[str, str]) -> str:
    return f"{money['value']} {money['currency']}"

"""Stories as they stand in their files."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import frontdesk.demo

FOLDER = Path(__file__).parent
PROJECTS: Mapping[str, Path] = {
    "demo": Path(frontdesk.demo.__file__).parent,
    "other": FOLDER.parent / "other_store",
}
Half = Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class Called:
    """A call of the model's that came through."""

    name: str
    arguments: Mapping[str, Any] | None = None
    """These at least."""


@dataclass(frozen=True, slots=True)
class Card:
    amount: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What has to hold after a turn; nothing here is about the wording of a reply."""

    called: Sequence[Called] = ()
    """All of these, in this turn or an earlier one."""
    called_any: Sequence[Called] = ()
    """One of these, in this turn or an earlier one."""
    refused: Sequence[Called] = ()
    """One of these was tried, in this turn or an earlier one, and refused."""
    without: Sequence[str] = ()
    """Actions none of which came through in this turn."""
    bound: str = ""
    """The customer that the conversation belongs to by now."""
    cites: Sequence[str] = ()
    """Articles one of which this turn cites."""
    cited: Sequence[str] = ()
    """Articles one of which is cited by now."""
    not_citing: Sequence[str] = ()
    """Articles, or `article › section`, that this turn leaves alone."""
    cites_nothing: bool = False
    route: Sequence[str] = ()
    fallback: bool = False
    """The line for not knowing, exact in English, known by its address in other languages."""
    asks_for: Literal["", "contact"] = ""
    tells: Sequence[str] = ()
    """Figures of this turn's reply; between them anything but a digit."""
    not_telling: Sequence[str] = ()
    """Facts of the old subject, or of somebody else."""
    about: str = ""
    """The only order that this turn's calls name."""
    about_lines: Sequence[str] = ()
    """The only lines that this turn's calls name."""
    card: Card | None = None
    """The newest card."""
    cards: int | None = None
    """So many were offered by now."""
    settled: str = ""
    """What the press was answered with."""
    receipt: str = ""
    """Its amount."""
    receipts: int | None = None
    handover: bool | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    says: str
    expects: Sequence[tuple[str, Expected]]

    @property
    def press(self) -> Literal["confirm", "decline"] | None:
        presses = {"<confirm>": "confirm", "<decline>": "decline"}
        return presses.get(self.says)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Story:
    name: str
    kind: str
    store: str
    customer: str
    signed_in: bool
    language: str
    half: Half | Literal[""]
    """`a` to improve the reader with, `b` to judge it by; empty for cases."""
    beside: str
    """Stories with the same word here are told at once, on one desk."""
    turns: Sequence[Turn]


def stories(store: str) -> list[Story]:
    return [story for file in sorted(FOLDER.glob(f"{store}_*.toml")) for story in _read(file)]


def _read(file: Path) -> list[Story]:
    told = tomllib.loads(file.read_text("utf-8"))
    expected = {name: _expected(table) for name, table in told["expect"].items()}
    tail = told.get("tail", [])

    def story(at: int, table: dict[str, Any]) -> Story:
        turns = [*table.pop("turns"), *tail]
        kind = table.pop("kind", told["kind"])
        halves: Mapping[int, Half] = {0: "a", 1: "b"}
        return Story(
            name=table.pop("name"),
            kind=kind,
            store=told["store"],
            customer=table.pop("customer", told.get("customer", "")),
            signed_in=table.pop("signed_in", False),
            language=table.pop("language", "en"),
            half="" if told["kind"] == "cases" else halves[at % 2],
            beside=table.pop("beside", ""),
            turns=[
                Turn(says, [(name, expected[name]) for name in names.split()])
                for says, names in turns
            ],
            **table,  # nothing is left, or a name is wrong
        )

    return [story(at, table) for at, table in enumerate(told["stories"])]


def _expected(table: dict[str, Any]) -> Expected:
    for field in ("called", "called_any", "refused"):
        table[field] = [Called(**each) for each in table.get(field, [])]
    if card := table.get("card"):
        table["card"] = Card(card["amount"], tuple(card["lines"]))
    return Expected(**table)

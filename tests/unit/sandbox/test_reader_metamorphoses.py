"""Everything renamed, renumbered or moved: the same structure with the new values."""

import json
from collections.abc import Mapping

import pytest

from frontdesk.sandbox.reply import Text, ToolUse
from tests.unit.sandbox.reading import passage, reply, spoken, string, tool, user

NAMES = {
    "Harbour Boats": "Meadow Cycles",
    "harbour": "meadow",
    "kayak": "tandem",
    "canoe": "trike",
    "BT-4410": "CYC_77_90",
    "BT-": "CYC_77_",
    "rental": "hire",
}
DIGITS = str.maketrans("123456789", "345678912")
PASSAGES = [
    passage(
        "p1", "Harbour Boats › Deposit", "The deposit for a kayak is 40 euros.", "Bring a card."
    ),
    passage("p2", "Harbour Boats › Bringing it back", "A canoe must be back by 19:00."),
    passage("p3", "Harbour Boats › Lessons", "A lesson lasts 2 hours and costs 35 euros."),
]
DISTRACTORS = [
    passage("d1", "Moorings", "A mooring is let by the season."),
    passage("d2", "Café", "The café sells soup and rolls."),
    passage("d3", "Car park", "Parking is free in winter."),
    passage("d4", "Showers", "Showers take tokens."),
    passage("d5", "Dogs", "Dogs stay on the jetty."),
]
TOOLS = [
    tool(
        "get_rental",
        "Get the state of a rental.",
        rental_number=string("The rental number, such as 'BT-4410'."),
    ),
    tool(
        "end_rental",
        "End a rental early.",
        rental_number=string("The rental number, such as 'BT-4410'."),
    ),
]
UNKNOWN = "Harbour staff will know; ring 555-0144."
PROMPT = f'You serve Harbour Boats. If nothing here answers, say exactly: "{UNKNOWN}"'
QUESTIONS = [
    "What is the deposit for a kayak?",
    "When must the canoe be back?",
    "How long is a lesson, and what does it cost?",
    "What is the state of rental BT-5521?",
    "Please end rental BT-5521.",
    "Do you repair sails?",
    "Please end my rental.",
]
Shape = list[tuple[str, str]]


def shape(question: str, *, names: Mapping[str, str] | None = None, moved: bool = False) -> Shape:
    """What is said and called; the connecting phrases, which vary, left out."""
    passages, tools = list(PASSAGES), list(TOOLS)
    if moved:
        passages, tools = [*DISTRACTORS[:3], *PASSAGES[::-1], *DISTRACTORS[3:]], tools[::-1]
    body = json.dumps([passages, tools, question, PROMPT])
    passages, tools, question, prompt = json.loads(_renamed(body, names or {}))
    blocks = reply([user(*passages, question)], system=prompt, tools=tools)
    return [part for block in blocks for part in _parts(block)] or [("said", spoken(blocks))]


def _parts(block: Text | ToolUse) -> Shape:
    if isinstance(block, ToolUse):
        return [("call", f"{block.name} {block.input_json}")]
    return [("quote", block.text)] if block.citations else []


def _renamed(text: str, names: Mapping[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("question", QUESTIONS)
def test_new_names_give_the_same_with_the_new_names(question: str) -> None:
    expected = [(kind, _renamed(text, NAMES)) for kind, text in shape(question)]

    assert shape(question, names=NAMES) == expected


@pytest.mark.parametrize("question", QUESTIONS)
def test_order_and_distractors_change_nothing(question: str) -> None:
    assert shape(question, moved=True) == shape(question)


@pytest.mark.parametrize("question", QUESTIONS[:5])
def test_new_numbers_are_the_ones_told(question: str) -> None:
    numbers = {digit: digit.translate(DIGITS) for digit in "123456789"}
    marked = {digit: f"@{digit}" for digit in numbers}  # so that no digit is changed twice
    expected = [(kind, text.translate(DIGITS)) for kind, text in shape(question)]

    assert shape(question, names={**marked, **{f"@{a}": b for a, b in numbers.items()}}) == expected


@pytest.mark.parametrize(
    ("question", "gone"), list(zip(QUESTIONS[:3], ("p1", "p2", "p3"), strict=True))
)
def test_without_its_article_a_question_has_no_answer(question: str, gone: str) -> None:
    rest = [each for each in PASSAGES if each["source"] != gone]

    blocks = reply([user(*rest, question)], system=PROMPT, tools=TOOLS)

    assert spoken(blocks) == UNKNOWN


def test_the_questions_show_every_kind_of_answer() -> None:
    kinds = {shape(question)[0][0] for question in QUESTIONS}

    assert kinds == {"quote", "call", "said"}
    assert shape("Do you repair sails?") == [("said", UNKNOWN)]

"""The reader with a JSON schema: cues and extraction, and neutral values without either."""

import json
from typing import Any

import pytest

from tests.unit.sandbox.reading import reply, spoken, user

READING = {
    "language": {"type": "string", "description": "Language code."},
    "sentiment": {
        "type": "string",
        "enum": ["very_negative", "negative", "neutral", "positive", "very_positive"],
    },
    "topic": {"type": "string", "enum": ["opening_hours", "lost_property", "tickets", "other"]},
    "wants_person": {"type": "boolean"},
    "abuse": {"type": "string", "enum": ["none", "insult", "threat"]},
    "flags": {"type": "array", "items": {"type": "string", "enum": ["legal", "urgent"]}},
    "booking": {
        "type": ["string", "null"],
        "description": "The booking number, such as 'BK-3301'.",
    },
}


def read_form(fields: dict[str, Any], *parts: object, system: str = "") -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
    config = {"format": {"type": "json_schema", "schema": schema}}
    return json.loads(spoken(reply([user(*parts)], system=system, output_config=config)))


def test_without_support_every_field_is_neutral() -> None:
    assert read_form(READING, "The museum is a house.") == {
        "language": "en",
        "sentiment": "neutral",
        "topic": "other",
        "wants_person": False,
        "abuse": "none",
        "flags": [],
        "booking": None,
    }


def test_what_the_text_shows_is_filled_in() -> None:
    text = "I lost my umbrella, booking BK-8802. Terrible! Urgent, or I call my lawyer."
    form = read_form(READING, text)

    assert form["topic"] == "lost_property"
    assert form["sentiment"] in ("negative", "very_negative")
    assert sorted(form["flags"]) == ["legal", "urgent"]
    assert form["booking"] == "BK-8802"
    assert form["wants_person"] is False


def test_threats_and_insults_are_told_apart() -> None:
    assert read_form(READING, "You are liars and idiots.")["abuse"] == "insult"
    assert read_form(READING, "I will find you and burn it down.")["abuse"] == "threat"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Can I speak to a real person please?", "en"),
        ("Ich möchte mit einem Menschen sprechen.", "de"),
        ("Quiero hablar con una persona.", "es"),
        ("Je voudrais parler à un conseiller.", "fr"),
        ("Я хочу поговорить с оператором.", "ru"),
    ],
)
def test_the_wish_for_a_person_is_seen_in_five_languages(text: str, language: str) -> None:
    form = read_form(READING, text)

    assert form["wants_person"] is True
    assert form["language"] == language


def test_a_mood_is_a_number_where_a_number_is_wanted() -> None:
    fields = {"sentiment": {"type": "number", "description": "From -1 to 1."}}

    assert read_form(fields, "This is awful, the worst day, I hate it!")["sentiment"] < -0.5
    assert read_form(fields, "Thank you, that was lovely.")["sentiment"] > 0


def test_a_summary_is_the_customers_words() -> None:
    fields = {
        "summary": {"type": "string"},
        "points": {"type": "array", "items": {"type": "string"}},
    }

    form = read_form(fields, "The ticket machine is stuck. It kept my coins.")

    assert form["summary"] == "The ticket machine is stuck. It kept my coins."
    assert form["points"] == ["The ticket machine is stuck.", "It kept my coins."]


def test_a_judge_compares_a_reply_with_its_sources() -> None:
    fields = {"accuracy": {"type": "integer", "description": "From 1 to 5."}}
    sources = "<sources>The museum opens at nine on weekdays.</sources>"
    good = read_form(fields, f"{sources}\n<reply>The museum opens at nine.</reply>")
    bad = read_form(fields, f"{sources}\n<reply>Elephants eat free bananas daily.</reply>")

    assert good["accuracy"] == 5
    assert bad["accuracy"] == 1


def test_a_conversation_told_as_a_play_is_summed_up_by_the_customers_lines() -> None:
    play = "Customer: My umbrella BK-8802 is lost.\nStaff (Ann): Where?\nCustomer: On the tram."
    given = f"<conversation>\n{play}\n</conversation>"

    form = read_form({"problem": {"type": "string"}}, given)

    assert form == {"problem": "My umbrella BK-8802 is lost.\nOn the tram."}

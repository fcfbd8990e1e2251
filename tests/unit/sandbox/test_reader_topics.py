"""What a follow-up is about: the newest thing it can stand for, or something else altogether."""

import pytest

from tests.unit.sandbox.reading import assistant, passage, quotes, read, shown, user

RETURNS = passage(
    "returns",
    "Sending gear back",
    "Unused gear can be returned for 40 days.",
    "Refunds are paid 4 days after we receive the returned gear.",
)
LATE = passage("late", "Late parcels", "A delayed parcel is searched for after 6 days.")
POST = passage("post", "Postage", "Postage is free for baskets over 90 euros.")
STOVES = passage("stoves", "Stoves", "A cracked stove is replaced, and need not be returned.")
LAMPS = passage("lamps", "Lanterns", "A lantern can be returned in its tin.")
ALL = (RETURNS, LATE, POST, STOVES, LAMPS)
UNKNOWN = "Nobody at the hut knows; write to hut@example.org."
PROMPT = f'If the results do not hold the answer, say exactly: "{UNKNOWN}"'


def follow_up(first: str, second: str) -> list[str]:
    messages = [user(*ALL, first), assistant("I see."), user(second)]
    return quotes(read(messages, system=PROMPT))


def test_it_is_what_was_to_be_returned() -> None:
    said = follow_up("I want to return my rucksack.", "How soon is the refund once you have it?")

    assert said[0] == "Refunds are paid 4 days after we receive the returned gear"


def test_a_new_matter_drops_the_old_one() -> None:
    said = follow_up("My parcel is delayed.", "Never mind. I want a new tent, is postage free?")

    assert said[0] == "Postage is free for baskets over 90 euros"
    assert not any("delayed" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("first", "answer"),
    [
        ("I bought a lantern and a stove. The stove is cracked.", "A cracked stove"),
        ("I bought a stove and a lantern. The lantern flickers.", "A lantern can be returned"),
    ],
)
def test_of_two_things_it_is_the_one_named_last(first: str, answer: str) -> None:
    assert follow_up(first, "Can I return it?")[0].startswith(answer)


@pytest.mark.parametrize(
    "question",
    [
        "What is the weather going to be tomorrow?",
        "What is the altitude of your storehouse?",
        "Do you lend gear to schools?",
        "Who won the race on Sunday?",
    ],
)
def test_what_is_only_touched_on_is_not_answered(question: str) -> None:
    assert shown(read([user(*ALL, question)], system=PROMPT)) == UNKNOWN


def test_a_question_in_function_words_alone_is_no_greeting() -> None:
    blocks = read([user(*ALL, "Is postage free?"), assistant("Over 90 euros."), user("How much?")])

    assert quotes(blocks)

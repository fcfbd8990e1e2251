"""What results say to the model is done, or asked, and never read out."""

import pytest

from tests.unit.sandbox.reading import (
    assistant,
    called,
    passage,
    reply,
    returned,
    spoken,
    string,
    tool,
    use,
    user,
)

LOAN = string("The number of one of the customer's loans. It looks like `LN-40021`.")
GET = tool("get_loan", "Get the due date and the state of a loan.", loan_number=LOAN)
KNOW = tool(
    "know_reader",
    "Verifies who the customer is, by a loan and the mail address used for it.",
    loan_number=LOAN,
    contact=string("The mail address the customer gave. A placeholder such as `[email_1]`."),
)
CANCEL = tool(
    "cancel_loan",
    "Cancels a loan or some of its books.",
    "loan_number",
    "reason",
    loan_number=LOAN,
    reason={"type": "string", "enum": ["damaged", "changed_mind"], "description": "Why."},
    books={"type": "array", "items": {"type": "string"}, "description": "The books meant."},
    unopened={"type": "boolean", "description": "Whether it is still sealed."},
)
PERSON = tool(
    "call_librarian",
    "Transfers the conversation to a human librarian.",
    summary=string("A summary of the matter."),
)
TOOLS = [GET, KNOW, CANCEL, PERSON]
WHO = (
    "Not run: it is not known yet who the customer is. Ask for a loan number and for the mail "
    "address used for that loan, then call know_reader with them."
)
WHICH = (
    "Not done yet: the loan has several books. Ask the customer which of them is meant, then "
    "call it again with `books`:\n- book 1: Atlas of birds\n- book 2: Garden almanac"
)
GUIDE = passage(
    "lamps",
    "Reading lamps › The lamp flickers",
    "1. Turn the screw of the lamp.",
    "2. Press the red key of the lamp.",
    "If the lamp still flickers, it is broken and is replaced.",
)


def asks_who() -> list[dict]:
    question = user("What is the state of loan LN-40877?")
    return [
        question,
        use("t1", "get_loan", loan_number="LN-40877"),
        returned("t1", WHO, is_error=True),
    ]


def test_what_is_known_already_is_not_asked_for() -> None:
    said = spoken(reply(asks_who(), tools=TOOLS))

    assert "the mail address used for that loan" in said
    assert said.rstrip().endswith("?")
    assert not any(
        word in said for word in ("loan number", "the customer", "know_reader", "Not run")
    )


def test_the_answer_goes_to_the_tool_that_the_result_named_and_then_to_the_first_wish() -> None:
    asked = spoken(reply(asks_who(), tools=TOOLS))
    answered = [*asks_who(), assistant(asked), user("Sure, it's [email_1]")]
    arguments = {"loan_number": "LN-40877", "contact": "[email_1]"}
    assert called(reply(answered, tools=TOOLS)) == [("know_reader", arguments)]

    known = returned("t2", "Verified: the customer is Ann. Loans can be looked up now.")
    steps = [*answered, use("t2", "know_reader", **arguments), known]
    assert called(reply(steps, tools=TOOLS)) == [("get_loan", {"loan_number": "LN-40877"})]


def test_results_that_come_with_new_words_are_history() -> None:
    question = user("Please cancel LN-40877, I changed my mind.")
    result = returned("t1", {"cancelled": "on Monday", "next": "Say so, and call nothing."})
    result["content"].append({"type": "text", "text": "thanks"})
    steps = [question, use("t1", "cancel_loan", loan_number="LN-40877"), result]

    said = spoken(reply(steps, tools=TOOLS))

    assert said
    assert "Monday" not in said


def test_a_field_for_the_model_is_not_told() -> None:
    result = returned("t1", {"state": "lent", "note": "Do not say more.", "hint": "Be brief."})
    steps = [asks_who()[0], use("t1", "get_loan", loan_number="LN-40877"), result]

    said = spoken(reply(steps, tools=TOOLS))

    assert "State: lent" in said
    assert "say more" not in said
    assert "brief" not in said


def test_which_of_several_is_told_by_what_is_complained_of() -> None:
    text = "Please cancel LN-40877: the almanac is damaged, the atlas is fine."
    arguments = {"loan_number": "LN-40877", "reason": "damaged"}
    steps = [
        user(text),
        use("t1", "cancel_loan", **arguments),
        returned("t1", WHICH, is_error=True),
    ]

    assert called(reply(steps, tools=TOOLS)) == [("cancel_loan", {**arguments, "books": ["2"]})]


def test_which_of_several_is_asked_where_nothing_tells() -> None:
    arguments = {"loan_number": "LN-40877", "reason": "damaged"}
    question = user("Please cancel LN-40877, it is damaged.")
    steps = [question, use("t1", "cancel_loan", **arguments), returned("t1", WHICH, is_error=True)]

    said = spoken(reply(steps, tools=TOOLS))

    assert "Garden almanac" in said
    assert "which of them is meant" in said
    assert "`" not in said


@pytest.mark.parametrize(("answer", "truth"), [("Yes", True), ("No.", False)])
def test_yes_or_no_answers_what_was_asked(answer: str, truth: bool) -> None:
    ask = "Not done yet: ask the customer whether it is unopened, then call it again."
    arguments = {"loan_number": "LN-40877", "reason": "changed_mind"}
    question = user("Please cancel LN-40877, I changed my mind.")
    steps = [question, use("t1", "cancel_loan", **arguments), returned("t1", ask, is_error=True)]
    asked = spoken(reply(steps, tools=TOOLS))
    assert "whether it is unopened" in asked

    made = called(reply([*steps, assistant(asked), user(answer)], tools=TOOLS))

    assert made == [("cancel_loan", {**arguments, "unopened": truth})]


def test_advice_in_vain_is_followed_by_what_comes_next_and_then_by_a_person() -> None:
    first = [user(GUIDE, "My lamp flickers. What can I do?")]
    advised = spoken(reply(first, tools=TOOLS))
    assert "red key" in advised

    again = [*first, assistant(advised), user("I did that, still flickering. How annoying.")]
    then = spoken(reply(again, tools=TOOLS))
    assert "is replaced" in then

    last = [*again, assistant(then), user("No luck with that.")]
    offered = spoken(reply(last, tools=TOOLS))
    agreed = [*last, assistant(offered), user("yes please")]
    assert [name for name, _ in called(reply(agreed, tools=TOOLS))] == ["call_librarian"]


def test_words_before_a_look_up_are_said_once() -> None:
    steps = asks_who()[:1]
    assert spoken(reply(steps, tools=TOOLS))

    write = reply([user("Please cancel LN-40877, it is damaged.")], tools=TOOLS)

    assert called(write)
    assert not spoken(write)

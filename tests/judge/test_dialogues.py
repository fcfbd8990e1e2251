"""Whole conversations at a counter that the reader has never seen."""

import pytest

from tests.judge.kitchen import OF_THE_DESK, TOOLS, UNKNOWN, Counter


@pytest.fixture(params=[TOOLS, OF_THE_DESK], ids=["unseen", "of_the_desk"])
def tools(request):
    return request.param


def test_a_fault_is_looked_up_then_explained_then_refunded_on_a_card(tools) -> None:
    counter = Counter(tools=tools)

    said = counter.write("Hi, the grinder from order KT-50317 only hums and does not grind.")
    assert counter.made == [("lookup_order", {"order_id": "KT-50317"})]
    assert said.index("1. Unplug the grinder") < said.index("2. Hold the red key for 8 seconds")

    counter.write("I did all of that. Still humming, how annoying.")
    assert counter.made == []

    said = counter.write("Then refund it, please.")
    assert [name for name, _ in counter.made] == ["process_refund"]
    assert counter.made[0][1]["order_id"] == "KT-50317"
    assert counter.made[0][1]["reason"] == "defective"
    assert "A confirmation card over 64.00 is shown" in said
    assert "Do not call" not in said


def test_who_is_not_known_is_asked_for_what_the_result_asks_and_the_wish_goes_on(tools) -> None:
    counter = Counter(tools=tools, verified=False)

    said = counter.write("My copper pan came with a dent. I would like my money back.")
    assert "the e-mail" in said
    assert said.rstrip().endswith("?")

    said = counter.write("It is [email_1] and the order is KT-50318.")
    assert counter.made[0] == (
        "verify_customer",
        {"order_id": "KT-50318", "contact": "[email_1]"},
    )
    assert counter.made[-1][0] == "process_refund"
    assert counter.made[-1][1]["order_id"] == "KT-50318"
    assert "confirmation card" in said


def test_a_number_given_first_is_used_once_the_customer_is_known(tools) -> None:
    counter = Counter(tools=tools, verified=False)

    assert "the e-mail" in counter.write("Where is order KT-50317?")
    said = counter.write("[email_1]")

    assert counter.made == [
        ("verify_customer", {"order_id": "KT-50317", "contact": "[email_1]"}),
        ("lookup_order", {"order_id": "KT-50317"}),
    ]
    assert "delivered" in said


def test_an_order_is_found_by_the_thing_in_it(tools) -> None:
    counter = Counter(tools=tools)

    counter.write("Please start a return of the kettle, I changed my mind.")

    assert counter.made == [
        ("list_orders", {}),
        ("start_return", {"order_id": "KT-50318", "lines": [2], "reason": "changed_mind"}),
    ]


def test_with_two_orders_and_nothing_named_it_is_asked_which(tools) -> None:
    counter = Counter(tools=tools)

    said = counter.write("I want a refund, it is broken.")

    assert counter.made == [("list_orders", {})]
    assert "number of the order" in said


def test_what_comes_back_is_what_was_to_be_returned(tools) -> None:
    counter = Counter(tools=tools)

    counter.write("I want to return my toaster.")
    said = counter.write("How soon is the refund after it has come back?")

    assert "paid 4 days after the returned thing" in said


def test_another_matter_drops_the_first(tools) -> None:
    counter = Counter(tools=tools)

    counter.write("My delivery is delayed.")
    said = counter.write("Never mind that. I want a new oven, is delivery free?")

    assert "free for orders over 120 euros" in said
    assert "traced" not in said


def test_what_nobody_wrote_down_is_searched_for_once(tools) -> None:
    counter = Counter(tools=tools)

    assert counter.write("What are the coordinates of your depot?") == UNKNOWN
    assert [name for name, _ in counter.made] == ["search_faq"]


def test_it_is_the_damaged_one_of_two(tools) -> None:
    counter = Counter(tools=tools)

    said = counter.write("I bought a pan and a kettle. The kettle is scratched. Can I return it?")

    assert "A scratched kettle is replaced" in said
    assert not {"start_return", "process_refund"} & {name for name, _ in counter.made}


@pytest.mark.parametrize(
    "text",
    [
        "Let me talk to a person.",
        "Ich will mit einem Menschen reden.",
        "Páseme con una persona, por favor.",
        "Je veux parler à quelqu'un de votre équipe.",
        "Соедините меня с человеком.",
    ],
)
def test_a_wish_for_a_person_hands_over(tools, text: str) -> None:
    counter = Counter(tools=tools)

    counter.write(text)

    ((name, given),) = counter.made
    assert name == "escalate_to_human"
    assert given["reason"] == text


def test_a_ticket_is_written_in_the_customers_words(tools) -> None:
    counter = Counter(tools=tools)
    text = "Your till billed my card two times. Please create a ticket."

    counter.write(text)

    ((name, given),) = counter.made
    assert name == "create_ticket"
    assert given["category"] == "billing"
    assert given.get("priority", "low") in ("medium", "low")
    assert given["description"] == text


def test_what_is_not_found_is_told(tools) -> None:
    assert "There is no order of this number" in Counter(tools=tools).write(
        "What is the state of KT-99999?"
    )


def test_a_thing_is_asked_for_by_its_name(tools) -> None:
    counter = Counter(tools=tools)

    counter.write("Is the enamel casserole available?")

    assert counter.made == [("product_availability", {"product": "enamel casserole"})]


def test_articles_that_were_not_sent_along_are_searched_for(tools) -> None:
    counter = Counter(tools=tools, articles=False)

    said = counter.write("Is delivery free?")

    assert [name for name, _ in counter.made] == ["search_faq"]
    assert "free for orders over 120 euros" in said

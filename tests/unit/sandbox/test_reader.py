"""The reader mind: what it says follows from the request and nothing else."""

import pytest

from tests.unit.sandbox.reading import assistant, passage, quotes, read, shown, user

BORROWING = passage(
    "borrowing",
    "Library › Borrowing",
    "A member may borrow ten books. Books are due after 3 weeks.",
    "DVDs are due after 1 week.",
)
FINES = passage(
    "fines",
    "Library › Fines",
    "A day overdue costs 20 cents. A lost book is charged at its price, e.g. $18.50 for a novel.",
)
JOINING = passage(
    "joining",
    "Library › Joining",
    "To join the library:",
    "1. Fill in the form.",
    "2. Show your passport.",
    "3. Collect the card.",
    "Membership is free for residents.",
)
ROOMS = passage(
    "rooms",
    "Library › Rooms",
    "| Room | Seats | Hire |",
    "|---|---|---|",
    "| Oak room | 12 | $30 |",
    "| Elm room | 40 | $75 |",
)
ALL = (BORROWING, FINES, JOINING, ROOMS)
PROMPT = """Answer from the results.

When they do not contain the answer, say exactly: "The desk cannot tell; call 555-0100 instead."

Legal matters: "We cannot advise on the law, whatever you ask of us."
For other libraries we don't have information: "Please ask that library about its own rules."
"""
UNKNOWN = "The desk cannot tell; call 555-0100 instead."


def test_it_quotes_the_sentence_that_answers() -> None:
    blocks = read([user(*ALL, "How much is a lost book?")])

    assert quotes(blocks)[0] == ("A lost book is charged at its price, e.g. $18.50 for a novel")
    assert blocks[1].citations[0]["cited_text"] == FINES["content"][0]["text"]


def test_at_most_four_sentences_are_quoted() -> None:
    many = [passage(f"p{n}", "Opening", f"The branch {n} is open on day {n}.") for n in range(9)]

    assert 1 <= len(quotes(read([user(*many, "When is the branch open?")]))) <= 4


def test_steps_keep_their_numbers_and_their_lead() -> None:
    text = shown(read([user(*ALL, "How do I join the library?")]))

    assert text.endswith(
        "[To join the library:]\n\n1. [Fill in the form].\n2. [Show your passport].\n"
        "3. [Collect the card]."
    )


def test_a_table_row_is_read_out_with_the_names_of_its_columns() -> None:
    assert "[Room: Elm room; Seats: 40; Hire: $75]" in shown(
        read([user(*ALL, "What does the Elm room cost?")])
    )


@pytest.mark.parametrize(
    "question", ["Do you repair bicycles?", "What are the coordinates of the planetarium?"]
)
def test_below_the_margin_the_prompts_sentence_is_said(question: str) -> None:
    assert shown(read([user(*ALL, question)], system=PROMPT)) == UNKNOWN


def test_without_passages_nothing_is_known() -> None:
    assert shown(read([user("How much is a lost book?")], system=PROMPT)) == UNKNOWN


def test_the_answer_goes_when_its_passage_goes() -> None:
    question = "How much is a lost book?"

    assert quotes(read([user(*ALL, question)], system=PROMPT))
    assert shown(read([user(JOINING, ROOMS, question)], system=PROMPT)) == UNKNOWN


def test_a_follow_up_is_about_what_was_asked_before() -> None:
    before = [user(*ALL, "Can I borrow a DVD?"), assistant("Yes, members can.")]

    assert quotes(read([*before, user("How long can I keep it?")]))[0] == (
        "DVDs are due after 1 week"
    )


def test_turning_away_drops_what_was_asked_before() -> None:
    before = [user(*ALL, "Can I borrow a DVD?"), assistant("Yes, members can.")]

    blocks = read([*before, user("Forget that, is membership free?")])

    assert quotes(blocks) == ["Membership is free for residents"]


@pytest.mark.parametrize("text", ["Hello!", "thank you so much", "ok, that's all", "Good morning"])
def test_small_talk_is_answered_without_quoting(text: str) -> None:
    blocks = read([user(*ALL, text)], system=PROMPT)

    assert not quotes(blocks)
    assert shown(blocks) != UNKNOWN


def test_what_the_desk_says_is_not_the_question() -> None:
    desk = "<desk>\nA member of staff wrote:\nThe Elm room costs $75.\n</desk>"

    blocks = read([user(*ALL, desk, "When are books due?")])

    assert quotes(blocks)[0] == "Books are due after 3 weeks"


def test_a_note_of_the_desk_is_not_the_question() -> None:
    note = {"role": "system", "content": "Today is Friday. The Elm room is closed."}

    blocks = read([user(*ALL, "When are books due?"), note])

    assert quotes(blocks)[0] == "Books are due after 3 weeks"


def test_an_interrupted_answer_goes_on_with_what_is_not_yet_said() -> None:
    question = user(*ALL, "When are books and DVDs due?")
    first, *rest = quotes(read([question]))
    assert rest
    going_on = user(f"<desk>\nThe customer was shown:\n{first}.\nGo on, repeat nothing.\n</desk>")

    blocks = read([question, assistant(f"{first}."), going_on])

    assert quotes(blocks) == rest


def test_an_interrupted_answer_that_was_whole_just_ends() -> None:
    question = user(*ALL, "When are books and DVDs due?")
    everything = ". ".join(quotes(read([question])))
    going_on = user("<desk>\nGo on, repeat nothing.\n</desk>")

    blocks = read([question, assistant(everything), going_on], system=PROMPT)

    assert not quotes(blocks)
    assert shown(blocks) not in ("", UNKNOWN)


def test_a_withheld_sentence_is_not_tried_again() -> None:
    question = user(*ALL, "When are books and DVDs due?")
    first, second, *_ = quotes(read([question]))
    desk = f"<desk>\n<shown>\n{first}.\n</shown>\n<withheld>\n{second}.\n</withheld>\n</desk>"

    blocks = read([question, assistant(f"{first}."), user(desk)])

    assert second not in quotes(blocks)


@pytest.mark.parametrize(
    ("note", "greeting"),
    [
        ("Respond in: de", "Hallo"),
        ("Reply in Spanish.", "¡Hola"),
        ("Language: ru", "Здравствуйте"),
        ("Please answer in French from now on.", "Bonjour"),
    ],
)
def test_the_last_language_cue_is_honoured(note: str, greeting: str) -> None:
    blocks = read([user("Hello"), {"role": "system", "content": note}])

    assert shown(blocks).startswith(greeting)


def test_the_customers_language_counts_when_nobody_names_one() -> None:
    passages = passage("fristen", "Fristen", "Bücher sind nach 3 Wochen fällig.")

    blocks = read([user(passages, "Wann sind die Bücher fällig?")])

    assert quotes(blocks) == ["Bücher sind nach 3 Wochen fällig"]
    assert not blocks[0].text.startswith("In ")


def test_the_same_passage_twice_is_cited_where_it_came_last() -> None:
    messages = [
        user(BORROWING, "When are books due?"),
        assistant("After 3 weeks."),
        user(FINES, BORROWING, "And when are DVDs due?"),
    ]

    (block,) = [block for block in read(messages) if block.citations][:1]

    assert block.citations[0]["search_result_index"] == 2


def test_without_citations_switched_on_nothing_is_cited() -> None:
    plain = {**FINES, "citations": {"enabled": False}}

    blocks = read([user(plain, "How much is a lost book?")])

    assert len(blocks) == 1
    assert "$18.50" in blocks[0].text


def test_new_names_and_numbers_give_the_same_structure() -> None:
    question = "How much is a lost book?"
    original = read([user(*ALL, question)])
    renamed = {**FINES, "content": [_renamed(block) for block in FINES["content"]]}

    blocks = read([user(BORROWING, renamed, JOINING, ROOMS, question.replace("book", "zither"))])

    assert shown(blocks).split("[")[1] == _words(shown(original).split("[")[1])


def _renamed(block: dict[str, str]) -> dict[str, str]:
    return {**block, "text": _words(block["text"])}


def _words(text: str) -> str:
    return text.replace("book", "zither").replace("novel", "concert one").replace("18.50", "47.20")

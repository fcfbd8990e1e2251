"""How a streamed reply is cut into pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.answering.pieces import Cutter, Mark
from frontdesk.domain.passage import PassageId
from frontdesk.ports.model import BlockClosed, Cited, Text


def cut(*blocks: str) -> list[str]:
    """The pieces of a reply, each block streamed character by character."""
    cutter = Cutter()
    pieces = []
    for number, block in enumerate(blocks):
        for character in block:
            pieces += cutter.feed(Text(number, character))
        pieces += cutter.feed(BlockClosed(number))
    return [piece.text for piece in [*pieces, *cutter.finish()]]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("It is free. Really! Yes?", ["It is free.", " Really!", " Yes?"]),
        ("Order ORD-1. It ships today.", ["Order ORD-1.", " It ships today."]),
        ("It costs $89.99. You pay later.", ["It costs $89.99.", " You pay later."]),
        ("Version 2.5 is out, e.g. in blue.", ["Version 2.5 is out, e.g. in blue."]),
        ("Das gilt z.B. für Lampen.", ["Das gilt z.B. für Lampen."]),
        ("Ask Dr. Smith. She knows.", ["Ask Dr. Smith.", " She knows."]),
        ("See [a. B](https://a.b/c.d) now. Ok.", ["See [a. B](https://a.b/c.d) now.", " Ok."]),
        ("**Bold. Still bold.** Then.", ["**Bold. Still bold.**", " Then."]),
        ("Use `a. b` here. Ok.", ["Use `a. b` here.", " Ok."]),
        ("- one\n- two\n", ["- one\n", "- two\n"]),
        ("1. Open it.\n2. Close it.\n", ["1. Open it.", "\n2. Close it."]),
        ("No end yet", ["No end yet"]),
        ("“Quoted.” After.", ["“Quoted.”", " After."]),
        ("Это так. Да.", ["Это так.", " Да."]),
        ("   ", []),
    ],
)
def test_pieces_are_sentences_lines_and_items_with_balanced_markdown(text, pieces):
    assert cut(text) == pieces


def test_a_token_with_digits_does_not_end_a_piece_at_the_end_of_a_block():
    cutter = Cutter()
    cutter.feed(Text(0, "Your order is ORD-1."))

    assert list(cutter.feed(BlockClosed(0))) == []


def test_nothing_is_cut_from_a_block_that_is_still_open():
    cutter = Cutter()

    assert list(cutter.feed(Text(0, "Done. And more. "))) == []
    assert [piece.text for piece in cutter.feed(BlockClosed(0))] == ["Done.", " And more."]


def test_a_sentence_over_several_blocks_carries_the_citations_of_all_of_them():
    cutter = Cutter()
    source = PassageId("returns#1")
    cutter.feed(Text(0, "You have "))
    cutter.feed(BlockClosed(0))
    cutter.feed(Text(1, "30 days"))
    cutter.feed(Cited(1, source, "30 days from delivery."))
    cutter.feed(BlockClosed(1))
    cutter.feed(Text(2, " to return it. Next"))
    (piece,) = cutter.feed(BlockClosed(2))
    (rest,) = cutter.finish()

    assert piece.text == "You have 30 days to return it."
    assert piece.marks == (Mark(source, "30 days from delivery."),)
    assert (rest.text, rest.marks) == (" Next", ())


def test_markdown_that_never_closes_does_not_hold_text_back_for_ever():
    pieces = cut("[ " + "Go on now. " * 400)

    assert len(pieces) > 100
    assert max(len(piece) for piece in pieces) < 2_100


@given(st.lists(st.text("aB1 .!?\n*`[]()-e", max_size=40), max_size=6))
def test_pieces_put_together_are_the_reply(blocks):
    assert "".join(cut(*blocks)).rstrip() == "".join(blocks).rstrip()


@given(st.text("aB1 .!?\n*`", max_size=60), st.data())
def test_where_the_stream_is_broken_up_makes_no_difference(text, data):
    at = data.draw(st.integers(0, len(text)))
    cutter = Cutter()
    cutter.feed(Text(0, text[:at]))
    cutter.feed(Text(0, text[at:]))
    pieces = [piece.text for piece in [*cutter.feed(BlockClosed(0)), *cutter.finish()]]

    assert pieces == cut(text)

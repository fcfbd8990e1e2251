"""The list of assumptions in the document is the one in the code."""

from scripts.unconfirmed import PAGE, page, unconfirmed


def test_the_document_lists_every_assumption_of_the_code():
    assert len(list(unconfirmed())) > 20
    assert PAGE.read_text("utf-8") == page(), "run `make docs`"

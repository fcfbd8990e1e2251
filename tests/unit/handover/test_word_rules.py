"""What a message shows by its words, however its writer spells them."""

import pytest

from frontdesk.handover.word_rules import read_by_words


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Ich weiß, wo du wohnst", "threat"),
        ("ICH WEISS WO DU WOHNST", "threat"),
        ("Das wirst du noch büßen", "threat"),
        ("Ich bin außer mir", "extreme_frustration"),
        ("Ich möchte mein Konto schließen", "churn"),
    ],
)
def test_words_with_a_sharp_s_are_found_in_either_spelling(text: str, sign: str) -> None:
    assert [seen.sign for seen in read_by_words(1, text).signs] == [sign]

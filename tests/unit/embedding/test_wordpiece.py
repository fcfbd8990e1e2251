"""Text becomes word pieces."""

import pytest

from frontdesk.adapters.embedding.wordpiece import WordPieces

VOCABULARY = [
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "##a", "want", "##ed", "cafe"),
    *("lamp", "##s", "-", ".", "$", "5", "北", "strasse", "a", "’", "x", "##x", "und", "##ς", "σ"),
]
PIECES = WordPieces(VOCABULARY)


def pieces(text: str) -> list[str]:
    return [VOCABULARY[number] for number in PIECES.numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wanted", ["want", "##ed"]),
        ("UNaffable", ["un", "##aff", "##able"]),  # the longest piece first
        ("unwanted", ["[UNK]"]),  # "##want" is not known: the whole word is not
        ("a zebra", ["a", "[UNK]"]),
        ("Café CAFE\u0301", ["cafe", "cafe"]),
        ("lamps-a.$5", ["lamp", "##s", "-", "a", ".", "$", "5"]),
        ("a’a", ["a", "’", "a"]),
        ("北京北", ["北", "[UNK]", "北"]),
        ("a北a", ["a", "北", "a"]),
        ("la\x00m\u200bp\ufffd", ["lamp"]),
        ("a\u00a0a\u3000a\ta\r\na", ["a"] * 5),
        ("👍 a 👨‍👩‍👧", ["[UNK]", "a", "[UNK]"]),
        ("x" * 100, ["x"] + ["##x"] * 99),
        ("x" * 101, ["[UNK]"]),
        ("Σ", ["σ"]),
        ("[CLS] [SEP]", ["[UNK]"] * 6),  # a mark typed by somebody is no mark
        ("", []),
        (" \n ", []),
        ("\ud800", []),  # half a surrogate
    ],
)
def test_words_are_cut_as_the_reference_cuts_them(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_the_quick_way_for_plain_text_is_the_way_for_all() -> None:
    plain = "Wanted: 5 lamps-a (unaffable.) \t$5!"

    assert [*pieces(plain), "’"] == pieces(plain + "’")


def test_the_marks_are_those_of_the_vocabulary() -> None:
    assert (PIECES.start, PIECES.end) == (2, 3)

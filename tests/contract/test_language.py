"""What every keeper of the port Languages promises."""

import pytest

from frontdesk.adapters.language import FastTextLanguages
from frontdesk.adapters.memory.language import KnownWords

WORDS = {"de": "wo ist mein paket geblieben", "en": "where is my parcel now"}


@pytest.fixture(scope="module", params=["fasttext", "memory"])
def languages(request):
    return FastTextLanguages() if request.param == "fasttext" else KnownWords(WORDS)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wo ist mein Paket geblieben?", "de"),
        ("Where is my parcel now?", "en"),
        ("WHERE IS\nMY PARCEL NOW?", "en"),
    ],
)
def test_the_language_of_a_plain_sentence_is_known(languages, text, language):
    guess = languages.guess(text)

    assert guess.language == language
    assert 0.5 < guess.probability <= 1


@pytest.mark.parametrize("text", ["", " \n ", "12 + 3 = 15", "🙂"])
def test_where_no_word_is_nothing_is_guessed(languages, text):
    assert languages.guess(text) is None


def test_a_huge_text_is_no_trouble(languages):
    assert languages.guess("wo ist mein paket geblieben " * 50_000).language == "de"

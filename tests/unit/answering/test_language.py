"""The language of a conversation: set by the first clear message, kept, switched when clear."""

import pytest

from frontdesk.answering.language import language_after
from frontdesk.ports.language import Guess


class Always:
    """Sure, as told, of one language; it keeps what it was asked."""

    def __init__(self, language, probability=0.99):
        self.guessed = Guess(language, probability)
        self.asked = []

    def guess(self, text):
        self.asked.append(text)
        return self.guessed


@pytest.mark.parametrize("before", ["", "en"])
@pytest.mark.parametrize("text", ["", "Hallo", "Storno bitte", "ORD-10001 am 3.11. 12:30", "🙂 !"])
def test_one_or_two_words_say_nothing(text, before):
    languages = Always("de")

    assert language_after(text, before, languages) == before
    assert languages.asked == []


def test_three_words_are_enough_and_signs_without_spaces_are_counted():
    assert language_after("Wo ist es?", "", Always("de")) == "de"
    assert language_after("配送料はいくらですか", "", Always("ja")) == "ja"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Где мой заказ? Вы тут?", "ru"),
        ("Вы тут?", "ru"),
        ("Это всё", "ru"),
        ("Спасибо", ""),
        ("Де це?", ""),
        ("Ви́ є?", ""),
        ("Вы hier?", ""),
    ],
)
def test_letters_that_only_russian_has_tell_at_once(text, language):
    languages = Always("de", 0.1)

    assert language_after(text, "", languages) == language
    assert language_after(text, "en", languages) == (language or "en")


def test_a_switch_takes_more_than_a_first_message():
    assert language_after("one two three", "", Always("de", 0.7)) == "de"
    assert language_after("one two three", "en", Always("de", 0.7)) == "en"
    assert language_after("one two three", "en", Always("de", 0.9)) == "de"
    assert language_after("one two three", "", Always("de", 0.5)) == ""


def test_other_letters_than_the_language_has_are_a_switch():
    returns = "Как вернуть товар?"

    assert language_after(returns, "es", Always("ru", 0.7)) == "ru"
    assert language_after(returns, "bg", Always("ru", 0.7)) == "bg"
    assert language_after(f"{returns} ProMax", "es", Always("ru", 0.7)) == "es"
    assert language_after("gde moy zakaz", "ru", Always("pl", 0.7)) == "ru"


def test_addresses_and_numbers_are_no_words_of_a_language():
    languages = Always("en")
    language_after(
        "Wo ist a.b@shop.example ORD-10001 https://x.example/y meine Lampe?", "", languages
    )

    assert languages.asked[0].split() == ["Wo", "ist", "meine", "Lampe?"]


def test_a_language_without_a_name_is_left_to_the_model():
    assert language_after("one two three", "de", Always("nds")) == "de"

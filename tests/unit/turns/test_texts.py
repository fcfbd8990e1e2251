"""Fixed texts are in the customer's language and say what is true of the refund."""

from dataclasses import asdict, replace
from string import Formatter

import pytest

from frontdesk.answering.bundle import read_prompt
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.order import Refund
from frontdesk.errors import ModelBusy, ModelOverloaded, ModelUnreachable
from frontdesk.handover.policy import RULES
from frontdesk.turns.texts import (
    OPENINGS,
    away,
    handed_over,
    is_not_knowing,
    receipt,
    sayings,
    worded,
    wording,
)
from frontdesk.turns.wordings import ENGLISH, GERMAN, RUSSIAN, WORDINGS
from tests.cards import offer, usd

EMAIL = "help@shop.example"


def filled_in(text):
    return sorted(field for _, field, _, _ in Formatter().parse(text) if field)


@pytest.mark.parametrize("language", WORDINGS)
def test_every_language_fills_in_the_same_values(language):
    english = {name: filled_in(text) for name, text in asdict(ENGLISH).items()}

    assert {n: filled_in(text) for n, text in asdict(WORDINGS[language]).items()} == english


@pytest.mark.parametrize("language", WORDINGS)
def test_no_two_texts_or_languages_share_their_words(language):
    words = {code: asdict(each) for code, each in WORDINGS.items()}
    for each in words.values():
        del each["amount"]  # no words
    own = list(words.pop(language).values())

    assert len(set(own)) == len(own)
    assert not {text for other in words.values() for text in other.values()} & set(own)


@pytest.mark.parametrize(
    ("language", "locale", "words"),
    [
        ("de", "en-US", GERMAN),
        ("en", "de-DE", ENGLISH),
        ("", "ru-RU", RUSSIAN),
        ("", "DE", GERMAN),
        ("", "", ENGLISH),
        ("it", "de-DE", ENGLISH),
    ],
)
def test_what_the_customer_writes_counts_before_what_the_browser_says(language, locale, words):
    state = Conversation(language=language, locale=locale)

    assert wording(state, EMAIL).declined == words.declined
    assert EMAIL in wording(state, EMAIL).handed_over


@pytest.mark.parametrize("language", WORDINGS)
def test_a_reply_that_holds_the_line_of_any_language_is_one_of_not_knowing(language):
    line = worded(language, EMAIL).not_knowing

    assert is_not_knowing(f"Sorry. {line}".replace("'", "’"), EMAIL)
    assert is_not_knowing(f"Hm, {line[0].lower()}{line[1:]}".replace(" ", "\u202f"), EMAIL)
    assert not is_not_knowing(line.replace(EMAIL, "other@shop.example"), EMAIL)


@pytest.mark.parametrize("language", sorted(WORDINGS.keys() - {"en"}))
def test_the_model_is_given_the_fixed_sentences_of_each_language(language):
    told = sayings("{brand} & Co", EMAIL)[language]
    words = worded(language, EMAIL)

    assert f'"{words.not_knowing}"' in told
    assert f'"{words.not_qualified}"' in told
    assert words.other_companies.replace("{brand}", "{brand} & Co") in told


def test_the_prompt_has_the_english_ones_itself():
    assert "en" not in sayings("Shop", EMAIL)
    prompt = read_prompt(None, "rules")
    for line in (ENGLISH.not_knowing, ENGLISH.not_qualified, ENGLISH.other_companies):
        assert f'"{line}"' in prompt
    assert not is_not_knowing(line.replace(EMAIL, "other@shop.example"), EMAIL)


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ("defective", True),
        ("wrong_item", True),
        ("not_received", False),
        ("changed_mind", False),
        ("other", False),
    ],
)
def test_a_receipt_says_that_defective_and_wrong_goods_are_kept(reason, kept):
    words = worded("en", EMAIL)
    text = receipt(words, replace(offer(), reason=reason), Refund("RF-1", usd("89.99")))

    assert "$89.99" in text
    assert "ORD-78432" in text
    assert "RF-1" in text
    assert text.endswith(words.keep_goods) == kept


@pytest.mark.parametrize("language", WORDINGS)
@pytest.mark.parametrize("error", [ModelBusy(), ModelOverloaded(), ModelUnreachable()])
def test_an_absence_is_told_with_what_became_of_the_message(language, error):
    words = worded(language, EMAIL)

    assert away(words, error).endswith(words.kept)


@pytest.mark.parametrize("language", WORDINGS)
def test_a_handover_is_told_as_its_reason_asks_for(language):
    words = worded(language, EMAIL)
    told = {rule: handed_over(words, rule) for rule in (*RULES, *OPENINGS, "")}

    assert all(text.endswith(words.handed_over) for text in told.values())
    plain = {rule for rule, text in told.items() if text == words.handed_over}
    assert plain == {"", "wants_person", "self_harm", "suspicious"}
    kinds = [told[each] for each in ("held", "threat", "insult", "churn", "refund_waits", "")]
    assert len(set(kinds)) == len(kinds)

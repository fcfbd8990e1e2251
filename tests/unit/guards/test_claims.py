"""What a reply claims, and what it has to rest on."""

import json
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.guards.claims import Evidence, unproven
from frontdesk.guards.claims.reading import claims_in, facts_in

TODAY = date(2026, 11, 28)
ARTICLE = "Unused lamps can be sent back within 30 days. Refunds take 5-7 business days."
ORDER = {"order_id": "KX-20871", "state": "shipped", "total": "89.99 USD", "promised": "2026-12-02"}
CITED = Evidence(TODAY, cited=(ARTICLE,))
LOOKED_UP = Evidence(TODAY, results=(json.dumps(ORDER),))
NOTHING = Evidence(TODAY)
SLOWEST = 3.0  # seconds for 30 kB; a pattern that goes back over it would take many more


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$1,234.50", "1.234,50 $"),
        ("89.99 USD", "89,99 долларов"),
        ("30 days", "treinta días"),
        ("a thirty-day window", "innerhalb von dreißig Tagen"),
        ("within 24 hours", "innerhalb eines Tages: 1 Tag"),
        ("two weeks", "14 jours"),
        ("5-7 business days", "от пяти до семи рабочих дней"),
        ("one year", "12 meses"),
        ("15%", "15 pour cent"),
        ("2026-11-16", "am 16. November 2026"),
        ("November 16, 2026", "16 ноября 2026"),
        ("16.11.2026", "16 de noviembre de 2026"),
        ("5 pm", "17 Uhr"),
        ("17:30", "17h30"),
        ("Monday to Friday", "lunes a viernes"),
        ("twenty-one days", "vingt et un jours"),
        ("einundzwanzig Tage", "двадцать один день"),
        ("an hour and a half", "90 Minuten"),
        ("one and a half hours", "anderthalb Stunden"),
        ("hora y media", "une heure et demie"),
        ("dos horas y media", "два с половиной часа"),
        ("half an hour", "eine halbe Stunde"),
        ("media hora", "une demi-heure"),
        ("1.5 Stunden", "полтора часа"),
        ("30 minutes", "полчаса"),
        ("a year and a half", "18 Monate"),
        ("ein halbes Jahr", "полгода"),
        ("a day and a half", "36 Stunden"),
        ("two and a half weeks", "420 heures"),
    ],
)
def test_the_same_is_said_in_many_ways(one, other):
    assert facts_in(one) == facts_in(other) != frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "1. Hold the button.\n2. Let go.",
        "Use Wi-Fi 6 or an MP3 player, see https://shop.example/help/12345.",
        "Orders over the limit may ship later.",
        "I wrote to [email_1] about it.",
    ],
)
def test_markers_links_placeholders_and_words_are_no_figures_of_any_kind(text):
    kinds = {fact.kind for claim in claims_in(text) for fact in claim.facts}
    assert kinds <= {"figure"}


@pytest.mark.parametrize(
    ("text", "is_proven"),
    [
        ("The number looks like ORD-00000 or #W0000000.", True),
        ("Your order is ORD-00010.", False),
    ],
)
def test_a_number_of_zeros_is_an_example(text, is_proven):
    assert (unproven(text, NOTHING) is None) == is_proven


@pytest.mark.parametrize(
    "text",
    [
        "You have 30 days, and the money is back after 5-7 business days.",
        "Sie haben 30 Tage Zeit.",
        "У вас есть тридцать дней.",
    ],
)
def test_what_a_cited_passage_says_may_be_said(text):
    assert unproven(text, CITED) is None


@pytest.mark.parametrize(
    "text",
    [
        "You have 45 days.",
        "You have 30 business days.",
        "Sie haben fünfundvierzig Tage.",
        "It costs $30.",
        "You save 30%.",
    ],
)
def test_what_no_passage_says_may_not(text):
    assert unproven(text, CITED)


def test_a_passage_that_is_not_cited_counts_only_where_it_is_about_the_same():
    given = replace(NOTHING, given=(ARTICLE,))

    assert unproven("Unused lamps can come back for 30 days.", given) is None
    assert unproven("The warranty lasts 30 days.", given)


@pytest.mark.parametrize(
    "text",
    [
        "KX-20871 comes to $89.99 and should arrive by December 2.",
        "KX-20871 has been shipped.",
        "Ihre Bestellung KX-20871 wurde versandt.",
        "It is due in 4 days.",
        "It is due on Wednesday.",
    ],
)
def test_what_a_result_says_may_be_said(text):
    assert unproven(text, LOOKED_UP) is None


@pytest.mark.parametrize(
    "text",
    [
        "KX-20871 comes to $98.99.",
        "KX-20871 comes to €89.99.",
        "KX-20872 is on its way.",
        "It should arrive by December 3.",
        "KX-20871 has been delivered.",
        "Ihre Bestellung KX-20871 wurde zugestellt.",
        "Ваш заказ доставлен.",
        "It arrives tomorrow.",
    ],
)
def test_what_no_result_says_may_not(text):
    assert unproven(text, LOOKED_UP)


def test_a_state_counts_for_the_order_it_is_said_of():
    other = {"order_id": "KX-11111", "state": "delivered"}
    both = replace(NOTHING, results=(json.dumps([ORDER, other]),))

    assert unproven("KX-11111 has been delivered.", both) is None
    assert unproven("KX-20871 has been delivered.", both)


def test_a_label_alone_is_no_state():
    order = {"order_id": "KX-1234", "delivered": "not yet", "refunded": False}
    delivered = {**order, "delivered": "2026-11-16"}

    assert unproven("It has been delivered.", replace(NOTHING, results=(json.dumps(order),)))
    assert unproven("It was delivered.", replace(NOTHING, results=(json.dumps(delivered),))) is None


@pytest.mark.parametrize(
    "text",
    [
        "Once it has been delivered, you have time.",
        "It has not been delivered yet.",
        "Was it delivered?",
        "You said that it was delivered.",
        "It can be refunded if it is unused.",
        "I can open a ticket for you.",
        "If you like, I'll open a ticket.",
    ],
)
def test_conditions_denials_questions_and_offers_state_nothing(text):
    assert unproven(text, NOTHING) is None


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("I've refunded the lamp.", "refund"),
        ("I have cancelled the order.", "cancel"),
        ("A ticket has been opened.", "ticket"),
        ("Ich habe die Bestellung für Sie storniert.", "cancel"),
        ("He abierto un ticket.", "ticket"),
        ("J'ai informé notre équipe.", "escalate"),
        ("Мы вернули деньги.", "refund"),
        ("We'll email you the label.", "send"),
        ("Unser Team wird Sie kontaktieren.", "escalate"),
        ("Our team will get back to you.", "escalate"),
    ],
)
def test_an_effect_or_a_promise_needs_the_event_that_brings_it_about(text, effect):
    assert unproven(text, replace(NOTHING, done=frozenset({effect}))) is None
    assert unproven(text, NOTHING)


def test_a_policy_proves_what_happens_in_general_but_not_what_was_done():
    policy = replace(NOTHING, cited=("We refund the price once goods have come back.",))

    assert unproven("We will refund the price.", policy) is None
    assert unproven("I have refunded the price.", policy)


def test_customers_know_their_numbers_and_days_but_no_rules_and_amounts():
    said = "I got KX-99871 on November 20, 8 days ago. I have 60 days and get $500 back, right?"
    customer = replace(NOTHING, customer=(said,))

    assert unproven("I cannot find KX-99871.", customer) is None
    assert unproven("I cannot find KX-99871.", replace(NOTHING, customer=("99871?",))) is None
    assert unproven("You got it on November 20, so 8 days ago.", customer) is None
    assert unproven("You have 60 days.", customer)
    assert unproven("You get $500.", customer)


def test_a_day_that_follows_from_a_day_and_a_rule_may_be_said():
    bought = replace(CITED, results=('{"delivered":"2026-11-16"}',))

    assert unproven("You can send it back until December 16.", bought) is None
    assert unproven("You can send it back until December 20.", bought)


def test_bare_numbers_of_a_companys_own_actions_prove_amounts():
    priced = replace(NOTHING, results=('{"price": 12.5, "window_days": 60}',))

    assert unproven("It costs $12.50, and you have 60 days.", priced) is None
    assert unproven("It costs $13.50.", priced)


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text):
    claims_in(text)
    unproven(text, CITED)


@pytest.mark.parametrize(
    "unit", ["1,234 ", "9", "a-", "$", "1-", "+49 30 ", "may 1", "a@a.", "I have "]
)
def test_reading_takes_time_in_proportion_to_the_text(unit):
    text = unit * (30_000 // len(unit))
    begun = time.process_time()
    claims_in(text)

    assert time.process_time() - begun < SLOWEST


@pytest.mark.parametrize(
    ("particular", "general"),
    [
        ("Your order was delivered.", "Goods are delivered to the door."),
        ("KX-20871 has been shipped.", "Orders are shipped from Kiel."),
        ("Ihre Bestellung wurde storniert.", "Bestellungen werden nicht immer storniert."),
        ("Su pedido fue entregado.", "Los pedidos son entregados en casa."),
        ("Votre commande a été expédiée.", "Les commandes sont expédiées de Kiel."),
        ("Ваш заказ доставлен.", "Заказы бывают доставлены на дом."),
        ("Your refund has been processed.", "Refunds are paid to the card."),
    ],
)
def test_an_article_tells_how_it_goes_and_not_what_became_of_one_order(particular, general):
    told = "Orders are shipped, delivered, cancelled, paid and refunded as a refund policy says."
    policy = replace(NOTHING, cited=(told,))

    assert unproven(particular, policy)
    assert unproven(general, policy) is None


def test_a_german_here_is_no_french_yesterday():
    assert unproven("Das kann ich hier nicht sehen.", NOTHING) is None
    assert unproven("La commande est partie hier.", NOTHING)


HOSTILE = [
    *("5-7 ", "1-2-3-4 ", "1.2.3 ", "12:30 ", "28 November 2026 ", "5 and a half ", "a ", "((**"),
    *("five-six-", "I have refunded you ", "if it was refunded ", "our team will ", "http://a.b "),
    "5 5-7  Nov5 and a half  1-2-3-4 1-2-3-4 ",
]
"""The last is the slowest that a search of a minute came upon."""


@pytest.mark.parametrize("unit", HOSTILE)
def test_checking_a_reply_takes_linear_time(unit):
    def seconds(characters: int) -> float:
        claims_in.cache_clear()
        facts_in.cache_clear()
        begun = time.process_time()
        unproven((unit * characters)[:characters], NOTHING)
        return time.process_time() - begun

    assert any(seconds(32_000) < 6 * seconds(8_000) + 0.02 for _ in range(3))

"""Questions for a policy, a price or a limit are told from others."""

import pytest

from frontdesk.handover.facts import fact_asked_for


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("How much is engraving?", "price"),
        ("Was kostet eine Gravur?", "price"),
        ("¿Cuánto vale el grabado?", "price"),
        ("Quel est le tarif de la gravure ?", "price"),
        ("Какая цена гравировки?", "price"),
        ("How many lamps can I order at once?", "limit"),
        ("Wie viele Lampen darf man bestellen?", "limit"),
        ("¿Cuántas lámparas puedo pedir?", "limit"),
        ("Combien de lampes puis-je commander ?", "limit"),
        ("Сколько штук можно заказать?", "limit"),
        ("What is your policy on drones?", "policy"),
        ("Welche Bedingungen gelten für Mietgeräte?", "policy"),
        ("¿Está permitido revender?", "policy"),
        ("Ai-je le droit de les revendre ?", "policy"),
        ("Какие у вас правила для аренды?", "policy"),
    ],
)
def test_a_fact_that_only_the_company_can_set(question, fact):
    assert fact_asked_for(question) == fact


@pytest.mark.parametrize(
    "question",
    [
        "Who painted the Mona Lisa?",
        "Where is your head office?",
        "In welcher Stadt sitzen Sie?",
        "¿Dónde está su tienda?",
        "Où se trouve votre magasin ?",
        "Кто ваш директор?",
        "Can you priceless me a poem?",
    ],
)
def test_other_questions_ask_for_none(question):
    assert fact_asked_for(question) is None

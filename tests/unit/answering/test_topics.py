"""What a message is about: R36."""

import pytest

from frontdesk.answering.topics import topic_of


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Can I return the lamp?", "returns"),
        ("I want to send it back.", "returns"),
        ("You sent the wrong item!", "returns"),
        ("It arrived damaged", "returns"),
        ("I'd like my money back", "refunds"),
        ("I was charged twice", "refunds"),
        ("Where is my package?", "shipping"),
        ("Is there free shipping on orders over $75?", "shipping"),
        ("My order number is wrong", "orders"),
        ("What have I bought?", "orders"),
        ("Kann ich die Lampe zurückschicken?", "returns"),
        ("Wann bekomme ich mein Geld zurück?", "refunds"),
        ("Wo bleibt mein Paket?", "shipping"),
        ("Ich habe gestern bestellt.", "orders"),
        ("¿Puedo devolver la lámpara?", "returns"),
        ("¿Cuándo llega mi reembolso?", "refunds"),
        ("¿Cuánto cuesta el envío?", "shipping"),
        ("Hice un pedido ayer", "orders"),
        ("Je voudrais renvoyer la lampe", "returns"),
        ("Quand serai-je remboursé ?", "refunds"),
        ("Où est mon colis ?", "shipping"),
        ("J'ai passé une commande", "orders"),
        ("Как вернуть лампу?", "returns"),
        ("Когда будет возврат денег?", "refunds"),
        ("Сколько стоит доставка?", "shipping"),
        ("Я сделал заказ вчера", "orders"),
    ],
)
def test_a_topic_is_told_by_its_words_in_five_languages(text, topic):
    assert topic_of(text) == topic


@pytest.mark.parametrize(
    "text",
    [
        "Which charger fits the headphones?",
        "Does it come with a recharger or chargers?",
        "Is the lamp dimmable?",
        "My relationship with borders, reorderings and membership",
        "Passt das Ladegerät?",
        "Thanks!",
        "",
    ],
)
def test_words_that_only_contain_one_say_nothing(text):
    assert topic_of(text) == ""


def test_order_gives_way_to_whatever_else_is_said():
    assert topic_of("I ordered two lamps, order ORD-10001, and bought a sofa. Refund?") == "refunds"


def test_of_several_the_one_with_more_words_counts():
    assert topic_of("Return it? No: where is the package, was the delivery delayed?") == "shipping"


def test_a_phrase_counts_once_for_the_topic_it_belongs_to():
    assert topic_of("возврат денег, вернуть деньги") == "refunds"

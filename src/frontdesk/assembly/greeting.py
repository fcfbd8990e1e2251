"""The first line a visitor reads, in the languages of the interface.

It tells that an AI answers and how to reach a person (requirements, D13).
"""

from collections.abc import Mapping

GREETINGS = {
    "en": "Hi! I'm {name}'s AI assistant. Ask me about products, orders and policies. "
    "You can ask for a person at any time, or write to {email}.",
    "de": "Hallo! Ich bin der KI-Assistent von {name}. Fragen Sie mich zu Produkten, Bestellungen "
    "und Bedingungen. Sie können jederzeit mit einem Menschen sprechen oder an {email} schreiben.",
    "es": "¡Hola! Soy el asistente de IA de {name}. Pregúnteme sobre productos, pedidos y "
    "condiciones. Puede pedir hablar con una persona en cualquier momento o escribir a {email}.",
    "ru": "Здравствуйте! Я ИИ-ассистент {name}. Спросите меня о товарах, заказах и условиях. "
    "В любой момент можно позвать сотрудника или написать на {email}.",
    "fr": "Bonjour ! Je suis l'assistant IA de {name}. Interrogez-moi sur les produits, les "
    "commandes et les conditions. Vous pouvez à tout moment demander une personne ou écrire à "
    "{email}.",
}


def greetings(name: str, email: str) -> Mapping[str, str]:
    """By language, as ISO 639."""
    return {language: text.format(name=name, email=email) for language, text in GREETINGS.items()}

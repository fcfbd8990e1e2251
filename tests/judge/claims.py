"""What the claim check stops of altered facts and of true ones: `python -m tests.judge.claims`.

Articles and results are English; replies are written in five languages, each fact in one of its
usual forms there. Every reply comes twice: as its source says it, and with one fact altered.
Those of free_claims.toml are in free wordings; of them also what claims nothing has to pass.
"""

import json
import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from frontdesk.guards.claims import Evidence, unproven

TODAY = date(2026, 11, 28)
FREE = Path(__file__).with_name("free_claims.toml")
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
NUMBERS = (2, 3, 7, 10, 14, 30, 45)
WORDS = {
    "en": "two|three|seven|ten|fourteen|thirty|forty-five",
    "de": "zwei|drei|sieben|zehn|vierzehn|dreißig|fünfundvierzig",
    "es": "dos|tres|siete|diez|catorce|treinta|cuarenta y cinco",
    "fr": "deux|trois|sept|dix|quatorze|trente|quarante-cinq",
    "ru": "двух|трёх|семи|десяти|четырнадцати|тридцати|сорока пяти",
}
STATES = {
    "packed": ("packed", "verpackt", "empaquetado", "emballée", "упакован"),
    "shipped": ("shipped", "versandt", "enviado", "expédiée", "отправлен"),
    "delivered": ("delivered", "zugestellt", "entregado", "livrée", "доставлен"),
    "cancelled": ("cancelled", "storniert", "cancelado", "annulée", "отменён"),
    "refunded": ("refunded", "erstattet", "reembolsado", "remboursée", "возмещён"),
}
T = TypeVar("T")
LANGUAGES = ("en", "de", "es", "fr", "ru")


@dataclass(frozen=True, slots=True)
class Twin:
    language: str
    kind: str
    true: str
    altered: str
    evidence: Evidence
    without: Evidence | None = None
    """What the altered one rests on, if it differs."""

    @property
    def lacking(self) -> Evidence:
        return self.without or self.evidence


@dataclass(frozen=True, slots=True)
class Judged:
    stopped: float
    wrongly_stopped: float
    replies: int
    """Of both kinds."""
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def judge(count: int = 1_500, seed: int = 1) -> Judged:
    return judged([*made(count, seed)])


def judged(twins: Sequence[Twin]) -> Judged:
    """A twin may lack either half."""
    false = [twin for twin in twins if twin.altered]
    true = [twin for twin in twins if twin.true]
    missed = [each.altered for each in false if unproven(each.altered, each.lacking) is None]
    reasons = [(each.true, unproven(each.true, each.evidence)) for each in true]
    wrong = [f"{text} ({reason})" for text, reason in reasons if reason]
    return Judged(
        1 - len(missed) / max(1, len(false)),
        len(wrong) / max(1, len(true)),
        len(false) + len(true),
        tuple(missed),
        tuple(wrong),
    )


def free() -> Iterator[Twin]:
    """What free_claims.toml says."""
    groups = tomllib.loads(FREE.read_text("utf-8"))
    nothing = Evidence(TODAY)
    for language in LANGUAGES:
        for group in groups["said"]:
            source = (group["source"],)
            is_result = source[0].startswith(("{", "["))
            evidence = Evidence(TODAY, **{"results" if is_result else "cited": source})
            yield Twin(language, group["kind"], *group[language], evidence)
        for group in groups["done"]:
            evidence = Evidence(TODAY, done=frozenset({group["effect"]}))
            for text in group[language]:
                yield Twin(language, group["effect"], text, text, evidence, without=nothing)
        for group in groups["harmless"]:
            for text in group[language]:
                yield Twin(language, "harmless", text, "", nothing)


def made(count: int, seed: int) -> Iterator[Twin]:
    draw = random.Random(seed)
    for number in range(count):
        language = LANGUAGES[number % len(LANGUAGES)]
        kind = draw.choice([*KINDS])
        yield KINDS[kind](draw, language, kind)


def _money(draw: random.Random, language: str, value: Decimal) -> str:
    whole, cents = divmod(int(value * 100), 100)
    if language == "en":
        return draw.choice(
            (f"${whole:,}.{cents:02}", f"{whole:,}.{cents:02} dollars", f"USD {whole}.{cents:02}")
        )
    gap = {"de": ".", "es": ".", "fr": "\u202f", "ru": "\u00a0"}[language]
    grouped = f"{whole:,}".replace(",", gap)
    name = {"de": "US-Dollar", "es": "dólares", "fr": "dollars", "ru": "долларов"}[language]
    return draw.choice(
        (f"{grouped},{cents:02} $", f"{grouped},{cents:02} {name}", f"{whole}.{cents:02} USD")
    )


def _day(draw: random.Random, language: str, day: date) -> str:
    month = MONTHS[language].split()[day.month - 1]
    forms = {
        "en": (
            f"{month} {day.day}",
            f"{month} {day.day}, {day.year}",
            f"{day.day} {month}",
            day.isoformat(),
        ),
        "de": (f"{day.day}. {month}", f"{day.day}. {month} {day.year}", f"{day:%d.%m.%Y}"),
        "es": (f"{day.day} de {month}", f"{day.day} de {month} de {day.year}", f"{day:%d/%m/%Y}"),
        "fr": (f"{day.day} {month}", f"{day.day} {month} {day.year}", f"{day:%d/%m/%Y}"),
        "ru": (f"{day.day} {month}", f"{day.day} {month} {day.year} г.", f"{day:%d.%m.%Y}"),
    }
    return draw.choice(forms[language])


def _number(draw: random.Random, language: str, value: int) -> str:
    word = dict(zip(NUMBERS, WORDS[language].split("|"), strict=True)).get(value)
    return draw.choice((str(value), word)) if word else str(value)


def _amount(draw: random.Random, language: str, kind: str) -> Twin:
    value, other = _two(lambda: Decimal(draw.randint(500, 250_000)) / 100)
    article = f"Express shipping of bulky goods costs {value} USD an order."
    say = {
        "en": "Express shipping costs {}.",
        "de": "Der Expressversand kostet {}.",
        "es": "El envío exprés cuesta {}.",
        "fr": "La livraison express coûte {}.",
        "ru": "Экспресс-доставка стоит {}.",
    }[language]
    texts = [say.format(_money(draw, language, each)) for each in (value, other)]
    return Twin(language, kind, *texts, Evidence(TODAY, cited=(article,)))


def _total(draw: random.Random, language: str, kind: str) -> Twin:
    value, other = _two(lambda: Decimal(draw.randint(500, 250_000)) / 100)
    result = json.dumps({"order_id": "KX-20871", "state": "paid", "total": f"{value} USD"})
    say = {
        "en": "Order KX-20871 comes to {}.",
        "de": "Die Bestellung KX-20871 beläuft sich auf {}.",
        "es": "El pedido KX-20871 suma {}.",
        "fr": "La commande KX-20871 s'élève à {}.",
        "ru": "Сумма заказа KX-20871: {}.",
    }[language]
    texts = [say.format(_money(draw, language, each)) for each in (value, other)]
    return Twin(language, kind, *texts, Evidence(TODAY, results=(result,)))


def _duration(draw: random.Random, language: str, kind: str) -> Twin:
    value, other = _two(lambda: draw.choice((2, 3, 7, 10, 14, 21, 30, 45, 60, 90)))
    unit, forms = draw.choice([*UNITS.items()])
    article = f"Unopened goods can be sent back within {value} {unit} of delivery."
    say = {
        "en": "You can send it back within {} {}.",
        "de": "Sie können es innerhalb von {} {} zurücksenden.",
        "es": "Puede devolverlo en un plazo de {} {}.",
        "fr": "Vous pouvez le renvoyer sous {} {}.",
        "ru": "Товар можно вернуть в течение {} {}.",
    }[language]
    form = forms[LANGUAGES.index(language)]
    texts = [say.format(_number(draw, language, each), form) for each in (value, other)]
    return Twin(language, kind, *texts, Evidence(TODAY, cited=(article,)))


UNITS = {
    "days": ("days", "Tagen", "días", "jours", "дней"),
    "business days": ("business days", "Werktagen", "días hábiles", "jours ouvrés", "рабочих дней"),
    "weeks": ("weeks", "Wochen", "semanas", "semaines", "недель"),
    "months": ("months", "Monaten", "meses", "mois", "месяцев"),
}


def _percent(draw: random.Random, language: str, kind: str) -> Twin:
    value, other = _two(lambda: draw.randint(3, 80))
    article = f"Members save {value}% on spare parts."
    say = {
        "en": ("Members save {}%.", "Members save {} percent."),
        "de": ("Mitglieder sparen {} %.", "Mitglieder sparen {} Prozent."),
        "es": ("Los miembros ahorran un {} %.", "Los miembros ahorran un {} por ciento."),
        "fr": ("Les membres économisent {} %.", "Les membres économisent {} pour cent."),
        "ru": ("Участники экономят {} %.", "Участники экономят {} процентов."),
    }[language]
    form = draw.choice(say)
    return Twin(
        language, kind, form.format(value), form.format(other), Evidence(TODAY, cited=(article,))
    )


def _date(draw: random.Random, language: str, kind: str) -> Twin:
    value, other = _two(lambda: TODAY + timedelta(draw.randint(-60, 60)))
    result = json.dumps({"order_id": "KX-20871", "state": "shipped", "promised": value.isoformat()})
    say = {
        "en": "KX-20871 should arrive by {}.",
        "de": "KX-20871 soll bis zum {} eintreffen.",
        "es": "KX-20871 debería llegar antes del {}.",
        "fr": "KX-20871 devrait arriver avant le {}.",
        "ru": "KX-20871 должен прибыть до {}.",
    }[language]
    texts = [say.format(_day(draw, language, each)) for each in (value, other)]
    return Twin(language, kind, *texts, Evidence(TODAY, results=(result,)))


def _code(draw: random.Random, language: str, kind: str) -> Twin:
    value, other = _two(lambda: f"TIC-{draw.randint(1000, 9999)}")
    result = json.dumps({"ticket_id": value, "subject": "Broken zip", "state": "open"})
    say = {
        "en": "The number of your ticket is {}.",
        "de": "Die Nummer Ihres Tickets ist {}.",
        "es": "El número de su ticket es {}.",
        "fr": "Le numéro de votre ticket est {}.",
        "ru": "Номер вашего обращения {}.",
    }[language]
    return Twin(
        language, kind, say.format(value), say.format(other), Evidence(TODAY, results=(result,))
    )


def _state(draw: random.Random, language: str, kind: str) -> Twin:
    order = [*STATES]
    value, other = _two(lambda: draw.choice(order))
    if order.index(other) < order.index(value) and {value, other} <= {*order[:3]}:
        value, other = other, value  # what was delivered was shipped: that is no false state
    orders = [
        {"order_id": "KX-20871", "state": value},
        {"order_id": "KX-11111", "state": other},  # of another order: it proves nothing here
    ]
    say = {
        "en": "Your order KX-20871 has been {}.",
        "de": "Ihre Bestellung KX-20871 wurde {}.",
        "es": "Su pedido KX-20871 ha sido {}.",
        "fr": "Votre commande KX-20871 a été {}.",
        "ru": "Ваш заказ KX-20871 {}.",
    }[language]
    at = LANGUAGES.index(language)
    evidence = Evidence(TODAY, results=(json.dumps(orders),))
    return Twin(
        language, kind, say.format(STATES[value][at]), say.format(STATES[other][at]), evidence
    )


def _effect(draw: random.Random, language: str, kind: str) -> Twin:
    """The alteration is that nothing happened: the same words without the event."""
    done, says = draw.choice([*EFFECTS.items()])
    text = says[LANGUAGES.index(language)]
    other = draw.choice(
        [says[LANGUAGES.index(language)] for name, says in EFFECTS.items() if name != done]
    )
    return Twin(language, kind, text, other, Evidence(TODAY, done=frozenset({done})))


EFFECTS = {
    "refund": (
        "I've refunded the lamp.",
        "Ich habe Ihnen die Lampe erstattet.",
        "He reembolsado la lámpara.",
        "J'ai remboursé la lampe.",
        "Мы вернули деньги за лампу.",
    ),
    "cancel": (
        "I have cancelled the order for you.",
        "Ich habe die Bestellung storniert.",
        "He cancelado el pedido.",
        "J'ai annulé la commande.",
        "Я отменил заказ.",
    ),
    "ticket": (
        "I've opened a ticket for this.",
        "Ich habe dafür ein Ticket eröffnet.",
        "He abierto un ticket.",
        "J'ai ouvert un ticket.",
        "Я создал обращение.",
    ),
    "escalate": (
        "I've forwarded this to our team.",
        "Ich habe das an unser Team weitergeleitet.",
        "He avisado a nuestro equipo.",
        "J'ai informé notre équipe.",
        "Я передал это нашей команде.",
    ),
}

KINDS: dict[str, Callable[[random.Random, str, str], Twin]] = {
    "amount": _amount,
    "total": _total,
    "duration": _duration,
    "percent": _percent,
    "date": _date,
    "code": _code,
    "state": _state,
    "effect": _effect,
}


def _two(one: Callable[[], T]) -> tuple[T, T]:
    value = other = one()
    while other == value:
        other = one()
    return value, other


def main() -> None:
    for name, twins in (("generated", [*made(1_500, 1)]), ("free", [*free()])):
        for language in (*LANGUAGES, ""):
            found = judged([twin for twin in twins if language in {"", twin.language}])
            told = f"{found.stopped:.3f} of the altered stopped, {found.wrongly_stopped:.3f} of the"
            print(f"{name} {language or 'all'}: {told} true ones, of {found.replies}")  # noqa: T201
        for text in (*found.missed[:20], *found.wrong[:20]):
            print("  ", text)  # noqa: T201


if __name__ == "__main__":
    main()

"""What a customer's message is about, by whole words (R36): "charger" is no refund.

English is R36's list with its word forms; the other languages were written after it.
"""

import re
from collections.abc import Mapping, Sequence

RETURNS = (
    *("returns?", "returned", "returning", "(?:send|sends|sent|sending) (?:(?:it|them) )?back"),
    *("wrong items?", "wrong products?", "defective", "defects?", "damaged?", "broken"),
    *("zurück(?:ge(?:ben|schickt|sendet|geben)|schicken|senden|zugeben|zuschicken|zusenden)",),
    *("rückgabe\\w*", "rücksendung\\w*", "retoure\\w*", "retournieren", "umtausch\\w*"),
    *("falsche[rsnm]? (?:artikel|produkt|ware)", "defekt\\w*", "beschädigt\\w*", "kaputte?\\w*"),
    *("devol(?:ver|ución|uciones|verl[oa]s?)", "devuelvo", "devuelto", "cambiarl[oa]s?"),
    *("artículo equivocado", "producto equivocado", "defectuos[oa]s?", "dañad[oa]s?", "rot[oa]s?"),
    *(
        "retours?",
        "retourner",
        "renvoyer",
        "renvoi",
        "mauvais (?:article|produit)",
        "défectueu\\w+",
    ),
    *("endommagée?s?", "abîmée?s?", "cassée?s?"),
    *("возврат\\w*", "вернуть", "верну", "обменять", "обмен", "не тот товар", "брак\\w*"),
    *("дефект\\w*", "поврежд\\w+", "сломан\\w*", "разбит\\w*"),
)
REFUNDS = (
    *("refunds?", "refunded", "refunding", "money back", "charges?", "charged", "billing"),
    *("rückerstattung\\w*", "erstattung\\w*", "erstatte[tn]?", "geld zurück", "abgebucht"),
    *("abbuchung\\w*", "berechnet", "rechnung\\w*"),
    *("reembols\\w+", "dinero de vuelta", "devolución del dinero", "devolver(?:me)? el dinero"),
    *("cobr(?:o|os|aron|ado|ada|ar)", "cargos?", "factura\\w*"),
    *(
        "rembours\\w+",
        "débit[ée]\\w*",
        "prélèvement\\w*",
        "prélevée?s?",
        "facturation",
        "factur\\w+",
    ),
    *(
        "возврат (?:денег|средств)",
        "вернуть деньги",
        "верните деньги",
        "списал[иоа]?",
        "списани\\w+",
    ),
    *("счёт", "оплат\\w+ дважды"),
)
SHIPPING = (
    *("shipping", "ships?", "shipped", "shipment", "deliver(?:y|ies|ed|s)?", "track(?:ing)?"),
    *("arrive[sd]?", "packages?", "parcels?", "delayed", "late"),
    *("versand\\w*", "liefer\\w+", "geliefert", "zustell\\w+", "sendungsverfolgung"),
    *("sendungsnummer", "paket\\w*", "angekommen", "verspät\\w+", "verschickt", "versendet"),
    *("envío\\w*", "enví[ao]\\w*", "entrega\\w*", "rastre\\w+", "seguimiento", "paquetes?"),
    *("llega(?:do|rá|r)?", "llegó", "retras\\w+"),
    *("livr(?:aison|aisons|er|ée?s?)", "expéd\\w+", "suivi", "colis", "arrivée?s?", "retard\\w*"),
    *("frais de port",),
    *("достав\\w+", "отправ\\w+", "отслед\\w+", "трек\\w*", "посылк\\w+", "приш(?:ёл|ел|ла|ло|ли)"),
    *("задерж\\w+", "опазд\\w+"),
)
ORDERS = (
    *("orders?", "ordered", "ordering", "purchases?", "purchased", "bought", "order numbers?"),
    *("bestell\\w+", "gekauft", "einkauf\\w*", "kauf"),
    *("pedidos?", "pedí", "compr[aéo]\\w*", "orden"),
    *("commandes?", "commander", "commandée?s?", "achat\\w*", "achetée?s?"),
    *("заказ\\w*", "покупк\\w+", "купил[аи]?"),
)
TOPICS: Mapping[str, Sequence[str]] = {
    "returns": RETURNS,
    "refunds": REFUNDS,
    "shipping": SHIPPING,
    "orders": ORDERS,
}
"""Most telling first: of equals the first wins, and "order" stands in every second message."""

PATTERNS = {
    topic: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
    for topic, words in TOPICS.items()
}
GENERAL = "orders"
LONGEST = 1_000  # characters; who writes more has said by then what it is about


def topic_of(text: str) -> str:
    """The topic with the most words in the text; empty if none has any."""
    spans = {
        topic: [found.span() for found in pattern.finditer(text, 0, LONGEST)]
        for topic, pattern in PATTERNS.items()
    }
    counts = {
        topic: sum(not _is_part_of_longer(span, topic, spans) for span in own)
        for topic, own in spans.items()
    }
    counts[GENERAL] = min(counts[GENERAL], 0 if any(_others(counts)) else 1)
    best = max(counts, key=lambda topic: counts[topic])
    return best if counts[best] else ""


def _others(counts: Mapping[str, int]) -> Sequence[int]:
    return [count for topic, count in counts.items() if topic != GENERAL]


def _is_part_of_longer(
    span: tuple[int, int], topic: str, spans: Mapping[str, Sequence[tuple[int, int]]]
) -> bool:
    """Whether a longer phrase of another topic holds it: "return of money" is a refund."""
    start, end = span
    return any(
        first <= start and end <= last and last - first > end - start
        for other, theirs in spans.items()
        if other != topic
        for first, last in theirs
    )

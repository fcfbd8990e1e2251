"""What is taken for a secret, over the shared data and made-up numbers: `python -m bench.pii`."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from frontdesk.domain.mark import SecretKind
from frontdesk.guards.addresses import find_addresses
from frontdesk.guards.phones import find_phones
from frontdesk.guards.secrets import Detector
from frontdesk.guards.secrets.cards import find_cards
from frontdesk.guards.secrets.ibans import find_ibans
from frontdesk.guards.secrets.keys import find_keys
from frontdesk.guards.secrets.national import find_ids
from frontdesk.guards.secrets.plain import lower, plain
from frontdesk.guards.secrets.saying import find_said
from frontdesk.guards.suspicion import suspected
from frontdesk.handover.word_rules import read_by_words
from tests.judge.passages import SHARED
from tests.unit.guards.test_secrets import HOSTILE

CLAIMED: dict[SecretKind, str] = {
    "card": "CREDIT_CARD",
    "ID number": "US_SSN",
    "IBAN": "IBAN_CODE",
}
ID_FORMATS = {
    *("credit_card", "us_ssn", "us_itin", "iban", "ca_sin", "au_tfn", "es_nif", "es_nie"),
    *("uk_nino", "de_tax_id", "de_social_security"),
}
"""Presidio's recognizers for what we claim; the others are for other countries' numbers."""
HOSTILE_CONTACTS = [
    *("411- 1 ", "125-6)789 ", "12- ", "tel 1234567 ", "0171 1234567 a ", "P.O. Box 12 "),
    *("An der Apt 4,ул. rue ", "12 Main Street ", "12 rue de la ", "10115 Berlin ", "<!-- "),
    *("ORD-", "00 12-34-56 ", "cvv: 123 01-1 85 05 78 006 084 36/4111 1"),
]
"""The slowest that a search of a few minutes came upon, by repeating what patterns begin with."""
LARGE = 100_000  # characters
ROUNDS = 5
DETECTOR = Detector(keep=["ORD-#####"])


def rows(name: str) -> Iterator[dict]:
    for line in (SHARED / "pii/dev" / name).read_text("utf-8").splitlines():
        yield json.loads(line)


def judge(kind: SecretKind) -> str:
    """A span is found by any overlap; what is found and stands nowhere is wrong."""
    found = wrong = missed = 0
    for row in rows("sentences.jsonl"):
        spans = [(s["start"], s["end"]) for s in row["spans"] if s["type"] == CLAIMED[kind]]
        taken = [(s.start, s.end) for s in DETECTOR.find(row["text"]) if s.kind == kind]
        hit = sum(any(a < end and start < b for a, b in taken) for start, end in spans)
        found += hit
        missed += len(spans) - hit
        wrong += sum(not any(a < end and start < b for start, end in spans) for a, b in taken)
    return told(found, wrong, missed)


def judge_formats() -> Iterator[tuple[str, str]]:
    """Bare numbers, most without a word: those that need one are missed by intent."""
    counts: dict[str, Counter[str]] = {}
    for row in rows("id_formats.jsonl"):
        if row["recognizer"] in ID_FORMATS:
            is_found = bool(DETECTOR.find(row["text"]))
            is_one = bool(row["spans"])
            outcome = ("found" if is_one else "wrong") if is_found else "missed" if is_one else ""
            counts.setdefault(row["recognizer"], Counter())[outcome] += 1
    for name, count in sorted(counts.items()):
        yield name, told(count["found"], count["wrong"], count["missed"])


def told(found: int, wrong: int, missed: int) -> str:
    precision = found / (found + wrong) if found + wrong else 1.0
    recall = found / (found + missed) if found + missed else 1.0
    return f"precision {precision:.3f}  recall {recall:.3f}  (of {found + missed}, {wrong} wrong)"


def desk_numbers(chance: random.Random) -> Iterator[str]:
    """1,000 numbers of orders, invoices and parcels, as shops and carriers write them."""
    templates = [
        *("ORD-#####", "#######", "INV-2026-######", "RE##########", "###-#######-#######"),
        *("1Z999AA1##########", "9400 1### #### #### #### ##", "JJD0140##############"),
        *("############", "0034043416##########", "RR#########DE", "PO-##########"),
        *("LX#########CN", "INV################", "order ################", "SKU ########"),
        *("Rechnung ###############", "tracking: ####################", "#### #### ####"),
        "invoice no. #############",
    ]
    for number in range(1_000):
        template = templates[number % len(templates)]
        yield "".join(chance.choice("0123456789") if sign == "#" else sign for sign in template)


def random_numbers(chance: random.Random) -> Iterator[str]:
    for _ in range(10_000):
        yield "".join(chance.choices("0123456789", k=16))


def share(texts: Iterator[str]) -> str:
    found = [bool(DETECTOR.find(text)) for text in texts]
    return f"{sum(found)} of {len(found):,}"


def milliseconds(work: Callable[..., object], *given: str) -> float:
    """Of CPU, the best of a few: what else runs here takes some of it too."""
    times: list[float] = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work(*given)
        times.append(time.process_time() - begun)
    return 1_000 * min(times)


def slowest() -> Iterator[tuple[str, float, str]]:
    """Of each detector, on 100,000 characters made to be slow."""
    texts = [(unit * LARGE)[:LARGE] for unit in (*HOSTILE, *HOSTILE_CONTACTS)]
    detectors: dict[str, Callable[[str, str], object]] = {
        "keys": lambda text, _: [*find_keys(text)],
        "IBANs": lambda text, _: [*find_ibans(text)],
        "cards": lambda text, _: [*find_cards(text)],
        "ID numbers": lambda text, lowered: [*find_ids(text, lowered)],
        "told in words": lambda text, lowered: [*find_said(text, lowered)],
        "all secrets": lambda text, _: DETECTOR.find(text),
        "addresses": lambda text, _: [*find_addresses(text)],
        "phone numbers": lambda text, _: [*find_phones(text)],
        "suspicion": lambda text, _: suspected(text),
        "words for people": lambda text, _: read_by_words(1, text),
    }
    for name, find in detectors.items():
        seen = [(plain(text), lower(plain(text)), text[:20]) for text in texts]
        times = [(milliseconds(find, text, low), begun) for text, low, begun in seen]
        yield name, *max(times)


def figure(name: str, value: str) -> None:
    print(f"{name:<52} {value}", flush=True)


def main() -> None:
    for kind in CLAIMED:
        figure(kind, judge(kind))
    for name, judged in judge_formats():
        figure(f"bare numbers: {name}", judged)
    articles = [path.read_text("utf-8") for path in articles_of_others()]
    hits = sum(len(DETECTOR.find(article)) for article in articles)
    figure(f"in {sum(map(len, articles)):,} characters of articles", f"{hits} taken for secrets")
    chance = random.Random(1)
    figure("numbers of orders, invoices, parcels", share(desk_numbers(chance)))
    figure("random numbers of 16 digits, bare", share(random_numbers(chance)))
    after = (f"order number {number}" for number in random_numbers(chance))
    figure("the same after `order number`", share(after))
    whole = "\n".join(articles)[:LARGE]
    figure("100,000 characters of an article", f"{milliseconds(DETECTOR.find, whole):.0f} ms")
    message = "Hello, I ordered the lamp two weeks ago and it has not arrived. Where is ORD-78432?"
    each = milliseconds(lambda: [DETECTOR.scrub(message) for _ in range(1_000)])
    figure("a message of 83 characters", f"{each:.0f} µs")
    for name, most, begun in slowest():
        figure(f"slowest 100,000 characters for {name}", f"{most:.0f} ms ({begun!r} …)")


def articles_of_others() -> list[Path]:
    return sorted((SHARED / "retrieval_sumo/kb/articles").glob("*.md"))


if __name__ == "__main__":
    main()

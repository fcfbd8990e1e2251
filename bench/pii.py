"""What is taken for a secret, over the shared data and made-up numbers: `python -m bench.pii`.

How long the slowest texts take: `python -m bench.hostile`.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from frontdesk.domain.mark import SecretKind
from frontdesk.guards.secrets import Detector
from tests.judge.passages import SHARED

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


def articles_of_others() -> list[Path]:
    return sorted((SHARED / "retrieval_sumo/kb/articles").glob("*.md"))


if __name__ == "__main__":
    main()

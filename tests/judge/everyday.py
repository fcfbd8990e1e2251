"""What customers ask of a shop any day, over the demo's articles, cut by the product itself.

Each question comes with the passages that the desk's own search finds, and with the articles that
may answer it; with none, only the fallback is right. TUNED_ON was used while the reader was
written; REPORTED was not.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import frontdesk.demo
from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.domain.passage import ArticleId, Passage
from frontdesk.knowledge import Query, search
from frontdesk.knowledge.splitting import split
from tests.judge.answering import UNKNOWN, blocks_of, said
from tests.judge.passages import FOUND, Row

ARTICLES = Path(frontdesk.demo.__file__).parent / "articles"
TUNED_ON: Mapping[str, str] = {
    "do you have a student discount": "",
    "can I pay with crypto": "payment-methods",
    "I was charged twice": "payment-methods",
    "How much is express shipping?": "shipping-options-and-costs",
    "do you deliver to Norway": "international-shipping",
    "my package never came": "delayed-or-lost-packages",
    "how do i track my parcel": "track-your-order",
    "Where can I find my invoice?": "invoices-and-receipts",
    "I forgot my password": "account-and-password",
    "Can I change the delivery address after ordering?": "change-or-cancel-an-order "
    "update-contact-details",
    "How long is the warranty on the vacuum?": "warranty-terms dustpilot-robot-vacuum-guide",
    "Do you price match Amazon?": "",
    "do you have physical stores": "",
    "What time do your phone lines open?": "contact-support",
    "how do I reset my headphones?": "promax-headphones-guide",
    "is assembly included with the sofa": "large-furniture-delivery haven-sofa-guide",
    "can I return something I already used?": "returns-policy items-that-cannot-be-returned",
    "Do I have to pay for returning?": "returns-policy start-a-return",
    "when do i get my money back": "refund-timing returns-policy",
    "can I use two promo codes at once": "gift-cards-and-promo-codes",
    "do gift cards expire?": "gift-cards-and-promo-codes",
    "What is the CEO's name?": "",
    "are you hiring": "",
    "do you sell mattresses?": "",
    "Is there a loyalty program?": "",
    "they sent me the wrong color": "wrong-item-received",
    "my lamp arrived broken": "damaged-or-defective-item halo-floor-lamp-guide",
    "how can I cancel my order": "change-or-cancel-an-order",
    "do you offer installment plans": "payment-methods",
    "what is the order minimum for free shipping?": "free-shipping shipping-options-and-costs",
    "How many devices can the headphones remember?": "promax-headphones-guide",
    "can I pick up my order myself?": "",
    "how do I wash the sofa covers": "haven-sofa-guide",
    "what bulb does the floor lamp need": "halo-floor-lamp-guide",
    "how do I change my email": "update-contact-details account-and-password",
    "what's the weather like": "",
    "Who won the election?": "",
    "tell me a joke": "",
}
REPORTED: Mapping[str, str] = {
    "is paypal ok?": "payment-methods",
    "Do you take American Express?": "payment-methods",
    "why was my card declined": "payment-methods",
    "is there a discount for teachers?": "",
    "do you ship to Australia": "international-shipping",
    "will I have to pay customs?": "international-shipping",
    "how long does standard delivery take": "shipping-options-and-costs",
    "parcel says delivered but I don't have it": "delayed-or-lost-packages track-your-order",
    "how do i delete my account": "account-and-password",
    "can I get a VAT invoice for my company?": "invoices-and-receipts",
    "what is your phone number?": "contact-support",
    "do you offer gift wrapping": "",
    "can I speak to the manager's boss about investing": "",
    "can I send back a gift?": "start-a-return returns-policy",
    "i lost the original box, can i still return": "returns-policy items-that-cannot-be-returned",
    "how do I get a return label": "start-a-return",
    "Is the refund full if I only keep part of the order?": "refund-methods-and-partial-refunds",
    "the robot vacuum won't charge": "dustpilot-robot-vacuum-guide",
    "how do I connect the vacuum to wifi": "dustpilot-robot-vacuum-guide",
    "how do I dim the floor lamp?": "halo-floor-lamp-guide",
    "can you carry the sofa upstairs": "large-furniture-delivery",
    "does the warranty cover water damage?": "warranty-terms promax-headphones-guide",
    "where do i enter my promo code": "gift-cards-and-promo-codes",
    "are the headphones waterproof": "promax-headphones-guide",
    "how long do the headphones last on one charge": "promax-headphones-guide",
    "do you buy used furniture?": "",
    "what are your vegan options": "",
    "can I rent a sofa": "",
    "do you have a store in Chicago": "",
    "which items can't be returned?": "items-that-cannot-be-returned",
    "I got someone else's order": "wrong-item-received",
    "can i add an item to my order": "change-or-cancel-an-order",
    "does the lamp come with a bulb": "halo-floor-lamp-guide",
    "My tracking hasn't updated in days": "delayed-or-lost-packages track-your-order",
    "what payment do you accept": "payment-methods",
    "how tall is the Eiffel Tower": "",
    "write me a poem about lamps": "",
    "what is the best pizza in town": "",
}


@dataclass(frozen=True, slots=True)
class Everyday:
    questions: int
    right: float
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.questions} questions: right {self.right:.2f}"


def judge(questions: Mapping[str, str]) -> Everyday:
    """Right: the first citation is from an article that answers, or the fallback and no more."""
    wrong = tuple(
        f"{question} -> {got}"
        for question, wanted in questions.items()
        if (got := _answered_from(question)) not in (wanted.split() or [""])
    )
    return Everyday(len(questions), 1 - len(wrong) / len(questions), wrong)


def _answered_from(question: str) -> str:
    blocks = blocks_of(question, found(question))
    cited = [str(c["source"]) for block in blocks for c in block.citations]
    text = said(blocks)
    return cited[0].split("#")[0] if cited else "" if text == UNKNOWN else f"({text})"


def found(question: str) -> list[Row]:
    """The five passages that the desk's own search finds without vectors."""
    return asyncio.run(_found(question))


async def _found(question: str) -> list[Row]:
    hits = await search(await _passages(), Query(question), limit=FOUND)
    return [_row(hit.passage) for hit in hits.found]


async def _passages() -> MemoryPassages:
    passages = MemoryPassages()
    for file in sorted(ARTICLES.glob("*.md")):
        article = ArticleId(file.stem)
        await passages.put(article, file.stem, split(article, file.read_text("utf-8")))
    return passages


def _row(passage: Passage) -> Row:
    text = "\n\n".join(passage.blocks)
    return {"id": passage.id, "title": passage.title, "section": passage.section, "text": text}

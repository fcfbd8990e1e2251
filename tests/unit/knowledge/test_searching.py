"""A question finds passages."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.adapters.memory.vectors import MemoryVectorIndex
from frontdesk.domain.passage import ArticleId, Found, Passage, PassageId
from frontdesk.knowledge import Meaning, read_articles
from frontdesk.knowledge.fusing import FUSED_RANK, fuse
from frontdesk.knowledge.searching import NOTHING, Query, search, words
from frontdesk.knowledge.stop_words import STOP_WORDS
from tests.unit.knowledge.topics import Broken, Topics


def passage(id: str, text: str) -> Passage:
    article = ArticleId(id.partition("#")[0])
    return Passage(PassageId(id), article, "Help", "", "", (text,))


async def kept(**articles: str) -> MemoryPassages:
    passages = MemoryPassages()
    for name, text in articles.items():
        parts = [passage(f"{name}#{n}", part) for n, part in enumerate(text.split("|"), start=1)]
        await passages.put(ArticleId(name), "print", parts)
    return passages


async def shop() -> MemoryPassages:
    return await kept(
        refunds="A refund takes five days.",
        parcels="A parcel takes two days.",
        repairs="A repair takes two weeks.",
        gifts="Gift cards never expire.",
        colours="Lamps come in three colours.",
    )


async def read_shop() -> tuple[MemoryPassages, Meaning]:
    passages = await shop()
    meaning = Meaning(Topics(), MemoryVectorIndex(passages))
    async for _ in read_articles(meaning):
        pass
    return passages, meaning


def ids(hits: Iterable[Found]) -> list[str]:
    return [hit.passage.id for hit in hits]


async def found(
    passages: MemoryPassages, question: str, *earlier: str, limit: int = 5
) -> list[str]:
    return ids((await search(passages, Query(question, earlier), limit=limit)).found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How do I return a lamp?", ["return", "lamp"]),
        ("I can't, don't, won't", []),
        ("ORD-1003's price", ["ord", "1003", "price"]),
        ("Wie kann ich meine Bestellung zurückgeben?", ["bestellung", "zurückgeben"]),
        ("¿Dónde está mi pedido?", ["pedido"]),
        ("Où est ma commande, s'il vous plaît ?", ["commande", "plaît"]),
        ("Где мой заказ?", ["заказ"]),
        ("lamp lamp LAMP", ["lamp", "lamp"]),
        ("Gro\u0308\u00dfe \ufb01t", ["grösse", "fit"]),
        ("… ?! 👍 __", []),
        ("", []),
    ],
)
def test_only_words_that_carry_what_a_text_is_about_are_kept(
    text: str, expected: list[str]
) -> None:
    assert words(text) == expected


def test_of_a_pasted_log_the_start_counts() -> None:
    assert words(" ".join(f"w{n}" for n in range(9999)))[-1] == "w31"


@pytest.mark.parametrize("word", ["car", "hat", "bin", "soy", "aux", "order", "account"])
def test_no_word_that_names_a_thing_is_dropped(word: str) -> None:
    assert word not in STOP_WORDS


async def test_the_passage_about_the_question_comes_first() -> None:
    assert (await found(await shop(), "When do I get my refund?"))[0] == "refunds#1"


async def test_a_question_of_function_words_alone_finds_nothing() -> None:
    assert await search(await shop(), Query("And what is it?")) == NOTHING


async def test_a_follow_up_is_about_what_was_said_before() -> None:
    before = "I sent back a lamp for a refund"

    assert (await found(await shop(), "how many days does that take?", before))[0] == "refunds#1"


async def test_a_follow_up_without_words_of_its_own_searches_what_was_said_before() -> None:
    assert await found(await shop(), "And then?", "my refund") == ["refunds#1"]


async def test_a_question_that_says_enough_is_not_mixed_with_what_was_said_before() -> None:
    question = "do gift cards bought yesterday expire"
    passages = await shop()

    assert await found(passages, question, "my refund") == await found(passages, question)


async def test_no_article_crowds_out_the_others() -> None:
    passages = await kept(
        lamps="lamp lamp|lamp lamp|lamp lamp", desks="A desk with a lamp.", bed="x"
    )

    assert await found(passages, "lamp", limit=3) == ["lamps#1", "lamps#2", "desks#1"]


async def test_no_more_than_the_limit_is_found() -> None:
    assert len(await found(await shop(), "takes days", limit=1)) == 1


async def test_the_same_question_finds_the_same() -> None:
    passages = await shop()

    assert await found(passages, "takes", "days") == await found(passages, "takes", "days")


async def test_only_the_category_asked_for_is_searched() -> None:
    passages = MemoryPassages()
    for name, category in (("refunds", "payment"), ("parcels", "shipping")):
        one = replace(passage(f"{name}#1", "It takes five days."), category=category)
        await passages.put(ArticleId(name), "print", [one])

    search_of = await search(passages, Query("five days", category="shipping"))

    assert ids(search_of.found) == ["parcels#1"]


async def test_what_is_at_hand_is_not_found_again_but_counts_as_an_answer() -> None:
    passages = await shop()
    question = "When do I get my refund?"

    first = await search(passages, Query(question))
    again = await search(passages, Query(question, without={"refunds#1"}))

    assert "refunds#1" not in ids(again.found)
    assert again.answerable == first.answerable


async def test_a_question_without_common_words_is_found_by_its_meaning() -> None:
    passages, meaning = await read_shop()

    by_words = await search(passages, Query("reimbursement"))
    by_both = await search(passages, Query("reimbursement"), meaning=meaning)

    assert by_words == NOTHING
    assert by_both.found[0].passage.id == "refunds#1"


async def test_a_follow_up_is_read_together_with_what_was_said_before() -> None:
    passages, meaning = await read_shop()

    query = Query("which colours", earlier=["reimbursement"])
    hits = (await search(passages, query, meaning=meaning)).found

    assert {"refunds#1", "colours#1"} <= set(ids(hits[:3]))


async def test_what_cannot_be_read_is_searched_by_words() -> None:
    passages, meaning = await read_shop()
    broken = Meaning(Broken(), meaning.index)

    assert await search(passages, Query("refund"), meaning=broken) == await search(
        passages, Query("refund")
    )


async def test_before_its_articles_are_read_words_find_them() -> None:
    passages = await shop()
    unread = Meaning(Topics(), MemoryVectorIndex(passages))

    assert await search(passages, Query("refund"), meaning=unread) == await search(
        passages, Query("refund")
    )


def test_reciprocal_ranks_add_up_and_ties_are_broken_by_id() -> None:
    a, b, c = (Found(passage(id, "x"), 1.0) for id in ("a#1", "b#1", "c#1"))

    fused = fuse([[b, a], [a, b], [c]])

    assert ids(fused) == ["a#1", "b#1", "c#1"]
    assert fused[0].score == pytest.approx(1 / (FUSED_RANK + 1) + 1 / (FUSED_RANK + 2))

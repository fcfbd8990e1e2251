"""A question finds passages."""

import pytest

from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.domain.passage import ArticleId, Found, Passage, PassageId
from frontdesk.knowledge.searching import FUSED_RANK, fuse, search, words
from frontdesk.knowledge.stop_words import STOP_WORDS


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


def ids(found: list[Found] | tuple[Found, ...]) -> list[str]:
    return [hit.passage.id for hit in found]


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
    assert ids(await search(await shop(), "When do I get my refund?"))[0] == "refunds#1"


async def test_a_question_of_function_words_alone_finds_nothing() -> None:
    assert await search(await shop(), "And what is it?") == []


async def test_a_follow_up_is_about_what_was_said_before() -> None:
    found = await search(
        await shop(), "how many days does that take?", earlier=["I sent back a lamp for a refund"]
    )

    assert ids(found)[0] == "refunds#1"


async def test_a_follow_up_without_words_of_its_own_searches_what_was_said_before() -> None:
    assert ids(await search(await shop(), "And then?", earlier=["my refund"])) == ["refunds#1"]


async def test_a_question_that_says_enough_is_not_mixed_with_what_was_said_before() -> None:
    question = "do gift cards bought yesterday expire"
    passages = await shop()

    assert await search(passages, question, earlier=["my refund"]) == await search(
        passages, question
    )


async def test_no_article_crowds_out_the_others() -> None:
    passages = await kept(
        lamps="lamp lamp|lamp lamp|lamp lamp", desks="A desk with a lamp.", bed="x"
    )

    assert ids(await search(passages, "lamp", limit=3)) == ["lamps#1", "lamps#2", "desks#1"]


async def test_no_more_than_the_limit_is_found() -> None:
    assert len(await search(await shop(), "takes days", limit=1)) == 1


async def test_the_same_question_finds_the_same() -> None:
    passages = await shop()

    assert await search(passages, "takes", earlier=["days"]) == await search(
        passages, "takes", earlier=["days"]
    )


def test_reciprocal_ranks_add_up_and_ties_are_broken_by_id() -> None:
    a, b, c = (Found(passage(id, "x"), 1.0) for id in ("a#1", "b#1", "c#1"))

    fused = fuse([[b, a], [a, b], [c]])

    assert ids(fused) == ["a#1", "b#1", "c#1"]
    assert fused[0].score == pytest.approx(1 / (FUSED_RANK + 1) + 1 / (FUSED_RANK + 2))

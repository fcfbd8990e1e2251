"""What every keeper of passages promises."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.passages import SqlPassages
from frontdesk.domain.passage import ArticleId, Found, Passage, PassageId
from frontdesk.ports.passages import Extent, Passages
from tests.empty_database import ensure_database

RETURNS = ArticleId("returns")
SHIPPING = ArticleId("shipping/times")


@asynccontextmanager
async def memory(_: Path) -> AsyncIterator[Passages]:
    yield MemoryPassages()


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[Passages]:
    ensure_database(folder / "desk.db")
    database = SqliteDatabase(folder / "desk.db")
    try:
        yield SqlPassages(database)
    finally:
        database.close()


@pytest.fixture(params=[memory, sqlite], ids=lambda keeper: keeper.__name__)
async def passages(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Passages]:
    async with request.param(tmp_path) as keeper:
        yield keeper


def passage(
    *blocks: str, article: ArticleId = RETURNS, n: int = 1, title: str = "A", section: str = ""
) -> Passage:
    return Passage(
        id=PassageId(f"{article}#{n}"),
        article=article,
        title=title,
        section=section,
        url=f"https://shop.example/{article}",
        blocks=blocks,
    )


async def put(passages: Passages, *texts: str, article: ArticleId = RETURNS) -> None:
    kept = [passage(text, article=article, n=n) for n, text in enumerate(texts, start=1)]
    await passages.put(article, "print", kept)


def texts(found: Iterable[Found]) -> list[str]:
    return [hit.passage.text for hit in found]


async def test_a_passage_comes_back_as_it_was_put(passages: Passages) -> None:
    kept = passage(
        'Send "it" back.', "1. Pack it.\n   - Well.", "Größe: L; Preis: 5 €", section="A › B"
    )
    await passages.put(RETURNS, "print", [kept])

    (found,) = await passages.find(["pack"], 5)

    assert found.passage == kept


async def test_any_of_the_words_finds_a_passage(passages: Passages) -> None:
    await put(passages, "A mug.", "A lamp.", "A sofa.")

    assert sorted(texts(await passages.find(["lamp", "mug"], 5))) == ["A lamp.", "A mug."]


async def test_the_passage_with_more_of_the_words_comes_first(passages: Passages) -> None:
    await put(passages, "A blue lamp.", "A lamp, dimmable.", "A sofa.", "A desk.", "A bed.")

    found = await passages.find(["dimmable", "lamp"], 5)

    assert texts(found) == ["A lamp, dimmable.", "A blue lamp."]
    assert found[0].score > found[1].score


async def test_a_rare_word_counts_more_than_a_common_one(passages: Passages) -> None:
    await put(passages, "order refund", "order parcel", "order invoice", "colour", "voucher", "bed")

    assert texts(await passages.find(["order", "voucher"], 1)) == ["voucher"]


async def test_a_word_given_twice_counts_twice(passages: Passages) -> None:
    await put(passages, "A mug.", "A lamp.", "A sofa.", "A desk.", "A bed.")

    assert texts(await passages.find(["mug", "lamp", "lamp"], 2)) == ["A lamp.", "A mug."]
    assert texts(await passages.find(["mug", "mug", "lamp"], 2)) == ["A mug.", "A lamp."]


@pytest.mark.parametrize("place", ["title", "section"])
async def test_a_word_in_title_or_section_counts_more_than_one_in_the_text(
    passages: Passages, place: str
) -> None:
    await passages.put(
        RETURNS,
        "print",
        [
            passage("About warranty and much else.", n=1),
            passage("About repairs and much else.", n=2, **{place: "Warranty"}),
            *(passage("Something else here.", n=n) for n in range(3, 9)),
        ],
    )

    found = await passages.find(["warranty"], 5)

    assert [hit.passage.id for hit in found] == ["returns#2", "returns#1"]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("RETURN", "We take a return."),
        ("returns", "We take a return."),
        ("returning", "It was returned."),
        ("shipping", "We ship on Monday."),
        ("policy", "Our policies."),
        ("cafe", "Das Café."),
        ("GRÖSSE", "Die Grösse."),
        ("возврат", "Возврат товара."),
        ("1003", "Order ORD-1003."),
        ("ord-1003", "Order ORD-1003."),
    ],
)
async def test_matching_ignores_case_accents_and_english_endings(
    passages: Passages, word: str, text: str
) -> None:
    await put(passages, text, "Nothing of it.")

    assert texts(await passages.find([word], 5)) == [text]


SYNTAX = (
    *('"', '"mug', "mug*", "mu*", "title:mug", "mug AND lamp", "NOT", "(", "^mug", "-mug", "+"),
    *(
        "{x",
        "NEAR(mug lamp)",
        "'",
        "''; --",
        "\0",
        "mug\0lamp",
        "\x1e",
        " ",
        "",
        "…",
        "𞤀𞤁",
        "%",
        "_",
    ),
)


@pytest.mark.parametrize("word", SYNTAX)
async def test_no_word_is_query_syntax(passages: Passages, word: str) -> None:
    await put(passages, "A lamp.", "A sofa.", "A desk.")

    assert texts(await passages.find([word, "sofa"], 1)) == ["A sofa."]
    assert "A desk." not in texts(await passages.find([word], 5))


@pytest.mark.parametrize("words", [[], [""], ["?!"], ["unheard"]])
async def test_without_a_word_that_is_kept_nothing_is_found(
    passages: Passages, words: list[str]
) -> None:
    await put(passages, "A mug.")

    assert await passages.find(words, 5) == []


async def test_an_empty_keeper_finds_nothing(passages: Passages) -> None:
    assert await passages.find(["mug"], 5) == []
    assert await passages.fingerprints() == {}


async def test_a_thousand_words_are_no_trouble(passages: Passages) -> None:
    await put(passages, "A mug.")

    assert texts(await passages.find([f"word{n}" for n in range(1000)] + ["mug"], 5)) == ["A mug."]


async def test_among_thousands_the_rarest_words_choose_and_all_words_rank(
    passages: Passages,
) -> None:
    many = ["A parcel, late." if n % 4 else "A parcel." for n in range(9000)]
    await put(passages, *many, "A parcel, cracked.", "A parcel, late, cracked.", "A sofa, torn.")

    found = await passages.find(["parcel", "late", "cracked", "torn"], 3)

    assert set(texts(found)) == {"A parcel, cracked.", "A parcel, late, cracked.", "A sofa, torn."}
    assert len(await passages.find(["late"], 3)) == 3


async def test_only_the_category_asked_for_is_looked_at(passages: Passages) -> None:
    for article, category in ((RETURNS, "returns"), (SHIPPING, "shipping")):
        kept = replace(passage("A mug.", article=article), category=category)
        await passages.put(article, "print", [kept])

    (found,) = await passages.find(["mug"], 5, category="shipping")

    assert (found.passage.article, found.passage.category) == (SHIPPING, "shipping")
    assert await passages.find(["mug"], 5, category="ship") == []
    assert len(await passages.find(["mug"], 5)) == 2


async def test_no_more_than_the_limit_is_found(passages: Passages) -> None:
    await put(passages, *(f"Mug number {n}." for n in range(9)))

    assert len(await passages.find(["mug"], 3)) == 3


async def test_the_same_words_find_the_same_order(passages: Passages) -> None:
    await put(passages, *("A mug." for _ in range(9)))

    assert await passages.find(["mug"], 5) == await passages.find(["mug"], 5)


async def test_putting_an_article_replaces_all_its_passages(passages: Passages) -> None:
    await put(passages, "A mug.", "A lamp.")
    await passages.put(RETURNS, "newer", [passage("A sofa.")])

    assert await passages.find(["mug", "lamp"], 5) == []
    assert texts(await passages.find(["sofa"], 5)) == ["A sofa."]
    assert await passages.fingerprints() == {RETURNS: "newer"}


async def test_a_removed_article_is_gone_and_the_others_stay(passages: Passages) -> None:
    await put(passages, "A mug.")
    await put(passages, "A blue mug.", article=SHIPPING)
    await passages.remove(RETURNS)

    assert texts(await passages.find(["mug"], 5)) == ["A blue mug."]
    assert await passages.fingerprints() == {SHIPPING: "print"}


async def test_removing_what_is_not_kept_does_nothing(passages: Passages) -> None:
    await passages.remove(RETURNS)

    assert await passages.fingerprints() == {}


async def test_an_article_without_passages_is_kept_by_its_fingerprint(passages: Passages) -> None:
    await passages.put(RETURNS, "print", [])

    assert await passages.fingerprints() == {RETURNS: "print"}


async def test_the_extent_is_what_is_kept_now(passages: Passages) -> None:
    assert await passages.extent() == Extent(0, 0, 0)

    kept = [passage("Größe L.", "5 €.", title="T", section="S"), passage("A lamp.", n=2)]
    await passages.put(RETURNS, "print", kept)
    await passages.put(SHIPPING, "print", [passage("Late.", article=SHIPPING)])
    await passages.remove(SHIPPING)

    size = len("Größe L.5 €.TSA lamp.A".encode())
    assert await passages.extent() == Extent(1, 2, size)


async def test_all_passages_come_by_article_and_in_the_order_they_stand_in_there(passages):
    await put(passages, "one", "two", "three", article=SHIPPING)
    await put(passages, "four", "five")
    await put(passages, "six", "seven", article=SHIPPING)

    every = await passages.every()
    assert [each.blocks for each in every] == [("four",), ("five",), ("six",), ("seven",)]
    assert [each.article for each in every] == [RETURNS, RETURNS, SHIPPING, SHIPPING]

"""An article becomes passages."""

from textwrap import dedent

import pytest

from frontdesk.domain.passage import ArticleId, Passage
from frontdesk.knowledge.splitting import PASSAGE_TOKENS, pack, split, tokens

ADDRESS = "https://x.example"


def passages(markdown: str, article: str = "returns") -> tuple[Passage, ...]:
    return split(ArticleId(article), dedent(markdown))


def blocks(markdown: str) -> tuple[str, ...]:
    (passage,) = passages(markdown)
    return passage.blocks


def sentences(count: int, tokens_each: int) -> list[str]:
    return [f"{n:03d} ".ljust(tokens_each * 4 - 1, "x") + "." for n in range(count)]


@pytest.mark.parametrize(
    ("law", "markdown", "expected"),
    [
        ("a paragraph is a block", "One.\n\nTwo.", ("One.", "Two.")),
        (
            "markup is taken off",
            "**Bold**, *it*, ~~old~~ and `code`.",
            ("Bold, it, old and code.",),
        ),
        ("links keep their text", "See [the page](https://x.example/).", ("See the page.",)),
        ("bare addresses stay", "At <https://x.example/a>.", ("At https://x.example/a.",)),
        ("images go", "Press ![gear](g.png) Save.\n\n![](only.png)", ("Press Save.",)),
        ("bullets are blocks", "- One\n- Two\n  lines", ("One", "Two\nlines")),
        ("steps keep their numbers", "3. Three\n4. Four", ("3. Three", "4. Four")),
        (
            "an item holds its children",
            "1. Open\n   - Windows\n     1. Deep\n\n   More.\n2. Close",
            ("1. Open\n  - Windows\n    1. Deep\nMore.", "2. Close"),
        ),
        (
            "a table row says its headers",
            "| Method | Time |\n|---|---|\n| Standard | 5-7 days, **$4.99** |\n| Pick-up | |",
            ("Method: Standard; Time: 5-7 days, $4.99", "Method: Pick-up"),
        ),
        (
            "a row label without header stands alone",
            "| | Basic | Pro: |\n|---|---|---|\n| Price | $1 | $2 |",
            ("Price; Basic: $1; Pro: $2",),
        ),
        (
            "a banner over a table is no header",
            "| Keys | |\n|---|---|\n| Copy | Ctrl C |",
            ("Keys", "Copy; Ctrl C"),
        ),
        ("a table without rows is its header", "| A | B |\n|---|---|", ("A; B",)),
        ("code is one block", "```sh\na\n\n  b | c\n```", ("a\n\n  b | c",)),
        ("quotes are their paragraphs", "> One\n>\n> Two", ("One", "Two")),
        ("call-outs say their kind", "> [!NOTE]\n> Keep it.", ("Note:\nKeep it.",)),
        ("fences of call-outs go", ":::tip\nFree.\n:::", ("Free.",)),
        ("HTML is taken off", "A<br>b <b>c</b> <!-- no -->d", ("A\nb c d",)),
        (
            "blocks of HTML are read",
            "<div><p>One &amp; only</p>\n<ul><li>x</li></ul></div>\n<script>no()</script>",
            ("One & only", "x"),
        ),
        (
            "placeholders are no HTML",
            "Open <account name> > Save.",
            ("Open <account name> > Save.",),
        ),
        ("rules go", "One.\n\n---\n\nTwo.", ("One.", "Two.")),
        ("broken bold is mended", "**Old****New** name", ("Old New name",)),
        ("entities are characters", "5&nbsp;&euro; &lt; 6", ("5 € < 6",)),
    ],
)
def test_blocks_are_plain_text(law: str, markdown: str, expected: tuple[str, ...]) -> None:
    assert blocks(markdown) == expected, law


def test_text_nested_deeper_than_anyone_writes_is_not_lost() -> None:
    nested = "\n".join("  " * depth + f"- level {depth}" for depth in range(30))

    assert "level 29" in blocks(nested)[0]


@pytest.mark.parametrize(
    ("markdown", "title", "url"),
    [
        (
            '---\ntitle: "A \\"new\\" one"\nurl: https://x.example\n---\nText.',
            'A "new" one',
            ADDRESS,
        ),
        ("---\ntitle: 'It''s'\nurl: 'https://x.example'\n---\nText.", "It's", ADDRESS),
        (
            "---\ntitle: Returns: how  # draft\ntags:\n  - a\n- b\n---\n# B\n\nText.",
            "Returns: how",
            "",
        ),
        ("---\ntitle: >-\n  Two\n  lines\n---\nText.", "Two lines", ""),
        ("---\r\ntitle: Windows\r\n---\r\nText.", "Windows", ""),
        ("# Sending *back* {#top}\n\nText.", "Sending back", ""),
        ("Text only.", "Return policy", ""),
        ("---\nProse between rules.\n---\nText.", "Return policy", ""),
        ("---\ntitle: never closed\n\nText.", "Return policy", ""),
    ],
)
def test_title_and_url(markdown: str, title: str, url: str) -> None:
    first = passages(markdown, article="help/return-policy")[0]

    assert (first.title, first.url) == (title, url)


def test_prose_between_rules_is_not_lost() -> None:
    found = passages("---\nProse between rules.\n---\nText.")

    assert [(p.section, p.text) for p in found] == [("Prose between rules.", "Text.")]


def test_sections_are_the_headings_above_without_the_title() -> None:
    found = passages(
        """
        # Returns

        Hello.

        ## Window

        30 days.

        ### Sale items

        14 days.

        ## Refunds

        By card.
        """
    )

    assert [(p.section, p.text) for p in found] == [
        ("", "Hello."),
        ("Window", "30 days."),
        ("Window › Sale items", "14 days."),
        ("Refunds", "By card."),
    ]
    assert {p.title for p in found} == {"Returns"}


def test_several_top_headings_are_sections() -> None:
    found = passages("---\ntitle: Fonts\n---\n# Fonts\n\nA.\n\n# Size\n\nB.\n\n## Small\n\nC.")

    assert [p.section for p in found] == ["", "Size", "Size › Small"]


def test_passages_are_numbered_through_the_article() -> None:
    found = passages("# A\n\nOne.\n\n## B\n\nTwo.", article="help/a")

    assert [p.id for p in found] == ["help/a#1", "help/a#2"]
    assert {p.article for p in found} == {"help/a"}


@pytest.mark.parametrize(
    "markdown", ["", "\n \n", "---\ntitle: A\n---\n", "# Title only", "![](x.png)"]
)
def test_an_article_without_text_has_no_passages(markdown: str) -> None:
    assert passages(markdown) == ()


def test_a_long_section_is_split_and_the_next_passage_repeats_the_last_block() -> None:
    paragraphs = sentences(12, tokens_each=100)

    found = passages("\n\n".join(paragraphs))

    assert [len(p.blocks) for p in found] == [5, 5, 4]
    assert found[1].blocks[0] == found[0].blocks[-1]
    assert list(dict.fromkeys(block for p in found for block in p.blocks)) == paragraphs


def test_a_long_block_is_not_repeated() -> None:
    found = passages("\n\n".join(sentences(3, tokens_each=300)))

    assert [len(p.blocks) for p in found] == [1, 1, 1]


def test_steps_stay_in_one_passage_with_the_line_that_announces_them() -> None:
    before = sentences(1, tokens_each=300)[0]
    steps = [f"{n}. {text}" for n, text in enumerate(sentences(4, tokens_each=80), start=1)]

    found = passages("\n\n".join([before, "Do this:", *steps]))

    assert [p.blocks for p in found] == [(before,), ("Do this:", *steps)]


def test_a_table_stays_in_one_passage() -> None:
    before = sentences(1, tokens_each=300)[0]
    rows = "\n".join(f"| {text} | 1 |" for text in sentences(4, tokens_each=70))

    found = passages(f"{before}\n\n| Item | N |\n|---|---|\n{rows}")

    assert [len(p.blocks) for p in found] == [1, 4]


def test_a_list_longer_than_a_passage_is_split_between_its_items() -> None:
    items = sentences(12, tokens_each=100)

    found = passages("\n".join(f"- {item}" for item in items))

    assert list(dict.fromkeys(block for p in found for block in p.blocks)) == items
    assert all(tokens(p.blocks) <= PASSAGE_TOKENS for p in found)


@pytest.mark.parametrize("text", ["word " * 2000, "One two three. " * 500, "x" * 9000])
def test_a_block_longer_than_a_passage_is_cut_and_nothing_is_lost(text: str) -> None:
    found = passages(text)

    assert all(tokens(p.blocks) <= PASSAGE_TOKENS for p in found)
    assert "".join(p.text for p in found).replace(" ", "") == text.replace(" ", "")


def test_a_sentence_is_not_cut_where_a_passage_can_end_before_it() -> None:
    found = passages("One two three. " * 500)

    assert all(p.text.endswith("three.") for p in found)


def test_nothing_packs_to_nothing() -> None:
    assert list(pack([])) == []

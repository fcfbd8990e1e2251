"""The reader knows no shop: nothing it says or looks for was written for the demo or for a test."""

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import frontdesk.demo
import frontdesk.sandbox
from frontdesk.sandbox.reader.lexicon import languages, words_of

SANDBOX = Path(frontdesk.sandbox.__file__).parent
DEMO = Path(frontdesk.demo.__file__).parent
TESTS = Path(__file__).parents[2]
CUES = {"names", "words", "cues", "kinds", "signs", "small_talk", "english"}
"""Lists of single cues, general in their language, with their source in the file."""
RUN = 3


def written_by_the_reader() -> Iterator[str]:
    """Every string of its code but docstrings, its phrases, and its synonyms."""
    for file in sorted((SANDBOX / "reader").glob("*.py")):
        yield from strings(file)
    for file in sorted((SANDBOX / "data" / "languages").glob("*.toml")):
        told = tomllib.loads(file.read_text("utf-8"))
        assert set(told) <= CUES | {"phrases"}, "a new list is a cue list, or is scanned"
        yield from chain.from_iterable(told["phrases"].values())
        said = chain.from_iterable(listed.split() for listed in told["english"].values())
        yield from (each.replace("_", " ") for each in said)
    synonyms = tomllib.loads((SANDBOX / "data/synonyms.toml").read_text("utf-8"))
    yield from chain.from_iterable(synonyms.values())


def strings(file: Path) -> Iterator[str]:
    """Constants of a module without its docstrings and patterns."""
    tree = ast.parse(file.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def texts_of_others() -> Iterator[str]:
    for file in sorted(chain(DEMO.rglob("*"), (TESTS / "other_store").rglob("*"))):
        if file.suffix in (".md", ".toml", ".py", ".html", ".json"):
            yield file.read_text("utf-8")
    for file in sorted(TESTS.rglob("*.py")):
        if file != Path(__file__):
            yield from strings(file)


def runs(text: str) -> set[tuple[str, ...]]:
    """Three words in a row, one of them a content word; a name of the API is one word."""
    words = words_of(re.sub(r"\w+_\w+", " ", text))
    found = zip(*(words[at:] for at in range(RUN)), strict=False)
    return {run for run in found if any(is_telling(word) for word in run)}


def is_telling(word: str) -> bool:
    return word.isalpha() and not any(
        word in each.words["stopwords"] for each in languages().values()
    )


def test_no_run_of_words_is_shared_with_the_demo_or_with_tests() -> None:
    own = {run for text in written_by_the_reader() for run in runs(text)}
    assert own

    others = {run for text in texts_of_others() for run in runs(text)}

    assert not own & others


def test_no_goods_of_the_demo_are_named() -> None:
    goods = {file.stem for file in (DEMO / "shop/img").glob("*.svg")} - {"icon", "room"}
    goods |= {"shopnova", "furniture"}
    assert len(goods) > 5

    data = [file.read_text("utf-8") for file in sorted((SANDBOX / "data").rglob("*.toml"))]
    words = {word for text in [*written_by_the_reader(), *data] for word in words_of(text)}

    assert not goods & words


def test_every_list_of_words_names_its_source() -> None:
    for file in sorted((SANDBOX / "data").rglob("*.toml")):
        assert re.search(r"# .*\bSources?:", file.read_text("utf-8")), file

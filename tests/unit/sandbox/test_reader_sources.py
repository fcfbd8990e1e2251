"""The reader knows no shop: nothing it says or looks for was written for the demo or for a test."""

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
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
WRITTEN = (".md", ".toml", ".html", ".json")
NO_GOODS = {"light", "pulse", "set", "tone"}
"""Names of goods that are also a verb or the mood of a text ("set to", "pulse aquí")."""


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
    """All that the demo holds; of the tests the texts, and the strings of the code."""
    for file in sorted(chain(DEMO.rglob("*"), TESTS.rglob("*"))):
        if file.suffix in WRITTEN or (file.suffix == ".py" and file.is_relative_to(DEMO)):
            yield file.read_text("utf-8")
        elif file.suffix == ".py" and file != Path(__file__):
            yield from strings(file)


def goods() -> set[str]:
    """What the demo and the other store sell, and under which names: "Halo floor lamp"."""
    found: set[str] = set()
    for store in (DEMO / "store", TESTS / "other_store/store"):
        for product in json.loads((store / "products.json").read_text("utf-8")):
            words = [word for word in words_of(product["name"].split(",")[0]) if word.isalpha()]
            found |= {words[0], words[-1]}
    return found - NO_GOODS


def runs(text: str) -> set[tuple[str, ...]]:
    """Three words in a row, one of them a content word; a name of the API is one word."""
    words = words_of(re.sub(r"\w+_\w+", " ", text))
    found = zip(*(words[at:] for at in range(RUN)), strict=False)
    return {run for run in found if any(is_telling(word) for word in run)}


def is_telling(word: str) -> bool:
    return word.isalpha() and not any(
        word in each.words["stopwords"] for each in languages().values()
    )


def runs_of(texts: Iterable[str]) -> set[tuple[str, ...]]:
    return {run for text in texts for run in runs(text)}


def words_of_the_reader() -> set[str]:
    """With those of its cue lists."""
    data = [file.read_text("utf-8") for file in sorted((SANDBOX / "data").rglob("*.toml"))]
    return {word for text in [*written_by_the_reader(), *data] for word in words_of(text)}


def test_no_run_of_words_is_shared_with_the_demo_or_with_tests() -> None:
    assert not runs_of(written_by_the_reader()) & runs_of(texts_of_others())


def test_the_scan_reads_both_sides() -> None:
    """The control: what each kind of file says is found as soon as the other side says it too."""
    article = next(DEMO.glob("articles/*.md"))
    planted = {
        article: article.read_text("utf-8"),
        **{file: file.read_text("utf-8") for file in (TESTS / "stories").glob("*.toml")},
        **{file: file.read_text("utf-8") for file in (DEMO / "tickets").glob("*.json")},
        **{file: " ".join(strings(file)) for file in (TESTS / "judge").glob("cinema.py")},
    }
    others, own = runs_of(texts_of_others()), runs_of(written_by_the_reader())

    assert len(planted) > 10
    for file, text in planted.items():
        assert runs(text) & others, f"{file} is not read"
    for language in languages().values():
        said = [text for texts in language.phrases.values() for text in texts if runs(text)]
        assert all(runs(text) <= own for text in said), f"{language.code} is not read"


def test_no_goods_are_named() -> None:
    assert len(goods()) > 20
    assert not goods() & words_of_the_reader()


def test_goods_would_be_found_in_every_list() -> None:
    """The control: each list of the reader's data is among the words that are looked through."""
    read = words_of_the_reader()
    for file in (SANDBOX / "data").rglob("*.toml"):
        assert set(words_of(file.read_text("utf-8"))) <= read, file


def test_every_list_of_words_names_its_source() -> None:
    for file in sorted((SANDBOX / "data").rglob("*.toml")):
        assert re.search(r"# .*\bSources?:", file.read_text("utf-8")), file

"""Real questions with the articles that answer them, from ../shared/data."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from frontdesk.domain.passage import ArticleId
from frontdesk.ports.articles import ArticleFile

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@dataclass(frozen=True)
class Question:
    id: str
    text: str
    gold: frozenset[str]
    """Empty if nothing in the knowledge answers it."""
    kind: str

    @property
    def is_held_back(self) -> bool:
        """Half of them: nothing is fitted on these."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True)
class Texts:
    """Articles given as texts."""

    texts: Mapping[str, str]

    async def list(self) -> Sequence[ArticleFile]:
        return [ArticleFile(ArticleId(name), name) for name in self.texts]

    async def read(self, file: ArticleFile) -> bytes:
        return self.texts[file.name].encode()

    async def stamp(self) -> str:
        return ""


@dataclass(frozen=True)
class Corpus:
    name: str
    articles: Texts
    questions: Sequence[Question]

    def of(self, *kinds: str) -> Sequence[Question]:
        return [question for question in self.questions if question.kind in kinds]


def corpora(data: Path) -> Sequence[Corpus]:
    return [_sumo(data / "retrieval_sumo"), _wixqa_techqa(data / "retrieval_wixqa_techqa")]


def _sumo(folder: Path) -> Corpus:
    files = sorted((folder / "kb" / "articles").glob("*.md"))
    questions = [
        _sumo_question(line, "checked" if "checked" in line["label"] else "silver")
        for line in _lines(folder / "dev" / "queries.jsonl")
    ]
    crossing = _lines(folder / "dev" / "queries_crosslingual.jsonl")
    questions += [_sumo_question(line, "cross-lingual") for line in crossing]
    return Corpus("sumo", Texts({file.stem: file.read_text("utf-8") for file in files}), questions)


def _sumo_question(line: Mapping[str, str], kind: str) -> Question:
    return Question(line["id"], f"{line['title']}\n{line['text']}", frozenset(line["gold"]), kind)


def _wixqa_techqa(folder: Path) -> Corpus:
    texts = {
        line["id"]: f"---\ntitle: {json.dumps(line['title'], ensure_ascii=False)}\n---\n"
        + line["text"]
        for line in _lines(folder / "kb" / "articles.jsonl")
    }
    questions = [
        Question(
            line["id"],
            line["question"],
            frozenset(line["gold"]) if line["answerable"] else frozenset(),
            line["source"] if line["answerable"] else "unanswerable",
        )
        for line in _lines(folder / "dev" / "queries.jsonl")
    ]
    return Corpus("wixqa_techqa", Texts(texts), questions)


def _lines(file: Path) -> Iterable[dict[str, str]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]

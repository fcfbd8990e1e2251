"""Which passages hold these words: BM25 over SQLite's full-text index.

Scoring a passage is the cost, so with many passages a question's common words alone do not make
a passage a candidate: the rarest words choose the candidates, all words score them.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

WEIGHTS = "4.0, 2.0, 1.0"
"""How much a word counts in title, section and body."""

CANDIDATES = (
    4_000  # About 20 ms. Scaled down, twice as many found 2 % more, for half as much again.
)
COMMON = 0.3  # A word in more of the passages than this says next to nothing: its idf is below 1.

_count = text("SELECT count(*) FROM passage")
_frequency = text("SELECT count(*) FROM passage_words WHERE passage_words MATCH :query")
_RANKED = f"""
    SELECT rowid, bm25(passage_words, {WEIGHTS}) AS score
    FROM passage_words WHERE passage_words MATCH :query {{and_more}}
    ORDER BY score, rowid LIMIT :limit
"""  # noqa: S608 (our own numbers)
_best = text(_RANKED.format(and_more=""))
_best_of_category = text(
    _RANKED.format(and_more="AND rowid IN (SELECT row FROM passage WHERE category = :category)")
)


class Matching:
    def __init__(self) -> None:
        self._passages = 0
        self._frequencies: dict[str, int] = {}

    def best(
        self, connection: Connection, words: Sequence[str], limit: int, category: str = ""
    ) -> Sequence[tuple[int, float]]:
        """Rows and scores, best first; a higher score is better."""
        plain = [word for word in words if any(map(str.isalnum, word))]
        if not plain:
            return []
        rare, common = self._parted(connection, plain)
        queries = [_any(rare)]
        if common:
            queries.append(f"({_any(rare)}) AND ({_any(common)})")
        scores: dict[int, float] = {}
        for query in queries:
            scores |= _ranked(connection, query, limit, category)
        best = sorted(scores.items(), key=lambda row: (row[1], row[0]))[:limit]
        return [(row, -score) for row, score in best]

    def _parted(
        self, connection: Connection, words: Sequence[str]
    ) -> tuple[Sequence[str], Sequence[str]]:
        """The words that choose the candidates, and those that only score them."""
        passages = connection.scalar(_count) or 0
        if passages <= CANDIDATES:
            return words, ()
        frequencies = self._counted(connection, frozenset(words), passages)
        chosen: set[str] = set()
        room = CANDIDATES
        for word in sorted(frequencies, key=lambda word: (frequencies[word], word)):
            room -= frequencies[word]
            if chosen and room < 0:
                break
            chosen.add(word)
        rare = [word for word in words if word in chosen]
        rest = [word for word in words if word not in chosen]
        return rare, [word for word in rest if frequencies[word] <= COMMON * passages]

    def _counted(
        self, connection: Connection, words: frozenset[str], passages: int
    ) -> dict[str, int]:
        """In how many passages each word occurs; remembered until their number changes."""
        if passages != self._passages:
            self._passages, self._frequencies = passages, {}
        known = self._frequencies
        for word in words - known.keys():
            known[word] = connection.scalar(_frequency, {"query": _quoted(word)}) or 0
        return {word: known[word] for word in words}


def _ranked(connection: Connection, query: str, limit: int, category: str) -> dict[int, float]:
    given = {"query": query, "limit": limit}
    if category:
        rows = connection.execute(_best_of_category, given | {"category": category})
    else:
        rows = connection.execute(_best, given)
    return dict(rows.all())


def _any(words: Sequence[str]) -> str:
    return " OR ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    """As FTS5 takes plain text: nothing in it is syntax."""
    return '"' + word.replace('"', '""').replace("\0", " ") + '"'

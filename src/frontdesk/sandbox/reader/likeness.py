"""How much of what is wanted is there: the same word, a synonym, or a longer form of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import takewhile

from frontdesk.sandbox.reader.lexicon import Language

RELATED = 0.8
LEAST_HEAD = 5  # letters that forms of a word share: "crypto", "cryptocurrency"
SAME = 0.8  # … and how much of the shorter one


class Likeness:
    """Compares stems with those of a vocabulary."""

    def __init__(self, vocabulary: Iterable[str], language: Language) -> None:
        self._groups = language.groups
        self._near: dict[object, set[str]] = defaultdict(set)
        for each in vocabulary:
            for key in (each, each[:LEAST_HEAD], *self._groups.get(each, ())):
                self._near[key].add(each)
        self._kin: dict[str, dict[str, float]] = {}

    def kin(self, stem: str) -> Mapping[str, float]:
        """Words of the vocabulary that mean this, each with how surely, 0 to 1."""
        if stem not in self._kin:
            groups = self._groups.get(stem, ())
            found = {other for group in groups for other in self._near.get(group, ())}
            if len(stem) >= LEAST_HEAD:
                heads = self._near.get(stem[:LEAST_HEAD], ())
                found |= {each for each in heads if _is_form(each, stem)}
            kin = dict.fromkeys(found, RELATED)
            self._kin[stem] = kin | ({stem: 1.0} if stem in self._near else {})
        return self._kin[stem]

    def met(self, stem: str, held: Collection[str]) -> float:
        return max((how for each, how in self.kin(stem).items() if each in held), default=0.0)

    def share(self, wanted: Mapping[str, float], held: Collection[str]) -> float:
        """Of the weight of all wanted stems, 0 to 1."""
        whole = sum(wanted.values())
        met = sum(worth * self.met(stem, held) for stem, worth in wanted.items())
        return met / whole if whole else 0.0


def _is_form(one: str, other: str) -> bool:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return len(list(same)) > SAME * min(len(one), len(other))

"""Which products somebody means, in the order systems that the desk brings along."""

import re
from collections.abc import Iterable, Sequence

from frontdesk.domain.order import Product

MOST = 5

_WORD = re.compile(r"\w+")


def fitting(products: Iterable[Product], words: str) -> Sequence[Product]:
    """Those with one of these words in their name, best first, MOST at most."""
    wanted = _WORD.findall(words.casefold())
    hits = {product: _hits(product, wanted) for product in products}
    found = [product for product, count in hits.items() if count]
    return sorted(found, key=lambda product: (-hits[product], len(product.name), product.name))[
        :MOST
    ]


def _hits(product: Product, wanted: Sequence[str]) -> int:
    names = _WORD.findall(product.name.casefold())
    return sum(any(_same(name, word) for word in wanted) for name in names)


def _same(name: str, word: str) -> bool:
    return not _singulars(name).isdisjoint(_singulars(word))


def _singulars(word: str) -> frozenset[str]:
    """What a word may be the plural of, and the word: `couches`, `couche`, `couch`."""
    return frozenset({word, word.removesuffix("s"), word.removesuffix("es")})

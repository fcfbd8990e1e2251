"""Reading texts in batches ends when nobody waits for it any more: a stopped desk must not hang."""

import threading

import numpy as np
import pytest

from frontdesk.adapters.embedding.embedder import BATCH, in_batches
from frontdesk.adapters.embedding.minilm import DIMENSION

PARTS = [[1] * (BATCH // 2)] * 10


class LeavingModel:
    """Whoever waits goes away while the first batch is read."""

    def __init__(self, left: threading.Event, *, leaves: bool) -> None:
        self.left, self.leaves, self.batches = left, leaves, 0

    def vectors(self, parts):
        self.batches += 1
        if self.leaves:
            self.left.set()
        return np.zeros((len(parts), DIMENSION), np.float32)


@pytest.mark.parametrize(("leaves", "batches"), [(True, 1), (False, 5)])
def test_nothing_more_is_read_once_nobody_waits(leaves, batches):
    left = threading.Event()
    model = LeavingModel(left, leaves=leaves)
    in_batches(model, PARTS, left)

    assert model.batches == batches

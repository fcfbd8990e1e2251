"""Texts to vectors: cut into what the model reads at once, in batches, in a thread."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from frontdesk.adapters.embedding import weights
from frontdesk.adapters.embedding.minilm import DIMENSION, PIECES, MiniLm, read_safetensors
from frontdesk.adapters.embedding.wordpiece import WordPieces
from frontdesk.errors import EmbeddingsUnusable
from frontdesk.ports.embedding import Text, Vectors

OVERLAP = 32  # Pieces that two parts of a long text share, so that no sentence is lost between.
HEADING = 48
BATCH = 512  # Pieces; more only take more memory.


class MiniLmEmbedder:
    """The files are read and checked at the first text, in the thread that needs them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opening = threading.Lock()  # the weights are read once, whoever asks first
        self._opened: tuple[WordPieces, MiniLm] | None = None

    @property
    def name(self) -> str:
        return weights.MODEL

    @property
    def dimension(self) -> int:
        return DIMENSION

    async def embed(self, texts: Sequence[Text]) -> Sequence[Vectors]:
        left = threading.Event()
        try:
            return await asyncio.to_thread(self._embed, texts, left)
        finally:
            left.set()

    def _embed(self, texts: Sequence[Text], left: threading.Event) -> Sequence[Vectors]:
        if not texts:
            return []
        words, model = self._open()
        parts = [list(_parts(words, text)) for text in texts]
        vectors = in_batches(model, [part for text in parts for part in text], left)
        ends = np.cumsum([len(text) for text in parts])
        return np.split(vectors, ends[:-1])

    def _open(self) -> tuple[WordPieces, MiniLm]:
        with self._opening:
            if self._opened is None:
                self._opened = _read(self._folder)
            return self._opened


def _read(folder: Path) -> tuple[WordPieces, MiniLm]:
    for name in weights.KNOWN:
        weights.check(folder / name)
    try:
        vocabulary = (folder / weights.VOCABULARY).read_text("utf-8").splitlines()
        return WordPieces(vocabulary), MiniLm(read_safetensors(folder / weights.WEIGHTS))
    except OSError as error:
        raise EmbeddingsUnusable(f"{folder} cannot be read: {error.strerror}.") from error


def _parts(words: WordPieces, text: Text) -> Iterator[list[int]]:
    """What is read at once: the heading, then as much of the body as fits."""
    heading, body = words.numbers(text.heading)[:HEADING], words.numbers(text.body)
    room = PIECES - 2 - len(heading)
    for begin in range(0, max(len(body) - OVERLAP, 1), room - OVERLAP):
        yield [words.start, *heading, *body[begin : begin + room], words.end]


def in_batches(model: MiniLm, parts: Sequence[Sequence[int]], left: threading.Event) -> Vectors:
    """Parts of like length go together. Once `left` is set nobody waits: the rest is not read."""
    vectors = np.empty((len(parts), DIMENSION), np.float32)
    waiting: list[int] = []
    for place in sorted(range(len(parts)), key=lambda place: len(parts[place])):
        if waiting and (len(waiting) + 1) * len(parts[place]) > BATCH:
            if left.is_set():
                return vectors
            vectors[waiting] = model.vectors([parts[n] for n in waiting])
            waiting = []
        waiting.append(place)
    vectors[waiting] = model.vectors([parts[n] for n in waiting])
    return vectors

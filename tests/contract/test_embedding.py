"""What an embedder promises, kept by the real model."""

from pathlib import Path

import numpy as np
import pytest

from frontdesk.adapters.embedding import MiniLmEmbedder
from frontdesk.errors import EmbeddingsUnusable
from frontdesk.ports.embedding import Embedder, Text, Vectors

LONG = " ".join(f"Step {n}: press the button on the left and wait." for n in range(80))


@pytest.fixture(scope="module")
def embedder(weights: Path) -> Embedder:
    return MiniLmEmbedder(weights)


async def vector(embedder: Embedder, text: str) -> Vectors:
    ((one,),) = await embedder.embed([Text(text)])
    return one


@pytest.mark.parametrize(
    ("text", "cosine"),  # as the makers' own widget shows them, to three places
    [
        ("That is a happy dog", 0.695),
        ("That is a very happy person", 0.943),
        ("Today is a sunny day", 0.257),
    ],
)
async def test_texts_are_as_close_as_the_makers_say(
    embedder: Embedder, text: str, cosine: float
) -> None:
    person = await vector(embedder, "That is a happy person")

    assert float(person @ await vector(embedder, text)) == pytest.approx(cosine, abs=0.001)


async def test_vectors_are_the_ones_it_made_before(embedder: Embedder) -> None:
    before = [0.00045, 0.01436, 0.0147, -0.01957, 0.00538, 0.01352]

    found = await vector(embedder, "Can I return a lamp that I have used?")

    assert found[:6].tolist() == pytest.approx(before, abs=1e-4)


async def test_texts_come_back_in_order_each_by_itself(embedder: Embedder) -> None:
    texts = ["A lamp.", LONG, "", "Größe L, 北京 👍", "A lamp."]

    together = await embedder.embed([Text(text) for text in texts])

    assert [len(vectors) > 1 for vectors in together] == [False, True, False, False, False]
    for text, vectors in zip(texts, together, strict=True):
        (alone,) = await embedder.embed([Text(text)])
        assert vectors == pytest.approx(alone, abs=1e-4)
        assert vectors.shape[1] == embedder.dimension
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(vectors)), abs=1e-4)


async def test_the_end_of_a_long_text_is_read_too(embedder: Embedder) -> None:
    (vectors,) = await embedder.embed([Text(f"{LONG} Refunds reach your bank in five days.")])

    closeness = vectors @ await vector(embedder, "When do I get my money back?")

    assert closeness.argmax() == len(vectors) - 1


async def test_every_part_is_read_under_its_heading(embedder: Embedder) -> None:
    ((plain, *_),) = await embedder.embed([Text(LONG)])
    ((headed, *more),) = await embedder.embed([Text(LONG, heading="Coffee machine guide")])
    asked = await vector(embedder, "coffee machine")

    assert float(headed @ asked) > float(plain @ asked) + 0.1
    assert all(float(part @ asked) > float(plain @ asked) for part in more)


async def test_of_no_texts_there_are_no_vectors(embedder: Embedder) -> None:
    assert list(await embedder.embed([])) == []


async def test_without_its_files_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingsUnusable, match="cannot be read") as refused:
        await MiniLmEmbedder(tmp_path).embed([Text("A lamp.")])

    assert "embeddings install" in refused.value.next_step


async def test_other_files_are_refused(weights: Path, tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").symlink_to(weights / "model.safetensors")
    (tmp_path / "vocab.txt").write_text("[PAD]\n[UNK]\n")

    with pytest.raises(EmbeddingsUnusable, match=r"vocab\.txt"):
        await MiniLmEmbedder(tmp_path).embed([Text("A lamp.")])

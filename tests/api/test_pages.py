"""What the desk serves to browsers: pages that can load and run nothing of others, and its look."""

from collections.abc import AsyncGenerator

import httpx2
import pytest
import pytest_asyncio

from frontdesk.assembly.greeting import GREETINGS
from tests.running_desk import open_desk_in_thread


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def http(shared_sandbox, tmp_path_factory) -> AsyncGenerator[httpx2.AsyncClient]:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "articles").mkdir()
    (folder / "articles" / "a.md").write_text("# A\n\nText.\n", "utf-8")
    (folder / "frontdesk.toml").write_text(
        '[desk]\nname = "Lumen"\nsuggested_questions = ["Where is my lamp?"]\n'
        '[desk.suggested_questions_in]\nde = ["Wo ist meine Lampe?"]\n'
        '[widget]\ntheme = "dark"\ncolor = "#ff6600"\nlink_hosts = ["carrier.example"]\n'
        '[knowledge]\npath = "articles"\n',
        "utf-8",
    )
    origins = ["https://lumen.example"]
    with open_desk_in_thread(folder, shared_sandbox.url, project=folder, origins=origins) as desk:
        async with httpx2.AsyncClient(base_url=desk.url) as http:
            yield http


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    "path",
    ["/chat", "/widget.js", "/openapi.json", "/api/v1/desk", "/readyz", "/metrics", "/nothing"],
)
async def test_no_answer_lets_a_browser_run_anything_inline(http, path):
    headers = (await http.get(path)).headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_the_chat_page_has_no_inline_script_or_style(http):
    page = (await http.get("/chat")).text

    assert "<style" not in page
    assert "style=" not in page
    assert page.count("<script") == page.count('<script type="module" crossorigin src="./assets/')


async def test_the_loader_and_the_chat_carry_the_desks_look(http):
    for path in ("/widget.js", "/chat"):
        assert "theme=dark&color=%23ff6600" in (await http.get(path)).text


async def test_built_files_are_asked_for_once(http):
    page = (await http.get("/chat")).text
    asset = page.partition('src="./assets/')[2].partition('"')[0]

    assert "immutable" in (await http.get(f"/assets/{asset}")).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("locale", "language"),
    [("", "en"), ("de", "de"), ("de-AT", "de"), ("ru-RU", "ru"), ("sw", "en"), ("<b>", "en")],
)
async def test_the_greeting_is_in_the_visitors_language(http, locale, language):
    facts = (await http.get("/api/v1/desk", params={"locale": locale})).json()

    opening = GREETINGS[language].format(name="Lumen", email="support@example.com")
    assert facts["greeting"] == opening
    german = ["Wo ist meine Lampe?"]
    assert facts["suggested_questions"] == (german if language == "de" else ["Where is my lamp?"])


async def test_replies_may_link_to_the_companys_own_hosts(http):
    facts = (await http.get("/api/v1/desk")).json()

    assert facts["link_hosts"] == ["lumen.example", "carrier.example"]

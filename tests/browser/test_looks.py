"""The chat's language, colours and size follow the visitor, the site's tag and the device."""

import pytest
from playwright.async_api import expect

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "How long does standard delivery take?"


async def with_tag(customer, **data: str):
    """The chat put on the page again, by a script tag with these attributes."""
    await customer.page.evaluate(
        """data => {
          const tag = document.querySelector("script[src*=widget]");
          document.querySelector("frontdesk-chat").remove();
          const again = Object.assign(document.createElement("script"), { src: tag.src });
          Object.assign(again.dataset, data);
          document.head.append(again);
        }""",
        data,
    )


@pytest.mark.parametrize(
    ("locale", "tag", "label", "language"),
    [
        ("de-AT", {}, "Chat öffnen", "de"),
        ("de-DE", {"lang": "ru"}, "Открыть чат", "ru"),
        ("sw-KE", {}, "Open chat", "en"),
    ],
)
async def test_the_chat_speaks_the_visitors_language_or_the_sites(
    visit, locale, tag, label, language
):
    customer = await visit(locale=locale, opened=False)
    await with_tag(customer, **tag)
    await customer.page.get_by_role("button", name=label).click()

    html = customer.chat.locator("html")
    await expect(html).to_have_attribute("lang", language)
    greeting = {"de": "KI-Assistent", "ru": "ИИ-ассистент", "en": "AI assistant"}[language]
    await expect(customer.chat.get_by_test_id("greeting")).to_contain_text(greeting)
    loaded = [each.url for each in customer.requests if "/assets/" in each.url]
    languages = {url.split("/")[-1][:2] for url in loaded} & {"en", "de", "es", "ru", "fr"}
    assert languages == {language}


async def test_the_sites_tag_sets_theme_and_colour_and_text_on_it_stays_readable(visit):
    customer = await visit(color_scheme="light", opened=False)
    await with_tag(customer, theme="dark", color="#ffd400")
    await customer.launcher.click()

    launcher = "each => [getComputedStyle(each).backgroundColor, getComputedStyle(each).color]"
    close = customer.page.get_by_role("button", name="Close chat")
    assert await close.evaluate(launcher) == ["rgb(255, 212, 0)", "rgb(0, 0, 0)"]
    await expect(customer.chat.locator("html")).to_have_attribute("data-theme", "dark")
    await customer.say(QUESTION)
    await expect(customer.answers).to_have_count(1)  # the line that was sent is the log's by now
    assert await customer.own.evaluate(launcher) == ["rgb(255, 212, 0)", "rgb(0, 0, 0)"]


async def test_auto_follows_the_system_while_the_chat_is_open(visit):
    customer = await visit(color_scheme="light")
    html = customer.chat.locator("html")
    await expect(html).to_have_attribute("data-theme", "light")
    await customer.page.emulate_media(color_scheme="dark")

    await expect(html).to_have_attribute("data-theme", "dark")


async def test_on_a_phone_the_page_behind_is_out_of_reach_and_comes_back(visit):
    customer = await visit(viewport={"width": 390, "height": 800}, has_touch=True)
    await expect(customer.send).to_be_visible()
    behind = customer.page.locator("main")
    assert await behind.evaluate("each => each.inert")
    assert await customer.page.evaluate("() => document.documentElement.style.overflow") == "hidden"

    await customer.chat.get_by_role("button", name="Close chat").click()
    await expect(behind).to_have_js_property("inert", False)
    assert await customer.page.evaluate("() => document.documentElement.style.overflow") == ""


async def test_a_keyboard_on_the_screen_covers_neither_the_field_nor_the_way_to_close(visit):
    customer = await visit(viewport={"width": 390, "height": 800}, has_touch=True)
    await expect(customer.send).to_be_visible()

    await customer.page.evaluate(
        """() => {
          const seen = { height: { value: 430 }, offsetTop: { value: 60 } };
          Object.defineProperties(visualViewport, seen);
          visualViewport.dispatchEvent(new Event("resize"));
        }"""
    )

    assert await customer.panel.bounding_box() == {"x": 0, "y": 60, "width": 390, "height": 430}
    field = await customer.message.bounding_box()
    assert field["y"] + field["height"] <= 490
    await expect(customer.chat.get_by_role("button", name="Close chat")).to_be_in_viewport()


async def test_on_a_small_screen_nothing_is_wider_than_it(visit, sandbox):
    customer = await visit(viewport={"width": 320, "height": 480}, locale="de-DE", opened=False)
    await customer.page.get_by_role("button", name="Chat öffnen").click()
    await expect(customer.chat.locator("textarea")).to_be_visible()

    wide = "() => document.documentElement.scrollWidth"
    assert await customer.inside(wide) == 320
    foot = customer.chat.locator(".foot")
    assert await foot.evaluate("each => each.scrollWidth <= each.clientWidth")

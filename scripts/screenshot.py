"""Take docs/screenshot.png: the demo shop with an answered question, as a visitor sees it."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import CHROMIUM, FLAGS

ROOT = Path(__file__).parent.parent
PORT = 8790
QUESTION = "How long does standard shipping take?"


@contextmanager
def demo() -> Iterator[str]:
    """The demo store's address."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "frontdesk", "demo", "--port", str(PORT)]
        process = subprocess.Popen([*command, "--data", data], stdout=subprocess.DEVNULL)
        try:
            wait_until_ready(f"http://127.0.0.1:{PORT}/readyz")
            yield f"http://127.0.0.1:{PORT + 1}"
        finally:
            process.terminate()
            process.wait()


def wait_until_ready(url: str) -> None:
    for _ in range(200):
        try:
            httpx2.get(url).raise_for_status()
        except httpx2.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{url} does not answer")


def main() -> None:
    with demo() as shop, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1200, "height": 760})
        page.goto(shop)
        page.get_by_role("button", name="Open chat").click()
        chat = page.frame_locator("iframe")
        chat.get_by_role("textbox", name="Message").fill(QUESTION)
        chat.get_by_role("button", name="Send").click()
        source = chat.get_by_role("button", name="Source 1")
        expect(source.first).to_be_visible(timeout=20_000)
        time.sleep(2.5)  # the rest of the answer streams in
        page.screenshot(path=ROOT / "docs" / "screenshot.png")
        browser.close()


if __name__ == "__main__":
    main()

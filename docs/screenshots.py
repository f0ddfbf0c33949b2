"""The pictures of the guide, taken anew: ``make shots``.

Starts the app, walks through it in Chromium and writes ``docs/pictures``. Look at them before they
are kept.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
WIDE = {"width": 1360, "height": 850}
PHONE = {"width": 390, "height": 844}
PERSON = "v0042"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@contextmanager
def served() -> Iterator[str]:
    """The app on a free port, until the pictures are taken."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            yield address
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2)  # noqa: S310  our own address
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def settled(page: Page) -> None:
    """Wait until nothing runs and everything is drawn."""
    idle = "[data-testid=stApp][data-test-script-state=notRunning]"
    page.locator(idle).wait_for(timeout=60_000)
    page.wait_for_function("document.querySelectorAll('[data-testid=stSkeleton]').length === 0")
    page.wait_for_timeout(700)  # lets charts and slides finish moving


def save(page: Page, name: str) -> None:
    """One picture of what is in view."""
    settled(page)
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"{name}.png")


def open_page(browser: Browser, address: str, *, dark: bool = False, phone: bool = False) -> Page:
    """A new visitor at an address."""
    context = browser.new_context(
        viewport=PHONE if phone else WIDE, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.goto(address)
    return page


def explore(browser: Browser, address: str, name: str, **looks: bool) -> Page:
    """The list of one person."""
    page = open_page(browser, f"{address}/explore?data=streaming&person={PERSON}", **looks)
    page.locator(".st-key-list").wait_for(timeout=60_000)
    save(page, name)
    return page


def walk(browser: Browser, address: str) -> None:
    """Every picture, in the order of the guide."""
    start = open_page(browser, address)
    start.get_by_role("button", name="Open the streaming service").wait_for()
    save(start, "start")
    home = open_page(browser, f"{address}/?data=streaming&person={PERSON}")
    home.get_by_role("heading", name="For you", exact=True).wait_for(timeout=60_000)
    save(home, "home")
    page = explore(browser, address, "explore")
    page.get_by_role("button", name="Why").first.click()
    save(page, "why")
    page.get_by_role("button", name="Netflix style").click()
    page.get_by_role("button", name="YouTube style").click()
    slider = page.locator(".st-key-stages").get_by_role("slider").last
    slider.focus()
    for _ in range(8):
        slider.press("ArrowRight")
    page.get_by_text("Before and after").click()
    save(page, "before-and-after")
    explore(browser, address, "explore-dark", dark=True)
    explore(browser, address, "explore-phone", phone=True)
    data = open_page(browser, f"{address}/data?data=shop")
    data.locator(".js-plotly-plot").nth(2).wait_for(timeout=60_000)
    save(data, "data")
    compare = open_page(browser, f"{address}/compare?data=streaming")
    compare.get_by_role("button", name="Eight approaches").click()
    compare.get_by_role("button", name="Compare 8 approaches").click()
    compare.get_by_text("All figures as CSV").wait_for(timeout=240_000)
    compare.locator(".st-key-finding").scroll_into_view_if_needed()
    compare.mouse.wheel(0, 420)
    save(compare, "compare")
    compare.get_by_role("radio", name="Where it wins").click()
    compare.locator(".st-key-where_chart .js-plotly-plot").scroll_into_view_if_needed()
    save(compare, "where")


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        walk(browser, address)
        browser.close()


if __name__ == "__main__":
    main()

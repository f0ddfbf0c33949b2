"""A real Chromium, a real server, and a page that tells on the app.

    def test_the_start_page_greets(visit):
        page = visit("/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()

Whatever a test looks at, it fails when a request left this machine or the browser complained.
Every test in this folder carries the marker ``browser``. Where there is no Chromium it is skipped
and says so; with the variable ``CI`` set it fails instead, so that a run cannot be green unseen.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # Chromium refuses its sandbox to root, which containers run as
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever asks for another host gets no answer, and is seen to have asked.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
START_SECONDS = 60
STOP_SECONDS = 10
ANSWER_MILLISECONDS = 30_000
expect.set_options(timeout=ANSWER_MILLISECONDS)  # a busy machine is slow, not wrong

#: What Streamlit itself brings about and nobody needs to mend: a pattern over "address: message"
#: of a complaint, and why it may stay.
HARMLESS: dict[str, str] = {
    r"http://127\.0\.0\.1:\d+/.+/_stcore/(health|host-config): .* 404 \(Not Found\)": (
        "opened at /explore, it asks for its server below /explore first and at the root next"
    ),
}

IDLE = (
    "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder before ``-m`` chooses, and keep it for the end.

    Playwright keeps an event loop running in the main thread, and no other can start beside it.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
    items.sort(key=lambda item: HERE in item.path.parents)


@dataclass
class Witness:
    """What the browser asked for and complained about while one test looked."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.asked(request.url))
        context.on("requestfailed", self.failed)
        context.on("page", self.watch)

    def watch(self, page: Page) -> None:
        page.on("websocket", lambda channel: self.asked(channel.url))
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.complained(page.url, f"uncaught {error}"))

    def asked(self, url: str) -> None:
        self.requests.append(url)

    def heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complained(message.location["url"], message.text)

    def failed(self, request: Request) -> None:
        # Leaving a page breaks off what it was still loading; that is nobody's fault.
        if request.failure != "net::ERR_ABORTED":
            self.complained(request.url, str(request.failure))

    def complained(self, where: str, text: str) -> None:
        complaint = f"{where}: {text}"
        if not any(re.match(pattern, complaint) for pattern in HARMLESS):
            self.complaints.append(complaint)

    @property
    def hosts(self) -> set[str]:
        """Every host that was asked for anything; data: and blob: have none."""
        return {host for url in self.requests if (host := urlsplit(url).hostname)}

    def verdict(self) -> list[str]:
        """One sentence for everything that must not happen."""
        away = sorted(
            url for url in self.requests if urlsplit(url).hostname not in {None, "127.0.0.1"}
        )
        return [f"left this machine: {url}" for url in away] + [
            f"the browser complained: {text}" for text in self.complaints
        ]


@dataclass
class Server:
    """The app as a person starts it, and where it listens."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def wait(self) -> None:
        """Return when the server says it is well; fail with its last words if it never does."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                    if answer.read() == b"ok":
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        pytest.fail(
            f"The app did not start within {START_SECONDS} s:\n{self.log.read_text()[-3000:]}"
        )

    def stop(self) -> None:
        """End the server and everything it started."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, sign)
                self.process.wait(STOP_SECONDS)
            except ProcessLookupError:
                return
            except subprocess.TimeoutExpired:
                continue


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def start_server(log: Path) -> Server:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--server.port", str(port), "--server.address", "127.0.0.1"],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Server(f"http://127.0.0.1:{port}", process, log)


def absent(reason: str) -> None:
    """Skip here, fail where the tests are meant to be complete."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and CI is set: browser tests may not be skipped")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        absent(f"no browser: none of {', '.join(NAMES)} is installed")
    return str(found)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the whole run, started only where there is a browser to look at it."""
    started = start_server(tmp_path_factory.mktemp("server") / "log.txt")
    try:
        started.wait()
        yield started
    finally:
        started.stop()


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
def context(browser: Browser, server: Server, witness: Witness) -> Iterator[BrowserContext]:
    """A fresh visitor: no cookies, a laptop's window, light theme, and somebody who watches."""
    fresh = browser.new_context(
        base_url=server.url,
        viewport={"width": 1280, "height": 800},
        color_scheme="light",
        locale="en-GB",
        timezone_id="UTC",
    )
    fresh.set_default_timeout(ANSWER_MILLISECONDS)
    witness.attach(fresh)
    yield fresh
    fresh.close()
    verdict = witness.verdict()
    if verdict:
        pytest.fail("\n".join(verdict), pytrace=False)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page; ``page.goto("/explore")`` is relative to the app."""
    return context.new_page()


@pytest.fixture
def visit(page: Page) -> Callable[[str], Page]:
    """Open a path of the app and wait until it has drawn and come to rest."""

    def visit(path: str) -> Page:
        page.goto(path)
        page.wait_for_selector(IDLE)
        return page

    return visit

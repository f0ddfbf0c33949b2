"""How long a moved slider takes to redraw the list, against a bare page measured in the same run.

    python benchmarks/redraw.py [--moves 20] [--interactions 1000000]

Starts a bare Streamlit page (one slider, ten lines of text) and the app, each with the same
settings, opens both in Chromium and moves their sliders in turn by an arrow key. One move lasts
from the key's press to the last change of the list's content before the page comes to rest; clock
and observer live in the page, so nothing of the remote control is measured. The starts are
measured from the command to the first list on screen, in a browser that is already open, three
times each in turn. With ``--interactions`` a file of an invented world (``synthetic.py``) is
dropped on the app before its slider is moved.

Targets: at most 2 times the bare page for a move, at most 3 seconds more for a start.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.synthetic import world

APP_PATH = "/explore?data=streaming"
WEIGHTS = ".st-key-weights"  # the first slider inside is moved
LIST = ".st-key-list"  # its text is watched

STARTS = 3
START_SECONDS = 90
MOVE_MILLISECONDS = 20_000
UPLOAD_MILLISECONDS = 600_000
#: Size of the catalogue of a file that is dropped.
ITEMS = 3_000
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

BARE_PAGE = """
import streamlit as st

with st.container(key="weights"):
    weight = st.slider("Weight", 0.0, 1.0, 0.5, 0.05)
with st.container(key="list"):
    for place in range(1, 11):
        st.text(f"{place}. line at {weight * place:.2f}")
"""

# What a person sees inside an element: words, and styles such as the length of a bar. A component
# keeps its own in a shadow root.
READING = """
    const inside = (node, styles) => node.nodeType === Node.TEXT_NODE ? node.data
        : node.nodeType !== Node.ELEMENT_NODE || /^(STYLE|SCRIPT)$/.test(node.nodeName) ? ""
        : (styles ? node.getAttribute("style") ?? "" : "")
            + [...(node.shadowRoot ?? node).childNodes].map((one) => inside(one, styles)).join(" ");
    const read = (list, styles) => {
        const element = document.querySelector(list);
        return element === null ? "" : inside(element, styles).trim();
    };
"""

FIRST_LIST = f"(list) => {{ {READING} return read(list, false) !== ''; }}"

# Arms one measurement: the key starts the clock, every change in the list reads it.
ARM = (
    f"(list) => {{ {READING}"
    """
    const run = { start: null, last: null, seen: read(list, true) };
    const what = {
        subtree: true, childList: true, characterData: true, attributeFilter: ["style"],
    };
    const watch = (root) => {
        run.observer.observe(root, what);
        for (const element of root.querySelectorAll("*"))
            if (element.shadowRoot) watch(element.shadowRoot);
    };
    run.observer = new MutationObserver(() => {
        if (run.start === null) return;
        const now = performance.now();
        const element = document.querySelector(list);
        if (element !== null) watch(element);
        const seen = read(list, true);
        if (seen === run.seen) return;
        run.seen = seen;
        run.last = now;
    });
    watch(document.body);
    const press = () => { run.start = performance.now(); };
    document.addEventListener("keydown", press, { capture: true, once: true });
    window.__redraw = run;
}"""
)

# At rest: the script has ended, and no part of the list is marked as old.
RESTING = """(list) => {
    const app = document.querySelector("[data-testid=stApp]");
    return app.dataset.testScriptState === "notRunning"
        && !document.querySelector(`${list} [data-stale=true]`);
}"""

REDRAWN = f"(list) => window.__redraw.last !== null && ({RESTING})(list)"

READ = (
    "() => { const run = window.__redraw; run.observer.disconnect(); return run.last - run.start; }"
)


@dataclass
class Subject:
    """A page under measurement: where it is, how long its starts took, and its moves so far."""

    name: str
    script: str
    folder: Path
    path: str
    starts: list[float] = field(default_factory=list)
    moves: list[float] = field(default_factory=list)
    upwards: bool = True

    @contextlib.contextmanager
    def opened(self, browser: Browser, log: Path) -> Iterator[Page]:
        """Start the server, open the page, and note how long it took until the list was there."""
        begun = time.perf_counter()
        with serving(self.script, self.folder, log) as address:
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            page = context.new_page()
            page.goto(address + self.path)
            page.wait_for_function(FIRST_LIST, arg=LIST, timeout=START_SECONDS * 1000)
            self.starts.append(time.perf_counter() - begun)
            yield page
            context.close()

    def move(self, page: Page) -> float:
        """Press an arrow once and return the milliseconds until the list stood anew."""
        page.wait_for_function(RESTING, arg=LIST, timeout=MOVE_MILLISECONDS)
        slider = page.locator(WEIGHTS).get_by_role("slider").first
        slider.focus()
        key = "ArrowRight" if self.goes_up(slider) else "ArrowLeft"
        page.evaluate(ARM, LIST)
        page.keyboard.press(key)
        page.wait_for_function(REDRAWN, arg=LIST, timeout=MOVE_MILLISECONDS)
        return float(page.evaluate(READ))

    def goes_up(self, slider: Locator) -> bool:
        """Walk to one end and back, so that every move is a move and values repeat late."""
        low, high, value = slider.evaluate("e => [e.min, e.max, e.value].map(Number)")
        if value >= high:
            self.upwards = False
        elif value <= low:
            self.upwards = True
        return self.upwards


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def serving(script: str, folder: Path, log: Path) -> Iterator[str]:
    """Start a script as a server and give its address; end it and its children afterwards."""
    port = free_port()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)],
            cwd=folder,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_well(f"http://127.0.0.1:{port}", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until_well(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.02)  # a server that is not there yet cannot be waited for otherwise
    sys.exit(f"{url} did not start:\n{log.read_text()[-2000:]}")


def upload(page: Page, interactions: int, folder: Path) -> None:
    """Drop an invented file on the app, and wait until its list is there."""
    path = folder / "interactions.csv"
    columns = ["user_id", "item_id", "timestamp"]
    world(interactions, ITEMS).interactions[columns].to_csv(path, index=False)
    page.goto(page.url.partition("/explore")[0] + "/data")
    page.locator("input[type=file]").first.set_input_files(path)
    use = page.get_by_role("button", name="Use this data")
    use.click(timeout=UPLOAD_MILLISECONDS)
    page.wait_for_function(FIRST_LIST, arg=LIST, timeout=UPLOAD_MILLISECONDS)


def measure(moves: int, interactions: int) -> tuple[Subject, Subject]:
    """Both pages, started and moved in turn, so that a busy moment of the machine meets both."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("This needs Chromium. On Debian: apt-get install chromium")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "bare.py").write_text(BARE_PAGE, encoding="utf-8")
        shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        stack.callback(browser.close)

        bare = Subject("bare page", "bare.py", folder, "/")
        app = Subject("app", "app.py", ROOT, APP_PATH)
        for _ in range(STARTS - 1):
            for subject in (bare, app):
                with subject.opened(browser, folder / "log.txt"):
                    pass
        pages = [
            (
                subject,
                stack.enter_context(subject.opened(browser, folder / f"{subject.script}.txt")),
            )
            for subject in (bare, app)
        ]
        if interactions:
            upload(pages[1][1], interactions, folder)
        for subject, page in pages:
            subject.move(page)  # the first move pays for what is loaded once
        for _ in range(moves):
            for subject, page in pages:
                subject.moves.append(subject.move(page))
    return bare, app


def main() -> None:
    parser = argparse.ArgumentParser(description="Slider to redrawn list, app against bare page.")
    parser.add_argument("--moves", type=int, default=20, help="moves of each slider (default 20)")
    parser.add_argument(
        "--interactions", type=int, default=0, help="size of a file to drop first (default none)"
    )
    options = parser.parse_args()
    moves = options.moves
    if moves < 2:
        parser.error("a median wants at least 2 moves")

    bare, app = measure(moves, options.interactions)
    print(
        f"{'':12}{'median ms':>10}{'p90 ms':>10}{'start s':>10}   of {moves} moves, {STARTS} starts"
    )
    for subject in (bare, app):
        p90 = statistics.quantiles(subject.moves, n=10)[-1]
        middle, start = statistics.median(subject.moves), statistics.median(subject.starts)
        print(f"{subject.name:12}{middle:10.0f}{p90:10.0f}{start:10.2f}")
    ratio = statistics.median(app.moves) / statistics.median(bare.moves)
    later = statistics.median(app.starts) - statistics.median(bare.starts)
    print(f"redraw: {ratio:.2f} times the bare page (target: at most 2)")
    print(f"start: {later:+.2f} s (target: at most +3)")


if __name__ == "__main__":
    main()

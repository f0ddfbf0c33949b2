"""The escaper in a real browser: a few hundred strings, each seen exactly as it is.

Streamlit's own Markdown knows more than any judge outside of it: colours, icons, arrows, formulas,
links without brackets.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, START_SECONDS, free_port
from tests.screens.test_text import HOSTILE

PIECES = (
    *(
        "a",
        "1",
        ".",
        "-",
        "->",
        "<-",
        "--",
        "*",
        "_",
        "~~",
        "`",
        "$",
        ":",
        ":red[",
        "]",
        "(",
        "<b>",
    ),
    *("&", "#", "!", "[", "\\", "|", ":smile:", ":material/home:", "www.evil.example", ">=", "!="),
)
OWN = (
    "http://evil.example/x",
    "https://evil.example",
    "see www.evil.example now",
    "mail me@evil.example now",
    ":streamlit:",
    ":blue-background[x]",
    ":violet-badge[x]",
    ":small[x]",
    ":material/delete:",
    ":+1:",
    "$$\\frac{1}{2}$$",
    "\\(x\\)",
    "== same == but <= not >= or !=",
    "<- left, right ->, both <->",
    "em -- dash --- longer",
    "[ ] open [x] done",
    "==mark== ^up^ ~down~ ++in++",
    "'quoted' \"twice\"",
    "Ünïcode ✓ 漢字 עברית",
)
TEXTS = sorted(
    {" ".join(text.split()) for text in (*HOSTILE, *OWN)}
    | {"".join(pair) for pair in itertools.product(PIECES, PIECES[:9])} - {""}
)
TEXTS = [text for text in TEXTS if text]

SHEET = """
import json
import sys
import streamlit as st
sys.path.insert(0, {root!r})
from screens.parts.text import plain
for text in json.loads({texts!r}):
    st.markdown(plain(text))
st.button(plain({hostile!r}), help=plain({hostile!r}))
st.text("The end")
"""


@pytest.fixture(scope="module")
def sheet(browser, tmp_path_factory):
    """A page that shows every text through the escaper, served beside the app."""
    folder = tmp_path_factory.mktemp("sheet")
    script = folder / "sheet.py"
    script.write_text(
        SHEET.format(root=str(ROOT), texts=json.dumps(TEXTS), hostile=" ".join(OWN[:6])),
        encoding="utf-8",
    )
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--server.address", "127.0.0.1"],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(address):
            assert time.monotonic() < deadline
            assert process.poll() is None, (folder / "log.txt").read_text()
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def answers(address):
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
            return answer.read() == b"ok"
    except (urllib.error.URLError, OSError):
        return False


def test_a_few_hundred_strings_are_seen_exactly_as_they_are(page, sheet):
    page.goto(sheet)
    expect(page.get_by_text("The end")).to_be_visible()
    blocks = page.locator(".stMain [data-testid=stMarkdown]")
    expect(blocks).to_have_count(len(TEXTS))
    shown = blocks.evaluate_all(
        "nodes => nodes.map(node => [node.innerText.trim().replaceAll('\\u2060', ''),"
        " node.querySelectorAll('a, img, svg, span, em, strong, code, del, ol, ul, h1, h2, h3,"
        " table, blockquote, hr, mark, sub, sup, .katex').length])"
    )
    wrong = [
        (text, seen, tags)
        for text, (seen, tags) in zip(TEXTS, shown, strict=True)
        if (seen, tags) != (text, 0)
    ]
    assert wrong == [], "\n".join(map(repr, wrong))
    assert page.evaluate("window.__xss") is None
    assert len(TEXTS) > 200

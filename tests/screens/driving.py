"""What the tests of the screens share: start the app, wait for its jobs, read what it shows."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from recengine.data.dataset import Dataset
from recengine.progress import quiet
from recengine.ranking import preset
from screens.parts import session

ROOT = Path(__file__).resolve().parents[2]
SCREENS = sorted(path.name for path in (ROOT / "screens").glob("*.py"))
PATIENCE = 60.0


def start(**asked: str) -> AppTest:
    """A new visitor, who may have opened a link."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE)
    for name, value in asked.items():
        app.query_params[name] = value
    return app.run()


def on(app: AppTest, screen: str) -> AppTest:
    """The same visitor on another screen."""
    return app.switch_page(f"screens/{screen}").run()


def until(app: AppTest, met: Callable[[AppTest], bool], seconds: float = PATIENCE) -> AppTest:
    """Look again and again, as the panel of a job does in a browser."""
    deadline = time.monotonic() + seconds
    while not met(app):
        assert time.monotonic() < deadline, f"still waiting after {seconds} s: {said(app)}"
        assert not app.exception, app.exception
        assert not app.error, [error.value for error in app.error]
        app.run()
    return app


def is_open(app: AppTest) -> bool:
    return "workspace" in app.session_state and "opening" not in app.session_state


def open_sample(name: str, screen: str = "start.py") -> AppTest:
    """A visitor with a sample open, on a screen."""
    app = start()
    app.button(key=f"open_{name}").click().run()
    until(app, is_open)
    return on(app, screen)


def holding(dataset: Dataset, screen: str = "start.py") -> AppTest:
    """A visitor who has brought a small world, as the Data screen leaves it."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE)
    loaded = session.prepare("file", dataset, quiet)
    recipe = preset("plain").only(tuple(loaded.engine.models))
    app.session_state["workspace"] = loaded
    app.session_state["person"] = loaded.telling[0].user_id
    app.session_state["recipe"] = app.session_state["reference"] = recipe
    return on(app.run(), screen)


def drawn(app: AppTest, layout: str) -> dict[str, Any] | None:
    """What the component that draws cards was handed."""
    for element in components(app):
        if element["layout"] == layout:
            return element
    return None


def components(app: AppTest) -> Iterator[dict[str, Any]]:
    for element in app.main:
        if element.type == "bidi_component":
            yield json.loads(element.proto.json)


def shown_list(app: AppTest) -> list[tuple[str, float]]:
    """Ids and scores of the list on Explore."""
    found = drawn(app, "cards")
    assert found is not None, said(app)
    return [(item["id"], item["score"]) for item in found["items"]]


def said(app: AppTest) -> str:
    """Every word that Markdown draws, errors and notes included."""
    kinds = ("markdown", "caption", "info", "warning", "error", "success", "title", "subheader")
    return "\n".join(str(element.value) for kind in kinds for element in app.get(kind))


def calm(app: AppTest) -> AppTest:
    """The app after making sure that nothing has gone wrong."""
    assert not app.exception, app.exception
    assert not app.error, [error.value for error in app.error]
    return app


def ratings(people=12, items=9):
    rng = np.random.default_rng(3)
    lines = [
        f"u{u:02d},i{i},{rng.integers(1, 6)},{1_600_000_000 + 86_400 * (u + i)}"
        for u in range(people)
        for i in range(items)
        if (u + i) % 3
    ]
    return ("userId,movieId,rating,timestamp\n" + "\n".join(lines) + "\n").encode()


MOVIES = (
    "movieId,title,genres\n"
    + "".join(
        f"i{i},Film {i} ({1990 + i}),{'Drama' if i % 2 else 'Comedy|Crime'}\n" for i in range(9)
    )
).encode()


def drop(app, *files):
    """Drop files on the Data screen and wait until each was read or refused."""
    on(app, "data.py")
    app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files]).run()
    return until(app, all_read)


def all_read(app):
    incoming = app.session_state.incoming if "incoming" in app.session_state else []
    return bool(incoming) and all(file.table or file.refused for file in incoming)


def use(app):
    app.run()
    app.button(key="use_files").click().run()
    until(app, lambda app: not app.session_state.incoming)
    assert app.title[0].value == "Explore"
    return on(app, "explore.py")  # a test's browser does not follow by itself

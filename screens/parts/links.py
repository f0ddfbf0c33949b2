"""Links: the address bar reopens the view.

    ?data=streaming&person=v0012&recipe=...        a sample, with its own ids
    ?data=file-0123456789abcdef&person=17&recipe=...   somebody's file, known by its fingerprint
    ...&edits=l12x40                               and how the person's history was changed

A person or an item of one's own file stands in the link as a number, never by id; the file itself
never leaves its session, so whoever opens the link is asked for the same file. ``item=`` is there
once somebody has looked at one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from recengine.data.editing import read as read_edits
from recengine.data.editing import written
from recengine.data.samples import SAMPLES
from recengine.errors import RecengineError
from recengine.ranking import Recipe
from screens.parts import session
from screens.parts.looked_at import asked_item, looked_at

_FILE = "file-"
_NAMES = ("data", "person", "recipe", "edits", "item")


@dataclass(frozen=True)
class Wanted:
    """What a link asks for; ``fingerprint`` is empty for a sample."""

    sample: str
    fingerprint: str
    person: str
    recipe: str
    edits: str = ""
    item: str = ""


def read() -> None:
    """Once a session: remember what the link asks for."""
    if "link_read" in st.session_state:
        return
    st.session_state.link_read = True
    asked = {name: st.query_params.get(name, "")[:2_500] for name in _NAMES}
    data = asked["data"]
    rest = (asked["person"], asked["recipe"], asked["edits"], asked["item"])
    if data in SAMPLES:
        st.session_state.opening = data
        st.session_state.wanted = Wanted(data, "", *rest)
    elif data.startswith(_FILE):
        fingerprint = data.removeprefix(_FILE)
        st.session_state.wanted = Wanted("", fingerprint, *rest)


def wanted() -> Wanted | None:
    """What the link that was opened still waits for."""
    return st.session_state.get("wanted")


def fulfil(loaded: session.Workspace) -> str:
    """Apply an opened link to data that has just been loaded; returns a sentence if it cannot."""
    asked = st.session_state.pop("wanted", None)
    if asked is None or (asked.sample and asked.sample != loaded.source):
        return ""
    if asked.fingerprint and asked.fingerprint != loaded.dataset.fingerprint:
        return (
            "This is not the file that the link was made from, so its list cannot be shown; "
            "your own data is open instead."
        )
    said = []
    if asked.person:
        said.append(_try(lambda: session.set_person(_user_id(loaded, asked.person))))
    if asked.recipe:
        said.append(_try(lambda: session.set_recipe(Recipe.from_link(asked.recipe))))
    if asked.edits:
        n_items = loaded.dataset.n_items
        said.append(_try(lambda: session.set_edits(read_edits(asked.edits, n_items))))
    if asked.item:
        said.append(_try(lambda: looked_at(loaded).look_at(_item_code(loaded, asked.item))))
    problems = " ".join(words for words in said if words)
    return f"{problems} The rest of the view is as the link asked." if problems else ""


def _try(apply: Callable[[], None]) -> str:
    """Apply one part of a link; a sentence where that cannot be."""
    try:
        apply()
    except RecengineError as error:
        return str(error)
    return ""


def write() -> None:
    """Mirror the view in the address bar."""
    if session.workspace() is None:
        return
    if st.query_params.to_dict() != _params():
        st.query_params.from_dict(_params())


def address() -> str:
    """The whole link."""
    page = (st.context.url or "").partition("?")[0]
    return f"{page}?{urlencode(_params())}"


def explore_with(recipe: Recipe) -> str:
    """A link to Explore with another recipe, on the open data or else on the first sample."""
    page = (st.context.url or "").partition("?")[0].rpartition("/")[0]
    params = {"data": next(iter(SAMPLES))} if session.workspace() is None else _params()
    return f"{page}/explore?{urlencode({**params, 'recipe': recipe.to_link()})}"


def _params() -> dict[str, str]:
    loaded = session.opened()
    row = loaded.dataset.user_code(session.person())
    edits = {"edits": written(session.edits())} if session.edits() else {}
    return {
        "data": loaded.source if loaded.shareable else _FILE + loaded.dataset.fingerprint,
        "person": session.person() if loaded.shareable else str(row),
        "recipe": session.recipe().to_link(),
        **edits,
        **_item(loaded),
    }


def _item(loaded: session.Workspace) -> dict[str, str]:
    """The item that was looked at, if any was."""
    code = asked_item(loaded)
    if code is None:
        return {}
    return {"item": str(loaded.dataset.item_ids[code]) if loaded.shareable else str(code)}


def _user_id(loaded: session.Workspace, person: str) -> str:
    users = loaded.dataset.users["user_id"]
    row = None if loaded.shareable else _row(person, len(users))
    return person if row is None else str(users.iloc[row])


def _item_code(loaded: session.Workspace, item: str) -> int:
    row = None if loaded.shareable else _row(item, loaded.dataset.n_items)
    return loaded.dataset.item_code(item) if row is None else row


def _row(number: str, rows: int) -> int | None:
    """A row that a link names by its number; None where there is no such row."""
    short = number.isdecimal() and len(number) < 12
    return int(number) if short and int(number) < rows else None

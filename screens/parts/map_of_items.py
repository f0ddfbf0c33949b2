"""The map of items: choose whose, click a dot or search a title, and read what lies near."""

from __future__ import annotations

from typing import Any

import streamlit as st

from recengine import charts
from recengine.data.titles import labels
from recengine.models.alike import Alike
from recengine.models.item_map import LIMIT
from screens.parts.looked_at import KNOWING, LookedAt, label, map_wished, waiting_time
from screens.parts.text import count, plain

_CHART = "item_map_chart"
#: Above this many items a list to choose from would be slow; part of a title is typed first.
MOST_LISTED_ITEMS = 3_000


def draw(kept: LookedAt) -> None:
    """The map, and beside it the item that is looked at with what is most like it."""
    st.subheader("The map of the catalogue", anchor=False)
    left, beside = st.columns([3, 2], gap="medium")
    with beside:
        choose_item(kept)
    with left:
        near = picture(kept)
    if near is None:
        return
    with beside:
        if kept.item not in kept.maps[kept.map_model].codes:
            st.caption(not_on_it(kept))
        _neighbours(kept, near)


def picture(kept: LookedAt) -> list[Alike] | None:
    """The map with the item marked; what is most like it, or None while there is no map yet."""
    _choose_model(kept)
    map_wished(kept)
    model, found = kept.model(kept.map_model), kept.maps.get(kept.map_model)
    if found is None:
        _empty(kept)
        return None
    near = kept.alike([kept.map_model])[0] if model is not None else []
    st.plotly_chart(
        charts.item_map(
            kept.loaded.dataset,
            found,
            label(kept.map_model),
            chosen=kept.item,
            near=[each.item for each in near],
        ),
        key=_CHART,
        config=charts.CONFIG,
        on_select=_clicked,
        selection_mode="points",
    )
    st.caption(_said(kept, len(found)))
    return near


def not_on_it(kept: LookedAt) -> str:
    """Why the item has no dot."""
    return (
        f"{label(kept.map_model)} has no place for it: it is not among the "
        f"{count(LIMIT)} most popular, or the model knows nothing of it."
    )


def choose_item(kept: LookedAt) -> None:
    """A title to look at, by choosing or by typing; the same as a click on the map."""
    dataset = kept.loaded.dataset
    codes = kept.by_popularity
    if len(codes) > MOST_LISTED_ITEMS:
        typed = st.text_input(
            "Search a title",
            key="w_item_typed",
            help="Any words of the title, or the id.",
        )
        codes = kept.matches(typed)
        if not len(codes):
            st.caption("No title holds all of these words.")
    options = [int(code) for code in codes]
    if kept.item not in options:
        options.insert(0, kept.item)
    names = labels(dataset, options)
    if st.session_state.get("w_item") != kept.item:
        st.session_state.w_item = kept.item
    st.selectbox(
        "Title",
        options,
        format_func=names.__getitem__,
        key="w_item",
        on_change=_chosen,
        args=(kept,),
        help="Type to search. A click on a dot of the map chooses as well.",
    )


def _chosen(kept: LookedAt) -> None:
    kept.item = st.session_state.w_item


def _clicked() -> None:
    """A click on a dot chooses its item; a click beside all dots leaves it."""
    kept: LookedAt | None = st.session_state.get("looked_at")
    points: list[dict[str, Any]] = st.session_state[_CHART]["selection"]["points"]
    code = points[0].get("customdata") if points else None
    if kept is not None and isinstance(code, int) and 0 <= code < kept.loaded.dataset.n_items:
        kept.item = code


def _choose_model(kept: LookedAt) -> None:
    if st.session_state.get("w_map_model") != kept.map_model:
        st.session_state.w_map_model = kept.map_model
    st.selectbox(
        "As this approach sees it",
        KNOWING,
        format_func=label,
        key="w_map_model",
        on_change=_model_chosen,
        args=(kept,),
    )


def _model_chosen(kept: LookedAt) -> None:
    """Another map: at once where its model is fitted and somebody has asked for a map before."""
    name = kept.map_model = st.session_state.w_map_model
    if kept.maps and name not in kept.maps and kept.model(name) is not None:
        _wish(kept, name)


def _wish(kept: LookedAt, name: str) -> None:
    kept.wishes.setdefault("item_map", name)


def _empty(kept: LookedAt) -> None:
    """What would be here, and the button that makes it so."""
    if "item_map" in kept.wishes:
        return
    name = kept.map_model
    time = waiting_time(kept, name)
    with st.container(border=True, key="no_map"):
        st.markdown("##### A dot for each title, near those that are alike, would stand here.")
        fitting = kept.model(name) is None
        st.button(
            f"Fit {label(name)} and draw its map" if fitting else "Draw the map",
            type="primary",
            on_click=_wish,
            args=(kept, name),
            key="draw_map",
        )
        st.caption(f"Fitting takes {time}." if fitting and time else "It takes some seconds.")


def _said(kept: LookedAt, shown: int) -> str:
    n_items = kept.loaded.dataset.n_items
    which = "All" if shown == n_items else f"The {count(shown)} most popular of"
    return (
        f"{which} {count(n_items)} titles that {label(kept.map_model)} knows; larger dots are more "
        "popular, rings mark the chosen title and those most like it. Near means alike; far means "
        "nothing."
    )


def _neighbours(kept: LookedAt, near: list[Alike]) -> None:
    st.markdown(f"**Most like it, by {label(kept.map_model)}**")
    if not near:
        st.caption("Nothing: the model knows no title that is like it.")
    titles = kept.loaded.dataset.titles
    st.markdown(
        "\n".join(
            f"{rank}. {plain(str(titles[each.item]))} :small[{each.similarity:.3f}]"
            for rank, each in enumerate(near, start=1)
        )
    )

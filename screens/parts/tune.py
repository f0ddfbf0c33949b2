"""Tune: the best recipe for this data, what more of something else costs, and one test."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from recengine import charts
from recengine.evaluation.searching import (
    SEARCHED,
    Search,
    exchange,
    label,
)
from recengine.ranking.wording import label_of
from screens.parts import last_look, session, tune_card, tune_form
from screens.parts.tuned import (
    BUDGETS,
    LOOK,
    SEARCH,
    Tuned,
    Wanted,
    look_wished,
    search_wished,
    tuned,
)

_CHART, _TABLE = "frontier", "front_table"
_ROW_HEIGHT = 35


def draw(loaded: session.Workspace) -> None:
    """The view, from what to search for to what was found."""
    kept = tuned(loaded)
    st.markdown(
        "Let the machine turn the sliders: it tries recipes on what people chose last, and shows "
        "what more variety, novelty or margin would cost in accuracy."
    )
    wanted = tune_form.choose(kept)
    buttons = st.container()
    search_wished(kept)
    look_wished(kept)
    with buttons:  # only now it is known whether anything still runs
        _buttons(kept, wanted, busy=bool(kept.wishes))
    if SEARCH in kept.wishes:
        _filling(kept)
    elif kept.search is None or not kept.search.trials:
        st.caption(
            "A dot for each recipe that was tried would stand here, accuracy up and your second "
            "wish across, with a line through those that nothing beats in both."
        )
    else:
        _found(kept, kept.search, wanted)
    _how()


def _buttons(kept: Tuned, wanted: Wanted, *, busy: bool) -> None:
    """Search, and go on."""
    search = kept.search
    with st.container(horizontal=True, vertical_alignment="center", key="tune_buttons"):
        st.button(
            f"Search for {BUDGETS[wanted.seconds]}",
            type="primary",
            icon=":material/tune:",
            key="tune_search",
            disabled=busy,
            on_click=kept.wish_anew,
            args=(wanted,),
        )
        if search is not None and search.trials:
            st.button(
                "Go on for another minute",
                icon=":material/more_time:",
                key="tune_more",
                disabled=busy,
                on_click=kept.wish_more,
                args=(60.0,),
                help="Tries more recipes after those that were tried, with the same settings.",
            )


@st.fragment(run_every=1.0)
def _filling(kept: Tuned) -> None:
    """The picture while the search goes on."""
    if kept.search is not None and len(kept.search.trials) > 1:
        st.plotly_chart(charts.frontier(kept.search), key="frontier_filling", config=charts.CONFIG)
        st.caption(_counted(kept.search))
    else:
        st.caption("The first dots appear once every approach has learned from the older data.")


def _found(kept: Tuned, search: Search, wanted: Wanted) -> None:
    """What was found: the picture, the chosen recipe, the front as a table, the test."""
    if not wanted.made(search):
        st.info("This was found with other settings; search again to renew it.")
    number = search.best if kept.chosen is None else kept.chosen
    st.plotly_chart(
        charts.frontier(search, number),
        key=_CHART,
        config=charts.CONFIG,
        on_select=partial(_clicked, kept),
        selection_mode="points",
    )
    st.caption(
        f"{_counted(search)} The line joins recipes that none beats in both, diamonds are recipes "
        "you know, and the ring is the one below, with the 95 % interval of its accuracy. Click a "
        "dot to see another. What is far worse lies outside; a double click shows it."
    )
    with st.container(border=True, key="tune_chosen"):
        tune_card.draw(search, number)
    _front(kept, search, number)
    last_look.draw(kept, search, number, busy=LOOK in kept.wishes)


def _counted(search: Search) -> str:
    return (
        f"{len(search.trials)} recipes tried, each judged by its lists for the same "
        f"{search.people:,} people."
    )


def _front(kept: Tuned, search: Search, number: int) -> None:
    """The recipes of the front, a row each; a click on one chooses it."""
    numbers = search.front
    st.markdown("**Recipes that none beats in both**")
    st.dataframe(
        pd.DataFrame({"": "▶" if each == number else "", **_row(search, each)} for each in numbers),
        hide_index=True,
        row_height=_ROW_HEIGHT,
        height=_ROW_HEIGHT * min(len(numbers), 8) + 38,
        column_config={
            "": st.column_config.TextColumn(width=24),
            label(search.accuracy): st.column_config.NumberColumn(format="%.3f"),
            label(search.goal): st.column_config.NumberColumn(format="%.3g"),
        },
        on_select=partial(_row_clicked, kept, numbers),
        selection_mode="single-row",
        key=_TABLE,
    )


def _row(search: Search, number: int) -> dict[str, Any]:
    own = search.trials[number]
    accuracy = own.figures[search.accuracy]
    return {
        "Recipe": own.recipe.name,
        label(search.accuracy): accuracy.mean,
        "95 % interval": f"{accuracy.low:.3f} to {accuracy.high:.3f}",
        label(search.goal): own.figures[search.goal].mean,
        "Against the start": exchange(search, number) if number else "itself",
    }


def _clicked(kept: Tuned) -> None:
    """A click on a dot chooses its recipe; a click beside all dots leaves it."""
    points: list[dict[str, Any]] = st.session_state[_CHART]["selection"]["points"]
    number = points[0].get("customdata") if points else None
    if kept.search is not None and isinstance(number, int) and number < len(kept.search.trials):
        kept.chosen = number


def _row_clicked(kept: Tuned, numbers: tuple[int, ...]) -> None:
    rows: list[int] = st.session_state[_TABLE]["selection"]["rows"]
    if rows and rows[0] < len(numbers):
        kept.chosen = numbers[rows[0]]


def _how() -> None:
    with st.expander("How this is computed"):
        st.markdown(
            "**Three parts in order.** The last item that pleased each person is the test and is "
            "put away before anything is learned. The one before it is what recipes have to find. "
            "Approaches learn from the rest, once; a recipe only mixes and reorders what they say, "
            "so it is quick to try.\n\n"
            "**The search** tries the recipe you start from, the presets (with the rules of yours),"
            " each approach alone and weights learned from the data. Then it draws some by lot, "
            "and from then on what a model of the trials so far expects most of (a tree of Parzen "
            "estimators). The same settings and number of trials find the same recipes.\n\n"
            "**The best of many is partly luck.** All are judged by the same people, so the "
            "winner's figure flatters. The test took no part and tells what is left of it.\n\n"
            "**What is searched:**"
        )
        st.dataframe(
            pd.DataFrame(
                {"Setting": label_of(each.field), "How far, and why": each.why} for each in SEARCHED
            ),
            hide_index=True,
        )

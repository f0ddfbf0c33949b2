"""Tune: the best recipe for this data, what more of something else costs, and one test."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from recengine import charts
from recengine.evaluation.searching import (
    GOALS,
    SEARCHED,
    Search,
    changes,
    exchange,
    goals_of,
    label,
    trade,
)
from recengine.ranking import PRESETS, Recipe
from recengine.ranking.wording import label_of
from screens.parts import last_look, session
from screens.parts.text import plain
from screens.parts.tuned import LOOK, SEARCH, Tuned, Wanted, look_wished, search_wished, tuned

_CHART, _TABLE = "frontier", "front_table"
_BUDGETS = {30.0: "30 s", 60.0: "1 min", 180.0: "3 min"}
_SPLITS = {"leave_last_out": "Last items", "temporal": "In time"}
_MINE = "mine"
_ROW_HEIGHT = 35
_ORIGINS = {
    "start": "where the search began",
    "preset": "a preset",
    "alone": "one approach alone",
    "learned": "learned weights",
    "search": "found by the search",
}


def draw(loaded: session.Workspace) -> None:
    """The view, from what to search for to what was found."""
    kept = tuned(loaded)
    st.markdown(
        "Let the machine turn the sliders: it tries recipes on what people chose last, and shows "
        "what more variety, novelty or margin would cost in accuracy."
    )
    wanted = _choose(kept)
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


def _choose(kept: Tuned) -> Wanted:
    """Widgets for what to search for; they keep what was searched for last."""
    dataset = kept.loaded.dataset
    able, missing = goals_of(dataset)
    starts = _starts()
    names = {name: recipe.name for name, recipe in starts.items()}
    names[_MINE] = f"My recipe, from Explore ({names[_MINE]})"
    _remember("tune_start", _MINE, starts)
    _remember("tune_goal", able[0].name, [goal.name for goal in able])
    _remember("tune_budget", 60.0, _BUDGETS)
    splits = [name for name in _SPLITS if name != "temporal" or dataset.has_times]
    _remember("tune_split", splits[0], splits)
    with st.container(border=True, key="tune_choices"):
        left, right = st.columns(2, gap="medium")
        start = left.selectbox(
            "Start from",
            list(starts),
            format_func=names.__getitem__,
            key="w_tune_start",
            help="The search changes weights, half-lives, freshness, diversity and the like; "
            "rules and exploration stay as they are in this recipe.",
        )
        goal = right.segmented_control(
            "Accuracy, and beside it",
            [goal.name for goal in able],
            format_func=lambda name: GOALS[name].label,
            required=True,
            key="w_tune_goal",
            help=" ".join(f"{goal.label}: {goal.help}" for goal in able),
        )
        seconds = left.segmented_control(
            "Time to search",
            list(_BUDGETS),
            format_func=_BUDGETS.__getitem__,
            required=True,
            key="w_tune_budget",
            help="A recipe takes a fraction of a second to try, so a minute tries a hundred or "
            "more. You can stop at any time and go on later.",
        )
        split = right.segmented_control(
            "What recipes have to find",
            splits,
            format_func=_SPLITS.__getitem__,
            required=True,
            key="w_tune_split",
            help="Last items: the last item but one that pleased each person; the very last one "
            "is the test. In time: what happened in the last part of the time before the test.",
        )
        for problem in missing:
            st.caption(plain(str(problem)))
    for name in ("start", "goal", "budget", "split"):
        st.session_state[f"tune_{name}"] = st.session_state[f"w_tune_{name}"]
    return Wanted(starts[start], goal or able[0].name, split or splits[0], seconds or 60.0)


def _remember(name: str, usual: Any, options: Any) -> None:
    """Draw a widget as it was left, where that is still possible."""
    key = f"w_{name}"
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    kept = st.session_state.get(name)
    st.session_state.setdefault(key, kept if kept in options else usual)


def _starts() -> dict[str, Recipe]:
    """Recipes to start from, by their short names; the own one first."""
    own = {_MINE: session.recipe()}
    return own | {name: session.opened().engine.suited(p.recipe) for name, p in PRESETS.items()}


def _buttons(kept: Tuned, wanted: Wanted, *, busy: bool) -> None:
    """Search, and go on."""
    search = kept.search
    with st.container(horizontal=True, vertical_alignment="center", key="tune_buttons"):
        st.button(
            f"Search for {_BUDGETS[wanted.seconds]}",
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
        _chosen(search, number)
    _front(kept, search, number)
    last_look.draw(kept, search, number, busy=LOOK in kept.wishes)


def _counted(search: Search) -> str:
    return (
        f"{len(search.trials)} recipes tried, each judged by its lists for the same "
        f"{search.people:,} people."
    )


def _chosen(search: Search, number: int) -> None:
    """One recipe: what it brings, what is different in it, and where to take it."""
    own = search.trials[number]
    st.markdown(f"**{plain(own.recipe.name)}** :small[{_ORIGINS[own.origin]}]")
    st.markdown(plain(trade(search, number)))
    left, right = st.columns(2, gap="medium")
    with left:
        _figures(search, number)
    with right:
        _changes(search, number)
    taken = own.recipe.changed(name=_name(search, number))
    with st.container(horizontal=True):
        if st.button(
            "Open in Explore",
            type="primary",
            icon=":material/explore:",
            key="tune_open",
            help="Takes this recipe, and compares its lists with those of the start.",
        ):
            session.set_recipe(taken)
            session.set_reference(search.start)
            st.switch_page("screens/explore.py")
        st.download_button(
            "recipe.json",
            taken.model_dump_json(indent=2),
            file_name="recipe.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            key="tune_save",
            help="For the terminal (--recipe recipe.json), or for the Recipes screen.",
        )


def _figures(search: Search, number: int) -> None:
    """Every figure beside the start's."""
    own, start = search.trials[number], search.trials[0]
    st.dataframe(
        pd.DataFrame(
            {
                "Figure": label(key),
                "Start": start.figures[key].mean,
                "This": figure.mean,
                "Difference, 95 %": f"{own.gains[key].low:+.2g} to {own.gains[key].high:+.2g}",
            }
            for key, figure in own.figures.items()
        ),
        hide_index=True,
        column_config={
            name: st.column_config.NumberColumn(format="%.3g", width=64)
            for name in ("Start", "This")
        },
        key="tune_figures",
    )


def _changes(search: Search, number: int) -> None:
    """What is different in a recipe, a line each."""
    different = changes(search.start, search.trials[number].recipe)
    if different:
        st.caption(f"What is different from {plain(search.start.name)}:")
        st.markdown(
            "\n".join(
                f"- {plain(setting)}: **{plain(after)}** :small[instead of {plain(before)}]"
                for setting, before, after in different
            )
        )


def _name(search: Search, number: int) -> str:
    """Under which name a recipe is taken along."""
    own = search.trials[number]
    return own.recipe.name if own.origin in ("start", "preset") else f"Found: {own.recipe.name}"


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

"""Tune form: from which recipe, for what and for how long to search; widgets keep their choices."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import streamlit as st

from recengine.evaluation.searching import GOALS, goals_of
from recengine.ranking import PRESETS, Recipe
from screens.parts import session
from screens.parts.text import plain
from screens.parts.tuned import BUDGETS, Tuned, Wanted

_SPLITS = {"leave_last_out": "Last items", "temporal": "In time"}
_MINE = "mine"


def choose(kept: Tuned) -> Wanted:
    """Widgets for what to search for; they keep what was searched for last."""
    dataset = kept.loaded.dataset
    able, missing = goals_of(dataset)
    starts = _starts()
    names = {name: recipe.name for name, recipe in starts.items()}
    names[_MINE] = f"My recipe, from Explore ({names[_MINE]})"
    _remember("tune_start", _MINE, starts)
    _remember("tune_goal", able[0].name, [goal.name for goal in able])
    _remember("tune_budget", 60.0, BUDGETS)
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
            list(BUDGETS),
            format_func=BUDGETS.__getitem__,
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


def _remember(name: str, usual: Any, options: Collection[Any]) -> None:
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

"""Last look: the test is looked at once, the page remembers it, and a second look is no habit."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from recengine.evaluation.searching import Look, Search, label, why_not_again
from screens.parts.text import plain
from screens.parts.tuned import Tuned


def draw(kept: Tuned, search: Search, number: int, *, busy: bool) -> None:
    """What the test said, or the button that asks it."""
    own = search.trials[number]
    itself = own.recipe.makes_the_same_list(search.start)
    with st.container(border=True, key="tune_test"):
        st.markdown("##### Does it hold on people's very last choices?")
        if not search.looks:
            st.markdown(
                f"The best of {len(search.trials)} recipes is partly luck. A part of the data took "
                "no part in the search, and tells what is left. It can tell that once: choose your "
                "recipe first."
            )
            st.button(
                "Look at the test, once",
                icon=":material/visibility:",
                key="tune_look",
                disabled=busy or itself,
                on_click=kept.wish_look,
                args=(number,),
                help="Choose another recipe than the start first."
                if itself
                else f"Learns anew from all but the test, and judges {own.recipe.name}, the start "
                "and the best approach alone.",
            )
            return
        _show(search, search.looks[-1])
        with st.popover("Look again", icon=":material/warning:", disabled=busy or itself):
            st.markdown(plain(why_not_again(search)))
            st.button(
                f"Look at {own.recipe.name} all the same",
                key="tune_look_again",
                on_click=kept.wish_look,
                args=(number,),
            )


def _show(search: Search, look: Look) -> None:
    times = "once" if len(search.looks) == 1 else f"{len(search.looks)} times"
    st.markdown(f"#### {plain(look.words)}")
    st.caption(
        f"The test was looked at {times}, on {plain(look.when.replace('T', ' at ')[:19])} UTC, for "
        f"the recipe {plain(look.recipe.name)}; {look.people:,} people."
    )
    st.dataframe(
        pd.DataFrame(
            {
                "Recipe": name,
                **{label(key): each.mean for key, each in figures.items()},
                f"95 % of {label(search.accuracy)}": _interval(figures[search.accuracy]),
            }
            for name, figures in look.figures.items()
        ),
        hide_index=True,
        column_config={
            label(key): st.column_config.NumberColumn(format="%.3g")
            for key in next(iter(look.figures.values()))
        },
        key="tune_look_table",
    )


def _interval(estimate) -> str:  # noqa: ANN001
    return f"{estimate.low:.3f} to {estimate.high:.3f}"

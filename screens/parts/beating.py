"""Beating popularity: measured on people held out, when somebody asks for it."""

from __future__ import annotations

import streamlit as st

from recengine import charts
from recengine.data.export import to_csv
from recengine.evaluation.newcomers import FEWEST, Learning, learning
from recengine.progress import Progress
from recengine.ranking import Recipe, RecipeContender
from screens.parts import session
from screens.parts.looked_at import awaited
from screens.parts.text import plain
from screens.parts.visiting import Visiting

_JOB = "measure_newcomers"
#: Below this many people who like something, a fifth held out would be too few.
_ENOUGH = 5 * FEWEST


def draw(kept: Visiting) -> None:
    """The curve, or the button that makes it."""
    st.subheader("How quickly answers beat popularity here", anchor=False)
    if kept.onboarding.n_guesses < _ENOUGH:
        st.caption(
            f"Too few people to measure it: {kept.onboarding.n_guesses} like anything in this "
            f"data, and {_ENOUGH} are needed."
        )
        return
    recipe = session.recipe()
    _wished(kept)
    st.button(
        "Measure again" if kept.measured else "Measure it on this data",
        key="visit_measure",
        type="secondary" if kept.measured else "primary",
        disabled=_JOB in kept.wishes,
        on_click=_wish,
        args=(kept, recipe),
        help="Holds out a fifth of the people, fits the recipe on the others and lets those held "
        "out answer by what they truly liked. Some seconds on the samples.",
    )
    if kept.measured is None:
        st.caption(
            f"A curve would stand here: how good lists by {plain(recipe.name)} are after 0 to 5 "
            "answers, against what most people like."
        )
        return
    _show(kept.measured)


def _show(measured: Learning) -> None:
    st.plotly_chart(charts.learning_curve(measured), key="visit_curve", config=charts.CONFIG)
    st.caption(
        f"{measured.people} people were held out and answered by what they truly liked; "
        f"{measured.steps[-1].told:.0%} of them found something to pick. Lists by "
        f"{plain(measured.approach)}; the band is a 95 % interval, dotted is what most people "
        "like. NDCG is 1 where all that a person liked stands at the top."
    )
    st.download_button(
        "This curve as CSV",
        lambda: to_csv(measured.to_frame()),
        file_name="newcomers.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="visit_curve_download",
        help="One row for each number of answers, with intervals and verdicts.",
    )


def _wish(kept: Visiting, recipe: Recipe) -> None:
    kept.wishes[_JOB] = recipe.to_link()


def _wished(kept: Visiting) -> None:
    """Measure what somebody asked for; a panel until it is there."""
    wished = kept.wishes.get(_JOB)
    if wished is None:
        return
    recipe = Recipe.from_link(wished)
    found = awaited(kept, _JOB, "Measuring newcomers", lambda p: _measure(kept, recipe, p))
    if found is not None:
        kept.measured = found
        st.rerun()


def _measure(kept: Visiting, recipe: Recipe, progress: Progress) -> Learning:
    contender = RecipeContender(recipe)
    return learning(kept.loaded.dataset, contender, questions=5, progress=progress)

"""The people on whom two approaches differ most, and the way to each of them in Explore."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from recengine import charts
from recengine.evaluation import Report
from recengine.evaluation.groups.differing import Differing, differing
from recengine.evaluation.setup import parse_setup
from recengine.models import REGISTRY
from recengine.ranking import Recipe
from screens.parts import session
from screens.parts.text import plain

_SHOWN = 6
_TITLES = 3


def draw(loaded: session.Workspace, report: Report, metric: str) -> None:
    """Two approaches to choose, and a line for each person."""
    labels = {each.model: each.label for each in report.results if metric in each.metrics}
    if len(labels) < 2:
        return
    st.subheader("People for whom they differ most", anchor=False)
    best = max(labels, key=lambda name: report.result(name).metrics[metric].mean)
    rivals = [name for name in labels if name != best]
    other = report.baseline if report.baseline in rivals else rivals[0]
    if st.session_state.get("where_between") != (best, *labels):
        st.session_state.where_between = (best, *labels)  # another result has others to tell apart
        for key in ("w_where_a", "w_where_b"):
            st.session_state.pop(key, None)
    left, right = st.columns(2)
    a = _select(left, "Approach A", labels, best, "w_where_a")
    b = _select(right, "Approach B", labels, other, "w_where_b")
    if a == b:
        st.caption("Choose two different approaches.")
        return
    found = differing(report, loaded.dataset, a, b, metric, n=_SHOWN)
    if not found:
        st.caption("They serve everybody equally well.")
        return
    st.caption(
        f"By {charts.metric_label(metric)}. In Explore, lists are made from all that a person did, "
        "with what was held back here among it."
    )
    for each in found:
        _line(loaded, report, each, (a, b))


def _select(
    column: DeltaGenerator, words: str, labels: dict[str, str], usual: str, key: str
) -> str:
    if st.session_state.get(key) not in labels:
        st.session_state[key] = usual
    return column.selectbox(words, list(labels), format_func=labels.__getitem__, key=key)


def _line(
    loaded: session.Workspace, report: Report, each: Differing, pair: tuple[str, str]
) -> None:
    with st.container(border=True, key=f"differs_{each.person}"):
        words, button = st.columns([4, 1], vertical_alignment="center")
        first, second = (plain(report.result(name).label) for name in pair)
        words.markdown(f"**{plain(each.person)}** · {first} {each.a:.3g}, {second} {each.b:.3g}")
        words.caption(" · ".join(_facts(each, first, second)))
        pressed = button.button(
            "Open in Explore",
            key=f"explore_{each.person}",
            width="stretch",
            help=f"Their list there by {first}, compared with {second}; your recipe makes way.",
        )
        if pressed:
            _open(loaded, report, each.person, pair)


def _facts(each: Differing, first: str, second: str) -> list[str]:
    """What each found, how alike the lists are, and how much was known."""
    found = [
        f"Found by {name} alone: {_some(titles)}"
        for name, titles in ((first, each.only_a), (second, each.only_b))
        if titles
    ]
    if each.both and not found:
        found = [f"Both found {_some(each.both)}, at different places"]
    known = "1 title known" if each.known == 1 else f"{each.known:,} titles known"
    return [*found, f"the lists share {each.shared} of {each.length}", known]


def _some(titles: tuple[str, ...]) -> str:
    more = f" and {len(titles) - _TITLES} more" if len(titles) > _TITLES else ""
    return plain(", ".join(titles[:_TITLES])) + more


def _open(loaded: session.Workspace, report: Report, person: str, pair: tuple[str, str]) -> None:
    """The person on Explore, by the first approach, compared with the second."""
    session.set_person(person)
    recipe, reference = (_recipe(loaded, report, name) for name in pair)
    if recipe is not None:
        session.set_recipe(recipe)
    if reference is not None:
        session.set_reference(reference)
    st.switch_page("screens/explore.py")


def _recipe(loaded: session.Workspace, report: Report, name: str) -> Recipe | None:
    """The recipe behind a contender; None where this screen has none that makes its lists."""
    if name in loaded.engine.models:
        return Recipe(name=REGISTRY[name].label, models={name: 1.0})
    entrants = parse_setup(report.setup).entrants if report.setup else ()
    return next((each.recipe for each in entrants if each.recipe and each.name == name), None)

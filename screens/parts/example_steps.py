"""Steps of a worked example: forth and back, with the sentences and one picture each."""

from __future__ import annotations

import streamlit as st

from recengine import charts
from recengine.charts.worked import SHOWN
from recengine.charts.worked_tables import Table
from recengine.ranking.worked import STEPS, Story, Walk, sentences, walk
from screens.parts import cards, example_offers, plain_table, session
from screens.parts.text import plain

_LARGE = """
<style>
  .st-key-example_words [data-testid=stMarkdownContainer] p { font-size: 1.2rem; line-height: 1.5; }
</style>
"""


def draw(loaded: session.Workspace, story: Story) -> None:
    """The step that stands open, and the ways on from it."""
    found = _walked(loaded, story)
    if found is None:
        st.info("Nobody in this data fits the story any more; open the sample again.")
        return
    steps: dict[str, int] = st.session_state.setdefault("example_steps", {})
    step = steps.get(story.name, 0)
    st.html(_LARGE)
    st.progress((step + 1) / len(STEPS), text=f"Step {step + 1} of {len(STEPS)}")
    _move(story, step)
    st.subheader(STEPS[step], anchor=False)
    st.caption(
        f"{story.title}: {plain(found.person)}, by {plain(found.recipe.name)}. {story.question}"
    )
    with st.container(key="example_words"):
        for words in sentences(found, step):
            st.markdown(plain(words))
    _picture(found, step)
    if step == len(STEPS) - 1:
        _ways_on(story, found)
    with st.expander("How this is computed"):
        st.markdown(_explained(story))


def _walked(loaded: session.Workspace, story: Story) -> Walk | None:
    """The example on the open data; kept as long as that stays open."""
    kept: Walk | None = st.session_state.get("example")
    if kept is None or kept.engine is not loaded.engine or kept.story != story:
        kept = st.session_state.example = walk(loaded.engine, story)
    return kept


def _move(story: Story, step: int) -> None:
    with st.container(horizontal=True, key="example_moves"):
        st.button(
            "Back",
            key="example_back",
            shortcut="Left",
            disabled=step == 0,
            on_click=_go,
            args=(story, step - 1),
            help="The step before; also by the left arrow key.",
        )
        st.button(
            "Next",
            key="example_next",
            shortcut="Right",
            type="primary",
            disabled=step == len(STEPS) - 1,
            on_click=_go,
            args=(story, step + 1),
            help="The next step; also by the right arrow key.",
        )
        if step:
            st.button(
                "Start again",
                icon=":material/restart_alt:",
                key="example_again",
                on_click=_go,
                args=(story, 0),
                help="Back to the first step.",
            )


def _go(story: Story, step: int) -> None:
    st.session_state.example_steps = {**st.session_state.example_steps, story.name: step}


def _picture(found: Walk, step: int) -> None:
    """What is shown at a step, side by side where it is two things."""
    if not SHOWN[step]:
        cards.ranked(found.engine.dataset, found.found, key="example_list")
        return
    for place, (make, column) in enumerate(
        zip(SHOWN[step], st.columns([4, 5] if len(SHOWN[step]) > 1 else 1), strict=True)
    ):
        made = make(found)
        with column:
            if isinstance(made, Table):
                plain_table.draw(made, key=f"example_table_{step}_{place}")
            else:
                st.plotly_chart(made, key=f"example_chart_{step}_{place}", config=charts.CONFIG)


def _ways_on(story: Story, found: Walk) -> None:
    left, right = st.columns(2, gap="medium")
    with left:
        if st.button(
            "Open this in Explore",
            type="primary",
            icon=":material/tune:",
            key="example_explore",
            width="stretch",
            help="The same person and the same recipe, with every slider.",
        ):
            session.set_person(found.person)
            session.set_recipe(found.recipe)
            st.switch_page("screens/explore.py")
    with right:
        example_offers.other(story)


def _explained(story: Story) -> str:
    who = (
        "The person is whoever bought hiking boots last"
        if story.buys
        else "The person is the one whose liked titles are most evenly and most strongly mystery "
        "and drama"
    )
    return (
        f"{who}; of the best fits, the first in whose list variety and chance both left a trace. "
        "An event counts how it was meant, times the weight of its kind, times what its age leaves "
        "of it; all events with one title together count at most 1. A neighbour adds what a past "
        "title counts, times how much it argues for the followed one. Places by score come before "
        "variety and chance. Numbers are rounded for reading, the engine's are not."
    )

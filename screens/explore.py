"""Explore: one person's list, why each title is in it, and sliders that change it."""

import streamlit as st

from recengine.data.recent import recent
from recengine.ranking import Recipe, Recommendations
from recengine.ranking.movement import Move, describe_moves, moves
from screens.parts import cards, frame, people, session, share_link, tuning
from screens.parts.text import plain

st.title("Explore")
st.markdown("What one person would be shown and why; move a slider and see what it does.")


@st.fragment
def tune(*, known: bool) -> None:
    """The list and the sliders, which redraw together and alone."""
    top = st.container()
    shown, controls = st.columns([3, 1], gap="medium")
    with controls:
        recipe = tuning.sliders()
        with top:
            tuning.presets()
        st.button(
            "Reset",
            icon=":material/undo:",
            on_click=session.set_recipe,
            args=(session.reference(),),
            help="Back to the recipe the list is compared with.",
            key="reset",
            width="stretch",
        )
    with shown:
        found = session.recommend(recipe)
        before = session.recommend(session.reference())
        moved = moves(before, found) if recipe != session.reference() else ()
        words, view = st.columns([1, 1], vertical_alignment="center")
        words.caption(_summary(found, recipe, moved, known=known))
        chosen = view.segmented_control(
            "View",
            ("Cards", "Before and after"),
            default="Cards",
            key="view",
            label_visibility="collapsed",
        )
        with st.container(key="list"):
            if chosen == "Before and after":
                cards.before_and_after(before, found, key="before_after")
            else:
                cards.ranked(session.opened().dataset, found, moved, key="ranked")
    share_link.write_and_offer(found)


def _summary(
    found: Recommendations, recipe: Recipe, moved: tuple[Move, ...], *, known: bool
) -> str:
    """What is shown, in a line."""
    if not len(found):
        return "Nothing is left to show: this person has met every title, or there are too few."
    if not any(recipe.models.values()):
        return "No approach counts, so this is what most people like."
    if found.fallback or not known:
        return "Nothing is known about this person yet, so this is what most people like."
    number = "1 title" if len(found) == 1 else f"{len(found)} titles"
    against = (
        f" Against {plain(session.reference().name)}: {describe_moves(moved)}" if moved else ""
    )
    return f"{number}, by {plain(recipe.name)}.{against}"


loaded = session.workspace()
if loaded is None:
    frame.empty("A list with reasons, and sliders that change it, would stand here.")
else:
    people.telling(loaded)
    history = recent(loaded.dataset, session.person())
    if history:
        number = "1 event" if len(history) == 1 else f"{len(history)} events"
        with st.expander(f"What person {plain(session.person())} did: {number}"):
            cards.strip(loaded.dataset, history.latest(12), key="history_strip")
            st.dataframe(history.to_frame(loaded.dataset), hide_index=True, height=300)
    else:
        st.caption(f"Person {plain(session.person())} has not done anything yet.")
    tune(known=bool(history))
    with st.expander("How this is computed"):
        st.markdown(
            "Each approach scores every title from the person's history. Scores are brought to one "
            "scale (divided by that approach's best), weighted and added; freshness adds a bonus, "
            "the popularity discount takes from what most have met; "
            "what was seen is left out; diversity reorders; exploration gives some slots to "
            "chance. The reasons are the terms of that sum: they add up to the score."
        )

"""Explore: one person's list, why each title is in it, and everything that changes it."""

import streamlit as st

from recengine import charts
from recengine.ranking import Recipe, Recommendations
from recengine.ranking.movement import Move, describe_moves, moves
from screens.parts import (
    cards,
    faith,
    follow,
    frame,
    people,
    rules_form,
    session,
    share_link,
    tuning,
    what_if,
)
from screens.parts.looked_at import looked_at
from screens.parts.text import plain

VIEWS = ("Cards", "Before and after", "Through the stages", "One title")

st.title("Explore")
st.markdown("What one person would be shown and why; move a slider and see what it does.")


@st.fragment
def tune(*, known: bool) -> None:
    """The list and the sliders, which redraw together and alone."""
    if st.session_state.get("what_if_changed"):
        st.rerun()  # the history above has changed as well
    kept = looked_at(session.opened())
    top = st.container()
    shown, controls = st.columns([3, 1], gap="medium")
    with controls:
        recipe = tuning.sliders()
        number = len(recipe.rules.business)
        with st.expander(f"Business rules: {number}" if number else "Business rules", key="rules"):
            rules_form.rules_form(kept)
        with top:
            tuning.presets_and_more()
    with shown:
        found = session.recommend(recipe)
        before = session.recommend_before()
        same = recipe.makes_the_same_list(session.reference())
        changed = not same or bool(session.edits())
        moved = moves(before, found) if changed else ()
        st.session_state.setdefault("view", VIEWS[0])
        chosen = st.segmented_control("View", VIEWS, key="view", label_visibility="collapsed")
        st.caption(_summary(found, recipe, moved, known=known))
        rules_form.offer_unblock()
        for note in found.notes:
            st.warning(plain(note), icon=":material/rule:")
        with st.container(key="list"):
            if chosen == VIEWS[1]:
                cards.before_and_after(before, found, key="before_after")
            elif chosen == VIEWS[2]:
                st.plotly_chart(charts.bump(found), config=charts.CONFIG, key="all_ways")
            elif chosen == VIEWS[3]:
                if follow.choose(found, kept):
                    follow.draw(session.recommend(recipe), recipe)
            else:
                dataset = session.opened().dataset
                cards.ranked(dataset, found, moved, key="ranked", on_action=_act)
    share_link.write_and_offer(found)


def _act(does: str, item_id: str) -> None:
    """What a button of a card stands for."""
    if does == "follow":
        st.session_state.followed = session.opened().dataset.item_code(item_id)
        st.session_state.view = VIEWS[3]
    elif does == "block":
        rules_form.block(item_id)
    else:
        what_if.change(does, item_id)


def _summary(
    found: Recommendations, recipe: Recipe, moved: tuple[Move, ...], *, known: bool
) -> str:
    """What is shown, in a line."""
    if not len(found):
        return (
            "Nothing is left to show: this person has met every title that may be shown, or the "
            "rules leave none."
        )
    if not any(recipe.models.values()):
        return "No approach counts, so this is what most people like."
    if found.fallback or not known:
        return "Nothing is known about this person yet, so this is what most people like."
    number = "1 title" if len(found) == 1 else f"{len(found)} titles"
    other = plain(session.reference().name)
    if recipe.makes_the_same_list(session.reference()):
        other = "the history as it really was"
    elif session.edits():
        other += " on the history as it really was"
    against = f" Against {other}: {describe_moves(moved)}" if moved else ""
    return f"{number}, by {plain(recipe.name)}.{against}"


loaded = session.workspace()
if loaded is None:
    frame.empty("A list with reasons, and sliders that change it, would stand here.")
else:
    people.telling(loaded)
    what_if.history_panel(looked_at(loaded))
    tune(known=bool(len(session.history().items)))
    faith.figure(session.recipe())
    with st.expander("How this is computed"):
        st.markdown(
            "Each approach scores every title from the person's history. Scores are brought to one "
            "scale (divided by that approach's best), weighted and added; freshness adds a bonus, "
            "the popularity discount takes from what most have met, rules lift or lower; what was "
            "seen or blocked is left out; diversity reorders; rules that limit or demand compose "
            "the list; exploration gives some slots to chance. The reasons are the terms of that "
            "sum: they add up to the score. *Because* names the fewest past titles without which "
            "half of the ten titles behind would overtake."
        )

"""Against: whom or what a home page is compared with, and that other page."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from recengine.ranking import PRESETS, preset
from recengine.ranking.home import HomePage
from recengine.ranking.shelves import page_of
from screens.parts import guard, home_pages, session
from screens.parts.looked_at import LookedAt

_CHOICES = {
    "nothing": "Nothing",
    "person": "A person",
    "recipe": "A recipe",
}


class Side(NamedTuple):
    """One of two pages, and what it is called."""

    name: str
    page: HomePage


def choose(kept: LookedAt) -> None:
    """One control, and beside it whom or what."""
    if st.session_state.get("w_home_against") != kept.against:
        st.session_state.w_home_against = kept.against
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    left.segmented_control(
        "Compare with",
        list(_CHOICES),
        format_func=_CHOICES.__getitem__,
        required=True,
        key="w_home_against",
        on_change=_against_chosen,
        args=(kept,),
        help="Puts the page of another person, or by another recipe, beside this one and counts "
        "what the two share.",
    )
    with right:
        if kept.against == "person":
            _choose_person(kept)
        elif kept.against == "recipe":
            _choose_recipe(kept)


def sides(kept: LookedAt) -> list[Side]:
    """The chosen page, and the other one where there is any."""
    person, recipe = session.person(), session.recipe()
    own = home_pages.current()
    if kept.against == "person":
        kinds = page_of(recipe, session.reference())
        other = home_pages.page(_other_person(kept), recipe, kinds)
        return [Side(f"Person {person}", own), Side(f"Person {_other_person(kept)}", other)]
    if kept.against == "recipe":
        chosen = preset(_other_recipe(kept))
        other = home_pages.page(person, chosen, page_of(chosen))
        return [Side(recipe.name, own), Side(chosen.name, other)]
    return [Side(f"Person {person}", own)]


def _against_chosen(kept: LookedAt) -> None:
    kept.against = st.session_state.w_home_against or "nothing"


def _other_person(kept: LookedAt) -> str:
    """Whom somebody chose, else the first telling person who is not the chosen one."""
    if kept.other_person:
        return kept.other_person
    telling = [someone.user_id for someone in kept.loaded.telling]
    return next((each for each in telling if each != session.person()), session.person())


def _choose_person(kept: LookedAt) -> None:
    ids = kept.loaded.dataset.users["user_id"]
    other = _other_person(kept)
    if st.session_state.get("w_home_person") != other:
        st.session_state.w_home_person = other
    words = "Whose page stands on the right. "
    if len(ids) > session.MOST_LISTED_PEOPLE:
        st.text_input(
            "Other person (id)",
            key="w_home_person",
            on_change=_person_chosen,
            args=(kept,),
            help=words + "Type an id as in the file.",
        )
        return
    st.selectbox(
        "Other person",
        ids.tolist(),
        key="w_home_person",
        on_change=_person_chosen,
        args=(kept,),
        help=words + "Type to search.",
    )


def _person_chosen(kept: LookedAt) -> None:
    with guard.sentences():
        wanted = str(st.session_state.w_home_person).strip()
        kept.loaded.dataset.user_code(wanted)
        kept.other_person = wanted


def _other_recipe(kept: LookedAt) -> str:
    """Which preset somebody chose, else the first that is not the current one."""
    if kept.other_recipe:
        return kept.other_recipe
    names = [name for name, found in PRESETS.items() if found.recipe.name != session.recipe().name]
    return names[-1]


def _choose_recipe(kept: LookedAt) -> None:
    other = _other_recipe(kept)
    if st.session_state.get("w_home_recipe") != other:
        st.session_state.w_home_recipe = other
    st.selectbox(
        "Other recipe",
        list(PRESETS),
        format_func=lambda name: PRESETS[name].recipe.name,
        key="w_home_recipe",
        on_change=_recipe_chosen,
        args=(kept,),
        help="Whose rows and list stand on the right, for the same person.",
    )


def _recipe_chosen(kept: LookedAt) -> None:
    kept.other_recipe = st.session_state.w_home_recipe

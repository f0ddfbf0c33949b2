"""Tuning: sliders that make a recipe.

The recipe is what is kept; the widgets are drawn from it and write back to it, since Streamlit
forgets widgets of pages that are not drawn.
"""

from __future__ import annotations

import streamlit as st
from pydantic import BaseModel

from recengine.data.events import EVENT_TYPES
from recengine.models import REGISTRY
from recengine.ranking import PRESETS, Exploration, Recipe
from screens.parts import session

_PREFIX = "w_recipe_"
_HALF_LIVES = {
    None: "off",
    7.0: "1 week",
    14.0: "2 weeks",
    30.0: "1 month",
    60.0: "2 months",
    180.0: "6 months",
    365.0: "1 year",
    730.0: "2 years",
}
#: Of each choice: its label, its options in words, and what it does.
_CHOICES: dict[str, tuple[str, dict[str, str], str]] = {
    "strategy": (
        "Chance shows",
        {
            "epsilon": "any title",
            "softmax": "likely titles more",
            "thompson": "what may be best",
            "ucb": "what is least known",
        },
        "Epsilon, softmax, Thompson sampling or UCB; the last two favour what few have met.",
    ),
    "diversity_by": (
        "Varied by",
        {
            "mmr": "the closest title",
            "dpp": "the whole list",
            "xquad": "each taste served",
            "calibrated": "the mix so far",
        },
        "MMR, DPP, xQuAD or calibration; the last two go by categories.",
    ),
}


def presets() -> None:
    """Recipes to start from."""
    with st.container(horizontal=True, key="presets", vertical_alignment="center"):
        for name, found in PRESETS.items():
            st.button(
                found.recipe.name,
                help=found.why,
                key=f"preset_{name}",
                on_click=session.set_recipe,
                args=(found.recipe,),
                type="primary" if session.recipe().name == found.recipe.name else "secondary",
            )


def sliders() -> Recipe:
    """Every choice as a slider; returns the recipe they stand for."""
    recipe = session.recipe()
    st.markdown("**How much each approach counts**")
    with st.container(key="weights", gap="xsmall"):
        models = {name: _weight(name, recipe) for name in session.opened().engine.models}
    st.markdown("**What happens to the blend**")
    with st.container(key="stages", gap="xsmall"):
        words = _help(Exploration, "rate")
        rate = _percent("Exploration", "rate", recipe.exploration.rate, words, top=30, step=1)
        strategy = _one_of("strategy", recipe.exploration.strategy, idle=rate == 0)
        half_life = _half_life(recipe.half_life_days)
        freshness = _percent("Freshness", "freshness", recipe.freshness, _help(Recipe, "freshness"))
        discount = _percent(
            "Popularity discount",
            "popularity_discount",
            recipe.popularity_discount,
            _help(Recipe, "popularity_discount"),
        )
        diversity = _percent("Diversity", "diversity", recipe.diversity, _help(Recipe, "diversity"))
        diversity_by = _one_of("diversity_by", recipe.diversity_by, idle=diversity == 0)
    events = _events(recipe)
    chosen = recipe.changed(
        events=events,
        models={name: weight for name, weight in models.items() if weight},
        exploration={**recipe.exploration.model_dump(), "rate": rate, "strategy": strategy},
        half_life_days=half_life,
        freshness=freshness,
        popularity_discount=discount,
        diversity=diversity,
        diversity_by=diversity_by,
    )
    if chosen != recipe:
        chosen = chosen.changed(name="Own mix")
        session.set_recipe(chosen, as_reference=False)
    return chosen


def _weight(name: str, recipe: Recipe) -> float:
    model = REGISTRY[name]
    return _percent(model.label, f"model_{name}", recipe.models.get(name, 0.0), model.help)


def _events(recipe: Recipe) -> dict[str, float]:
    """What one event of each kind says; only what differs from the usual is kept."""
    usual = session.opened().dataset.event_weights
    if len(usual) < 2 or not st.toggle(
        "Change what each event says",
        key=_PREFIX + "events",
        help="A purchase usually says more than a look; a skip speaks against a title.",
    ):
        return recipe.events
    chosen = {
        name: _percent(
            EVENT_TYPES[name].verb.capitalize(),
            f"event_{name}",
            recipe.events.get(name, weight),
            f"How much it speaks for a title, or against it. Usually {weight:.0%}.",
            bottom=-100,
        )
        for name, weight in usual.items()
    }
    elsewhere = {name: weight for name, weight in recipe.events.items() if name not in usual}
    return elsewhere | {name: chosen[name] for name in chosen if chosen[name] != usual[name]}


def _percent(
    label: str,
    name: str,
    value: float,
    words: str,
    *,
    bottom: int = 0,
    top: int = 100,
    step: int = 5,
) -> float:
    key = _PREFIX + name
    shown = round(value * 100)
    st.session_state.setdefault(key, shown)
    chosen = st.slider(label, bottom, top, step=step, key=key, help=words, format="%d %%")
    return value if chosen == shown else chosen / 100  # a link may stand between two notches


def _half_life(value: float | None) -> float | None:
    key = _PREFIX + "half_life"
    options = sorted({*_HALF_LIVES, value}, key=lambda days: days or 0.0)
    st.session_state.setdefault(key, value)
    return st.select_slider(
        "Half-life of history",
        options,
        key=key,
        format_func=lambda days: _HALF_LIVES.get(days) or f"{days:g} days",
        help=_help(Recipe, "half_life_days"),
    )


def _one_of(name: str, value: str, *, idle: bool) -> str:
    """What a slider does, in a few words; idle while it stands at nought."""
    label, ways, words = _CHOICES[name]
    key = _PREFIX + name
    st.session_state.setdefault(key, value)
    return st.selectbox(
        label, list(ways), key=key, format_func=ways.__getitem__, help=words, disabled=idle
    )


def _help(model: type[BaseModel], field: str) -> str:
    return model.model_fields[field].description or ""

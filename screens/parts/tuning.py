"""Tuning: sliders that make a recipe.

The recipe is what is kept; the widgets are drawn from it and write back to it, since Streamlit
forgets widgets of pages that are not drawn.
"""

from __future__ import annotations

from typing import Any

import streamlit as st
from pydantic import BaseModel

from recengine.data.events import EVENT_TYPES
from recengine.models import REGISTRY
from recengine.ranking import PRESETS, Exploration, Recipe, Rules
from recengine.ranking.choices import CHOICES
from screens.parts import session
from screens.parts.text import plain

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
_SESSION_SHARES = (None, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)


def presets() -> None:
    """Recipes to start from."""
    with st.container(horizontal=True, key="presets", vertical_alignment="center"):
        _preset_buttons()


def presets_and_more() -> None:
    """Recipes to start from, a surprise, one to compare with, and the way back."""
    with st.container(horizontal=True, key="presets", vertical_alignment="center"):
        _preset_buttons()
        st.button(
            "Surprise me",
            icon=":material/casino:",
            key="surprise",
            on_click=_surprise,
            help="Gives three slots of ten to chance; every press draws anew.",
        )
        with st.popover(
            "Compare", icon=":material/compare_arrows:", help="With which recipe to compare."
        ):
            _compare()
        st.button(
            "Reset",
            icon=":material/undo:",
            on_click=session.set_recipe,
            args=(session.reference(),),
            help=f"Back to {plain(session.reference().name)}, which the list is compared with. "
            "Changes to the history stay.",
            key="reset",
        )


def _preset_buttons() -> None:
    for name, found in PRESETS.items():
        st.button(
            found.recipe.name,
            help=found.why,
            key=f"preset_{name}",
            on_click=session.set_recipe,
            args=(found.recipe,),
            type="primary" if session.recipe().name == found.recipe.name else "secondary",
        )


def _surprise() -> None:
    recipe = session.recipe()
    seed = recipe.exploration.seed + 1
    surprising = {**recipe.exploration.model_dump(), "rate": 0.3, "seed": seed}
    chosen = recipe.changed(exploration=surprising, name="Surprise")
    session.set_recipe(chosen, as_reference=False)
    session.forget_sliders()


def _compare() -> None:
    """What the list is held against: a preset, or the list as it now is."""
    st.caption(f"Now compared with {plain(session.reference().name)}.")
    for name, found in PRESETS.items():
        st.button(
            f"With {found.recipe.name}",
            key=f"against_{name}",
            on_click=session.set_reference,
            args=(found.recipe,),
            width="stretch",
        )
    st.button(
        "With this very list",
        icon=":material/push_pin:",
        key="against_this",
        on_click=session.set_reference,
        args=(session.recipe().changed(name="The kept list"),),
        width="stretch",
        help="Keeps the present recipe; what is changed from now on is compared with it.",
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
        session_share = _session_share(recipe.session_share)
        freshness = _percent("Freshness", "freshness", recipe.freshness, _help(Recipe, "freshness"))
        discount = _percent(
            "Popularity discount",
            "popularity_discount",
            recipe.popularity_discount,
            _help(Recipe, "popularity_discount"),
        )
        diversity = _percent("Diversity", "diversity", recipe.diversity, _help(Recipe, "diversity"))
        diversity_by = _one_of("diversity_by", recipe.diversity_by, idle=diversity == 0)
        rules = _hiding(recipe.rules)
    events, half_lives = _events(recipe)
    chosen = recipe.changed(
        events=events,
        models={name: weight for name, weight in models.items() if weight},
        exploration={**recipe.exploration.model_dump(), "rate": rate, "strategy": strategy},
        half_life_days=half_life,
        half_lives=half_lives,
        session_share=session_share,
        rules=rules,
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


def _session_share(value: float | None) -> float | None:
    """How much the last visit makes up; off where it is left as it is."""
    key = _PREFIX + "session_share"
    options = sorted({*_SESSION_SHARES, value}, key=lambda share: -1.0 if share is None else share)
    st.session_state.setdefault(key, value)
    return st.select_slider(
        "Last visit counts",
        options,
        key=key,
        format_func=lambda share: "as it falls" if share is None else f"{share:.0%}",
        help=_help(Recipe, "session_share"),
    )


def _hiding(rules: Rules) -> dict[str, Any]:
    """What is left out: the rules with this choice."""
    for name, value in (("hide", rules.hide), ("hide_skipped", rules.hide_skipped)):
        st.session_state.setdefault(_PREFIX + name, value)
    hide = st.selectbox(
        "Leave out",
        list(CHOICES["hide"].options),
        format_func=CHOICES["hide"].options.__getitem__,
        key=_PREFIX + "hide",
        help=_help(Rules, "hide"),
    )
    skipped = st.toggle(
        "Leave out what was skipped or disliked",
        key=_PREFIX + "hide_skipped",
        help=_help(Rules, "hide_skipped"),
    )
    return {**rules.model_dump(), "hide": hide, "hide_skipped": skipped, **_fatigue(rules)}


def _fatigue(rules: Rules) -> dict[str, int | None]:
    """After how many ignored impressions a title is left out, where the data has impressions."""
    if session.opened().dataset.histories.shown is None:
        return {}
    key = _PREFIX + "fatigue"
    st.session_state.setdefault(key, rules.fatigue)
    options = sorted({None, 1, 2, 3, 5, 10, 20, rules.fatigue}, key=lambda times: times or 0)
    times = st.select_slider(
        "Leave out after ignored",
        options,
        key=key,
        format_func=lambda times: f"{times} times" if times else "never",
        help=_help(Rules, "fatigue"),
    )
    return {"fatigue": times}


def _events(recipe: Recipe) -> tuple[dict[str, float], dict[str, float]]:
    """What one event of each kind says and how fast it fades; only what differs is kept."""
    usual = session.opened().dataset.event_weights
    if len(usual) < 2 or not st.toggle(
        "Change what each event says",
        key=_PREFIX + "events",
        help="A purchase usually says more than a look; a skip speaks against a title.",
    ):
        return recipe.events, recipe.half_lives
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
    weights = elsewhere | {name: chosen[name] for name in chosen if chosen[name] != usual[name]}
    fading = {
        name: _half_life(recipe.half_lives.get(name), f"half_life_{name}", label(name))
        for name in usual
    }
    others = {name: days for name, days in recipe.half_lives.items() if name not in usual}
    return weights, others | {name: days for name, days in fading.items() if days is not None}


def label(event: str) -> str:
    """What the half-life of one kind of event is called."""
    return f"Half-life of what was {EVENT_TYPES[event].verb}"


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


def _half_life(
    value: float | None, name: str = "half_life", words: str = "Half-life of history"
) -> float | None:
    key = _PREFIX + name
    options = sorted({*_HALF_LIVES, value}, key=lambda days: days or 0.0)
    st.session_state.setdefault(key, value)
    return st.select_slider(
        words,
        options,
        key=key,
        format_func=lambda days: _HALF_LIVES.get(days) or f"{days:g} days",
        help=_help(Recipe, "half_life_days" if name == "half_life" else "half_lives"),
    )


def _one_of(name: str, value: str, *, idle: bool) -> str:
    """What a slider does, in a few words; idle while it stands at nought."""
    choice = CHOICES[name]
    ways, words = choice.options, choice.help
    key = _PREFIX + name
    st.session_state.setdefault(key, value)
    return st.selectbox(
        choice.label, list(ways), key=key, format_func=ways.__getitem__, help=words, disabled=idle
    )


def _help(model: type[BaseModel], field: str) -> str:
    return model.model_fields[field].description or ""

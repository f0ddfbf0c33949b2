"""Compare form: who takes part, what is hidden, and what is measured; choices become a setup."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from recengine.data.dataset import Dataset
from recengine.data.splits import SPLITS, SplitSettings, warning
from recengine.evaluation import METRICS, Entrant, Setup
from recengine.evaluation.guide import refused
from recengine.models import REGISTRY
from recengine.models.costs import expected_minutes
from recengine.ranking import PRESETS, Recipe
from screens.parts import session
from screens.parts.text import plain

#: What takes part at first, and what one button chooses.
_FIRST = ("popularity", "item_knn", "ease")
_EIGHT = (
    "popularity",
    "content",
    "item_knn",
    "ease",
    "als",
    "session_knn",
    "seq_linear",
    "hybrid",
)
_METRICS = ("ndcg", "recall", "precision", "map", "coverage", "novelty", "diversity")
_MINE = "mine"
_NO_BASELINE = ""
_USUAL_SPLIT = SplitSettings()


@dataclass(frozen=True)
class Choices:
    """What to compare, and how, in the words of the form."""

    contenders: tuple[str, ...] = _FIRST
    split: SplitSettings = _USUAL_SPLIT
    k: int = 10
    metrics: tuple[str, ...] = _METRICS
    baseline: str = _NO_BASELINE
    seed: int = 0

    def setup(self, mine: Recipe, sample: str) -> Setup:
        """The same as a setup; ``mine`` is the recipe of Explore, ``sample`` the data's name."""
        entrants = {name: self._entrant(name, mine) for name in self.contenders}
        baseline = entrants.get(self.baseline)
        return Setup(
            entrants=tuple(entrants.values()),
            split=self.split,
            k=self.k,
            metrics=",".join(self.metrics),
            seed=self.seed,
            baseline=baseline.name if baseline else None,
            sample=sample,
        )

    def _entrant(self, name: str, mine: Recipe) -> Entrant:
        if name in REGISTRY:
            return Entrant.of_model(name)
        recipe = PRESETS[name].recipe if name in PRESETS else mine.changed(name="My recipe")
        return Entrant(recipe=recipe.changed(k=self.k))


def draw(loaded: session.Workspace) -> Choices:
    """Widgets for everything that can be chosen; what was chosen stays while one is elsewhere."""
    kept: Choices = st.session_state.get("compare_choices", Choices())
    with st.container(border=True, key="compare_form"):
        contenders = _contenders(loaded.dataset, kept)
        left, right = st.columns([3, 2], gap="medium")
        with left:
            split = _split(loaded.dataset, kept)
        with right:
            k = _k(kept)
        with st.expander("Metrics, baseline, seed", icon=":material/tune:"):
            metrics = _metrics(loaded.dataset, kept)
            left, right = st.columns([3, 2], gap="medium")
            with left:
                baseline = _baseline(contenders, kept)
            with right:
                seed = _seed(kept)
        _warn(loaded.dataset, split)
    chosen = Choices(
        contenders, split.model_copy(update={"seed": seed}), k, metrics, baseline, seed
    )
    st.session_state.compare_choices = chosen
    return chosen


def _contenders(dataset: Dataset, kept: Choices) -> tuple[str, ...]:
    unfit = _unfit(dataset)
    names = [name for name in (*REGISTRY, *PRESETS, _MINE) if name not in unfit]
    held = st.session_state.get("w_contenders", kept.contenders)
    st.session_state.w_contenders = [name for name in held if name in names]
    chosen = st.multiselect(
        "Approaches and recipes",
        names,
        format_func=lambda name: _label(dataset, name),
        key="w_contenders",
        placeholder="Choose two or more",
    )
    with st.container(horizontal=True):
        for label, some in (
            ("Eight approaches", _EIGHT),
            ("The recipes", (*PRESETS, _MINE)),
            ("None", ()),
        ):
            st.button(
                label,
                key=f"choose_{label}",
                on_click=_choose,
                args=(some,),
            )
    reasons: dict[str, list[str]] = {}
    for name, fix in unfit.items():
        reasons.setdefault(fix, []).append(short_label(name))
    _not_on_this_data(reasons)
    return tuple(chosen)


def _unfit(dataset: Dataset) -> dict[str, str]:
    """Approaches that cannot be fitted here, and what to do; ratings are looked for once."""
    rated = [model for model in REGISTRY.values() if model.capabilities.ratings]
    problem = refused(rated[0], dataset)
    return {model.name: problem.fix for model in rated} if problem else {}


def _not_on_this_data(reasons: dict[str, list[str]]) -> None:
    """What is not offered, a line for each reason."""
    for fix, labels in reasons.items():
        st.caption(f"{', '.join(labels)}: not on this data. {plain(fix)}")


def _choose(names: tuple[str, ...]) -> None:
    st.session_state.w_contenders = list(names)


def _split(dataset: Dataset, kept: Choices) -> SplitSettings:
    names = [name for name, each in SPLITS.items() if dataset.has_times or not each.needs_times]
    usual = kept.split.name if kept.split.name in names else names[0]
    st.session_state.setdefault("w_split", usual)
    name = st.selectbox(
        "What is hidden and must be found",
        names,
        format_func=lambda name: SPLITS[name].label,
        key="w_split",
        help="Every approach learns from the rest and ranks the whole catalogue; nothing is "
        "sampled.",
    )
    st.caption(SPLITS[name].words)
    settings = kept.split.model_copy(update={"name": name})
    options = SPLITS[name].options
    if "share" in options:
        percent = _kept_slider("Held back", "w_share", 5, 50, round(100 * settings.share), "%d %%")
        settings = settings.model_copy(update={"share": percent / 100})
    if "last" in options:
        last = _kept_slider("Items of each person", "w_last", 1, 10, settings.last)
        settings = settings.model_copy(update={"last": last})
    if "windows" in options:
        windows = _kept_slider("Windows", "w_windows", 2, 8, settings.windows)
        settings = settings.model_copy(update={"windows": windows})
    if not dataset.has_times:
        st.caption("A column with times, such as timestamp, would unlock judging in time.")
    return settings


def _kept_slider(
    label: str, key: str, low: int, high: int, value: int, shown: str | None = None
) -> int:
    st.session_state.setdefault(key, min(max(value, low), high))
    return st.slider(label, low, high, key=key, format=shown)


def _k(kept: Choices) -> int:
    return _kept_slider("Places of a list that count", "w_k", 1, 50, kept.k)


def _metrics(dataset: Dataset, kept: Choices) -> tuple[str, ...]:
    lacking = {name: each.lacks(dataset) for name, each in METRICS.items()}
    able = [name for name, problem in lacking.items() if problem is None]
    usual = [name for name in kept.metrics if name in able]
    st.session_state.setdefault("w_metrics", usual or list(_METRICS))
    chosen = st.multiselect(
        "Metrics",
        able,
        format_func=lambda name: METRICS[name].label,
        key="w_metrics",
        help="The first is what the finding speaks of. Whether more or less is better, and how "
        "each is computed, stands beside its result.",
    )
    reasons: dict[str, list[str]] = {}
    for name, problem in lacking.items():
        if problem is not None:
            reasons.setdefault(problem.fix, []).append(METRICS[name].label)
    _not_on_this_data(reasons)
    return tuple(chosen) or _METRICS[:1]


def _baseline(contenders: tuple[str, ...], kept: Choices) -> str:
    options = [_NO_BASELINE, *contenders]
    if st.session_state.get("w_baseline") not in options:
        st.session_state.w_baseline = kept.baseline if kept.baseline in options else _NO_BASELINE
    return st.selectbox(
        "Compare with",
        options,
        format_func=lambda name: (
            short_label(name) if name else "Popularity if it takes part, else the first"
        ),
        key="w_baseline",
    )


def _seed(kept: Choices) -> int:
    st.session_state.setdefault("w_seed", kept.seed)
    return int(
        st.number_input(
            "Seed",
            min_value=0,
            max_value=1_000_000,
            step=1,
            key="w_seed",
            help="The same seed gives the same split at random and the same intervals.",
        )
    )


def _warn(dataset: Dataset, split: SplitSettings) -> None:
    """What is learned from the future, where its words do not say so, and what "last" rests on."""
    said = warning(dataset, split)
    if not said or (SPLITS[split.name].future == "others" and dataset.has_times):
        return
    st.warning(said, icon=":material/history_toggle_off:")
    if dataset.has_times:
        st.button("Judge in time instead", on_click=_in_time, key="in_time")


def _in_time() -> None:
    st.session_state.w_split = "temporal"


def short_label(name: str) -> str:
    """How a contender of the form is called."""
    if name == _MINE:
        return "My recipe, from Explore"
    return REGISTRY[name].label if name in REGISTRY else f"{PRESETS[name].recipe.name} recipe"


def _label(dataset: Dataset, name: str) -> str:
    minutes = expected_minutes(dataset, name) if name in REGISTRY else None
    if minutes is None:
        return short_label(name)
    return f"{short_label(name)}, about {max(round(minutes), 1)} min"

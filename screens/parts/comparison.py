"""Comparison: choose contenders and a split, run, and read the result."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from recengine import charts
from recengine.data.dataset import Dataset
from recengine.data.export import to_csv
from recengine.evaluation import METRICS, Contender, ModelContender, Report, evaluate, finding
from recengine.models import REGISTRY, create
from recengine.progress import Progress
from recengine.ranking import PRESETS, Recipe, RecipeContender
from screens.parts import guard, guide, jobs, session
from screens.parts.text import plain

_SPLITS = {
    "leave_last_out": ("Last item", "Each person's last item that pleased them is hidden."),
    "temporal": ("In time", "Everything after one moment is hidden, as in real use."),
    "random": ("At random", "A fifth of each person's items is hidden; easier than real use."),
}
_METRICS = "ndcg,recall,precision,map,coverage,novelty,diversity"
_MINE = "mine"


@dataclass(frozen=True)
class Choices:
    """What to compare, and how."""

    contenders: tuple[str, ...]
    split: str
    k: int
    recipe: Recipe

    @property
    def key(self) -> str:
        """The same choices, the same key."""
        mine = self.recipe.to_json() if _MINE in self.contenders else ""
        return f"{self.contenders}|{self.split}|{self.k}|{mine}"

    def build(self) -> list[Contender]:
        """Fresh contenders, not yet fitted."""
        out: list[Contender] = []
        for name in self.contenders:
            if name in REGISTRY:
                out.append(ModelContender(create(name)))
            else:
                own = PRESETS[name].recipe if name in PRESETS else self.recipe
                label = own.name if name in PRESETS else "My recipe"
                out.append(RecipeContender(own.changed(k=self.k, name=label)))
        return out


def choose(loaded: session.Workspace) -> Choices:
    """Widgets for everything that can be chosen."""
    kept = st.session_state.get(
        "compared",
        Choices(("popularity", "item_knn", "ease"), "leave_last_out", 10, session.recipe()),
    )
    names = [name for name in REGISTRY if name in loaded.engine.models] + [*PRESETS, _MINE]
    with st.container(border=True):
        chosen = st.multiselect(
            "Approaches and recipes",
            names,
            default=[name for name in kept.contenders if name in names],
            format_func=_label,
            key="w_contenders",
        )
        left, right = st.columns([3, 2], gap="medium")
        splits = [name for name in _SPLITS if name != "temporal" or loaded.dataset.has_times]
        split = left.segmented_control(
            "What is hidden and must be found",
            splits,
            default=kept.split if kept.split in splits else splits[0],
            format_func=lambda name: _SPLITS[name][0],
            required=True,
            key="w_split",
            help=" ".join(f"{label}: {words}" for label, words in _SPLITS.values()),
        )
        left.caption(_SPLITS[split or "leave_last_out"][1])
        k = right.slider("Places of a list that count", 1, 50, kept.k, key="w_k")
    return Choices(tuple(chosen), split or "leave_last_out", k, session.recipe())


def run(loaded: session.Workspace, choices: Choices) -> Report | None:
    """The report, once asked for; kept until another is asked for."""
    pressed = st.button(
        f"Compare {len(choices.contenders)} approaches",
        type="primary",
        disabled=not choices.contenders,
        key="compare",
    )
    if pressed:
        st.session_state.comparing = st.session_state.compared = choices
    wanted: Choices | None = st.session_state.get("comparing")
    if wanted is not None:
        with guard.sentences():
            try:
                report = jobs.result_of(
                    "compare",
                    "Comparing",
                    lambda progress: _evaluate(loaded.dataset, wanted, progress),
                )
            except Exception:  # not the reruns of Streamlit, by which a finished job calls back
                del st.session_state["comparing"]
                raise
            if report is not None:
                del st.session_state["comparing"]
                st.session_state.report = report
    kept: Report | None = st.session_state.get("report")
    if kept is not None and kept.dataset.fingerprint == loaded.dataset.fingerprint:
        return kept
    if wanted is None:
        st.caption("Choose two or more and press Compare; the result appears here.")
    return None


def _evaluate(dataset: Dataset, choices: Choices, progress: Progress) -> Report:
    return evaluate(
        dataset,
        choices.build(),
        split=choices.split,
        k=choices.k,
        metrics=_METRICS,
        progress=progress,
    )


def show(report: Report, choices: Choices) -> None:
    """The finding in a sentence, the leaderboard, the trade-off, the table."""
    made_with: Choices | None = st.session_state.get("compared")
    if made_with is not None and made_with.key != choices.key:
        st.info("This result was made with other settings; press Compare to renew it.")
    keys = list(report.results[0].metrics)
    accuracy = keys[0]
    with st.container(border=True, key="finding"):
        st.markdown(f"#### {plain(finding(report, accuracy))}")
        st.caption(plain(report.protocol))
    metric = st.segmented_control(
        "Metric",
        keys,
        default=accuracy,
        format_func=charts.metric_label,
        required=True,
        key="w_metric",
    )
    metric = metric or accuracy
    st.caption(METRICS[metric.partition("@")[0]].help)
    st.plotly_chart(charts.leaderboard(report, metric), key="leaderboard", config=charts.CONFIG)
    across = next(key for key in keys if key.startswith("diversity"))
    st.plotly_chart(
        charts.trade_off(report, across, accuracy), key="trade_off", config=charts.CONFIG
    )
    _table(report, keys)


def _table(report: Report, keys: list[str]) -> None:
    against = f"Against {report.result(report.baseline).label}"
    rows = [
        {
            "Approach": result.label,
            **{charts.metric_label(key): result.metrics[key].mean for key in keys},
            against: _verdict(report, result.model, keys[0]),
            "Seconds to fit": result.fit_seconds,
        }
        for result in report.results
    ]
    numbers = {
        charts.metric_label(key): st.column_config.NumberColumn(
            format="%.3g", help=METRICS[key.partition("@")[0]].help
        )
        for key in keys
    }
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        column_config={**numbers, "Seconds to fit": st.column_config.NumberColumn(format="%.1f")},
    )
    told = [(result.label, words) for result in report.results for words in result.learned]
    guide.chosen_by_themselves(told)
    st.download_button(
        "All figures as CSV",
        to_csv(report.to_frame()),
        file_name="comparison.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="download_report",
    )


def _verdict(report: Report, model: str, metric: str) -> str:
    against = report.comparison(model, metric)
    if against is None:
        return "the baseline"
    return {"better": "▲ better", "worse": "▼ worse"}.get(against.verdict, against.verdict)


def _label(name: str) -> str:
    if name == _MINE:
        return "My recipe, from Explore"
    return REGISTRY[name].label if name in REGISTRY else f"{PRESETS[name].recipe.name} recipe"

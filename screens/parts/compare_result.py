"""Compare result: the finding first, then the pictures, the numbers and how it is measured."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from recengine import charts
from recengine.evaluation import METRICS, Report, finding
from recengine.evaluation.curves import curve
from recengine.evaluation.likeness import likeness_to
from recengine.evaluation.small_cells import FEWEST
from screens.parts import compare_files, compare_leaks, guide, session, where
from screens.parts.compare_queue import Run
from screens.parts.looked_at import awaited
from screens.parts.text import plain

_ALIKE = "Alike lists"
_ACROSS = ("diversity", "novelty", "longtail", "coverage", "popularity", "calibration")


def draw(loaded: session.Workspace, run: Run, report: Report) -> None:
    """The finding, one view of the result, and the files."""
    keys = list(report.measured)
    metric = _metric(keys)
    with st.container(border=True, key="finding"):
        answer, stop, more = finding(report, metric).partition(". ")
        st.markdown(f"#### {plain(answer + stop.strip())}")
        if more:
            st.markdown(plain(more))
        if report.caveat:
            st.markdown(f":material/history_toggle_off: {plain(report.caveat)}")
        st.caption(plain(report.protocol))
        for label, why in report.left_out.items():
            st.caption(plain(f"{label} did not take part: {why}"))
    views: dict[str, Callable[[], None]] = {
        "Leaderboard": lambda: _leaderboard(report, metric),
        "Differences": lambda: _differences(report, metric),
        "Length of the list": lambda: _by_length(run, report, metric),
        "Trade-off": lambda: _trade_off(report, metric, keys),
        "Where it wins": lambda: where.draw(loaded, report, metric),
        "All numbers": lambda: _numbers(run, report, metric, keys),
        "How it is measured": lambda: _how(loaded, run, report, metric),
    }
    _kept("w_compare_part", "compare_part", next(iter(views)), list(views))
    part = st.segmented_control(
        "Show", list(views), key="w_compare_part", required=True, label_visibility="collapsed"
    )
    st.session_state.compare_part = part
    views[part or "Leaderboard"]()
    compare_files.draw(loaded, run, report)


def _kept(key: str, name: str, usual: str, options: list[str]) -> None:
    """Give a widget what it held when it was last drawn, where that is still offered."""
    if st.session_state.get(key) not in options:
        held = st.session_state.get(name, usual)
        st.session_state[key] = held if held in options else usual


def _metric(keys: list[str]) -> str:
    _kept("w_metric", "compare_metric", keys[0], keys)
    chosen = st.segmented_control(
        "Metric", keys, format_func=charts.metric_label, key="w_metric", required=True
    )
    st.session_state.compare_metric = chosen
    chosen = chosen or keys[0]
    metric = METRICS[chosen.partition("@")[0]]
    st.caption(f"{metric.help} {metric.direction.capitalize()}.")
    return chosen


def _leaderboard(report: Report, metric: str) -> None:
    st.plotly_chart(charts.leaderboard(report, metric), key="leaderboard", config=charts.CONFIG)
    if report.newcomers is None:
        st.caption(f"Fewer than {FEWEST} newcomers had something to find: too few to tell of them.")
    elif report.newcomers:
        _newcomers(report, metric)


def _differences(report: Report, metric: str) -> None:
    """Everybody minus the baseline, and what is sure of it."""
    if not METRICS[metric.partition("@")[0]].per_person:
        st.caption(
            "This metric counts all lists together, so there are no people to compare; choose "
            "another."
        )
        return
    if len(report.results) < 2:
        st.caption("Compare two or more, and their differences show here.")
        return
    st.plotly_chart(charts.differences(report, metric), key="differences", config=charts.CONFIG)
    st.caption(
        "Intervals are of each difference alone. The verdict is by a paired randomisation test, "
        "corrected for the number of approaches (Holm)."
    )


def _by_length(run: Run, report: Report, metric: str) -> None:
    """The metric against the number of places, from the same lists."""
    name, at, _ = metric.partition("@")
    if not at:
        st.caption("This metric does not depend on the length of the list; choose another.")
        return
    if min(made.shape[1] for fold in report.folds for made in fold.codes.values()) < 2:
        st.caption("Lists of one place have one length; compare with more places to see a curve.")
        return
    if name not in run.curves:
        job = f"curve_{run.number}"
        run.wishes[job] = name
        found = awaited(run, job, "Measuring every length", lambda p: curve(report, name, p))
        if found is None:
            return
        run.curves[found.metric.name] = found
        st.rerun()
    found = run.curves[name]
    st.plotly_chart(charts.by_length(found), key="by_length", config=charts.CONFIG)


def _newcomers(report: Report, metric: str) -> None:
    """People of whom nothing was known, who are not part of the other figures."""
    st.markdown(f"**Newcomers, apart:** {report.newcomers:,} people of whom nothing was known.")
    rows = [
        {
            "Approach": result.label,
            charts.metric_label(metric): result.cold[metric].mean,
            "95 % interval": f"{result.cold[metric].low:.3g} to {result.cold[metric].high:.3g}",
        }
        for result in report.results
        if metric in result.cold
    ]
    if rows:
        st.dataframe(pd.DataFrame(rows), hide_index=True, column_config=_numbers_of([metric]))


def _trade_off(report: Report, metric: str, keys: list[str]) -> None:
    accurate = [key for key in keys if key.partition("@")[0] not in _ACROSS]
    metric = metric if metric in accurate or not accurate else accurate[0]
    across = [
        key for name in _ACROSS for key in keys if key.partition("@")[0] == name and key != metric
    ]
    if not across:
        st.caption("Measure diversity, novelty or coverage as well, and what they cost shows here.")
        return
    _kept("w_across", "compare_across", across[0], across)
    chosen = st.segmented_control(
        "Against", across, format_func=charts.metric_label, key="w_across", required=True
    )
    st.session_state.compare_across = chosen
    chosen = chosen or across[0]
    st.caption(METRICS[chosen.partition("@")[0]].help)
    st.plotly_chart(charts.trade_off(report, chosen, metric), key="trade_off", config=charts.CONFIG)


def _numbers(run: Run, report: Report, metric: str, keys: list[str]) -> None:
    run.likeness = run.likeness or likeness_to(report, report.baseline)
    against = f"Against {report.result(report.baseline).label}"
    rows = [
        {
            "Approach": result.label,
            against: _verdict(report, result.model, metric),
            **{
                charts.metric_label(key): result.metrics[key].mean
                if key in result.metrics
                else None
                for key in keys
            },
            _ALIKE: run.likeness[result.model],
            "Seconds to fit": result.fit_seconds,
        }
        for result in report.results
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        column_config={
            **_numbers_of(keys),
            "Seconds to fit": st.column_config.NumberColumn(format="%.1f"),
            _ALIKE: st.column_config.NumberColumn(
                format="%.2f",
                help="How alike its lists are to those of the baseline, the first places above "
                "all (RBO): 1 the same, 0 nothing in common.",
            ),
        },
    )
    told = [(result.label, words) for result in report.results for words in result.learned]
    guide.chosen_by_themselves(told)
    for result in report.results:
        for words in result.not_given:
            st.caption(plain(f"{result.label}: {words}"))


def _numbers_of(keys: list[str]) -> dict[str, object]:
    return {
        charts.metric_label(key): st.column_config.NumberColumn(
            format="%.3g", help=METRICS[key.partition("@")[0]].help
        )
        for key in keys
    }


def _verdict(report: Report, model: str, metric: str) -> str:
    against = report.comparison(model, metric)
    if against is None:
        return "the baseline" if model == report.baseline else "a count"
    return {"better": "▲ better", "worse": "▼ worse"}.get(against.verdict, against.verdict)


def _how(loaded: session.Workspace, run: Run, report: Report, metric: str) -> None:
    """The definitions, in the words of the code, and what is needed to run it again."""
    for name in dict.fromkeys(key.partition("@")[0] for key in report.measured):
        with st.expander(METRICS[name].label):
            st.text(METRICS[name].definition)
    with st.expander("Run it again, to the same digits"):
        _again(loaded, report)
    compare_leaks.draw(loaded, run, metric)


def _again(loaded: session.Workspace, report: Report) -> None:
    """The command, where the terminal makes the same data of the same files."""
    if not loaded.as_the_terminal_reads_it:
        st.caption(
            "Here, events were left out or somebody was removed. The terminal would read all of "
            "it, which is other data, and refuse. Compare on the data as they are in the file, and "
            "the command for it stands here."
        )
        return
    st.caption(
        "Download the report as JSON; it holds the setup, the versions and the fingerprint of "
        f"the data, {report.dataset.fingerprint}. Then, in a terminal:"
    )
    data = "" if report.setup.get("sample") else " --interactions your-file.csv"
    st.code(f"python -m recengine evaluate --from report.json{data}", language="bash")

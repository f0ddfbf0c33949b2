"""Where it wins and loses: a comparison by groups, and then person by person."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from recengine import charts
from recengine.data.export import to_csv
from recengine.evaluation import METRICS, Report
from recengine.evaluation.groups.dimensions import Dimension, dimensions
from recengine.evaluation.groups.segments import MOST_GROUPS, Segments, segments
from recengine.evaluation.groups.words import segment_finding
from recengine.evaluation.small_cells import FEWEST
from screens.parts import guard, jobs, most_differing, session
from screens.parts.text import plain

#: With more people than this, groups are worked out beside the page.
_AT_ONCE = 10_000
_MEANING = "That is"


def draw(loaded: session.Workspace, report: Report, wanted: str) -> None:
    """By groups, then person by person; by the metric that is looked at, if people have it."""
    metric = _metric(report, wanted)
    if not report.folds or metric is None:
        return
    st.subheader("Where it wins and loses", anchor=False)
    if metric != wanted:
        st.info(
            f"{charts.metric_label(wanted)} counts all lists together, so groups are shown by "
            f"{charts.metric_label(metric)} instead."
        )
    dimension = _choose(loaded, report)
    found = _found(loaded, report, dimension, metric)
    if found is None:
        return
    if found.differences:
        st.plotly_chart(charts.segments(found), key="where_chart", config=charts.CONFIG)
    else:
        st.markdown(plain(segment_finding(found)))
    st.caption(_legend(found))
    _table(found)
    most_differing.draw(loaded, report, metric)


def _metric(report: Report, wanted: str) -> str | None:
    """The metric that is looked at, or the first that every person has a value of."""
    keys = [wanted, *report.measured]
    return next((key for key in keys if METRICS[key.partition("@")[0]].per_person), None)


def _choose(loaded: session.Workspace, report: Report) -> Dimension:
    known = dimensions(loaded.dataset, report)
    allowed = {each.key: each for each in known if not each.missing}
    if st.session_state.get("w_where") not in allowed:
        held = st.session_state.get("where_by", "history")
        st.session_state.w_where = held if held in allowed else "history"
    key = st.selectbox(
        "Told apart by",
        list(allowed),
        format_func=lambda name: _name(allowed[name]),
        key="w_where",
    )
    st.session_state.where_by = key
    missing = [each for each in known if each.missing]
    if missing:
        st.caption(
            "Also possible: "
            + "; ".join(f"{plain(each.label)}, with {each.missing}" for each in missing)
            + "."
        )
    return allowed[key]


def _name(dimension: Dimension) -> str:
    whose = "People" if dimension.of == "people" else "Choices"
    return f"{whose} · {dimension.label}"


def _found(
    loaded: session.Workspace, report: Report, dimension: Dimension, metric: str
) -> Segments | None:
    """The groups, kept as long as the report is."""
    whose, kept = st.session_state.get("where", (None, {}))
    if whose is not report:
        jobs.drop("where")
        kept = {}
        st.session_state.where = (report, kept)
    key = (dimension.key, metric)
    if key not in kept:
        if len(report.people) <= _AT_ONCE:
            kept[key] = segments(report, loaded.dataset, *key)
        else:
            _work(loaded, report, dimension, key, kept)
    if key in kept and kept[key] is None:
        st.button("Work these groups out", on_click=kept.pop, args=(key,), key="where_again")
    return kept.get(key)


def _work(
    loaded: session.Workspace,
    report: Report,
    dimension: Dimension,
    key: tuple[str, str],
    kept: dict[tuple[str, str], Segments | None],
) -> None:
    """A job's result; None is kept of what was stopped or failed, so that it waits for a press."""
    with guard.sentences():
        try:
            found = jobs.result_of(
                "where",
                f"By {dimension.label.lower()}",
                lambda progress: (key, segments(report, loaded.dataset, *key, progress)),
            )
        except Exception:  # not the reruns of Streamlit, by which a finished job calls back
            kept[key] = None
            raise
        if found is not None:
            kept[found[0]] = found[1]
            st.rerun()  # another dimension may have been chosen meanwhile


def _legend(found: Segments) -> str:
    """What the cells mean, what is hatched and what is left out."""
    base, what = plain(found.labels[found.baseline]), plain(found.denominator)
    cells = len(found.told) * len(found.differences)
    parts = [what]
    if found.differences:
        of = (
            "the difference in points of 100"
            if found.dimension.of == "choices"
            else "the difference"
        )
        parts.append(
            f"In the cells: {of}, against {base}; blue is better, orange worse. ▲ and ▼ stand "
            f"where chance would hardly explain it, corrected for all {cells} cells."
        )
    if len(found.told) < len(found.groups):
        parts.append(
            f"Hatched: fewer than {FEWEST} people, or a group that would give such a one away."
        )
    if found.left_out:
        parts.append(f"The {MOST_GROUPS} groups with the most people; {found.left_out} have fewer.")
    return " ".join(parts)


def _table(found: Segments) -> None:
    """The figures of the groups that are told of."""
    rows = [
        {
            "Group": group.label,
            "People": group.people,
            "Choices": group.choices,
            **{
                label: found.figures[model][group.label].mean
                for model, label in found.labels.items()
            },
            _MEANING: group.detail,
        }
        for group in found.told
    ]
    if not rows:
        return
    frame = pd.DataFrame(rows)
    if not frame[_MEANING].any():
        frame = frame.drop(columns=_MEANING)
    numbers = {
        label: st.column_config.NumberColumn(format="%.3g") for label in found.labels.values()
    }
    st.dataframe(frame, hide_index=True, column_config=numbers, key="where_table")
    st.download_button(
        "These groups as CSV",
        lambda: to_csv(found.to_frame()),
        file_name="groups.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="download_where",
        help="Every group and approach with intervals, differences and verdicts.",
    )

"""Guide: which approach when, in a table, and a job that fills it with figures of this data."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from recengine.data.export import to_csv
from recengine.evaluation.guide import Approach, finding, measure, to_frame
from recengine.models import REGISTRY
from recengine.progress import Progress
from screens.parts.looked_at import LookedAt, awaited, label, waiting_time
from screens.parts.text import plain

_JOB = "measure"
_ROW_HEIGHT = 35


def draw(kept: LookedAt) -> None:
    """What to read, the table, and what would fill it."""
    st.subheader("Which approach when", anchor=False)
    _measure_wished(kept)
    rows = kept.rows()
    with st.container(border=True, key="guide_finding"):
        st.markdown(f"#### {plain(finding(rows))}")
        st.caption(_told(kept, rows))
    _choose(kept)
    _table(rows)
    _refused(rows)
    chosen_by_themselves([(row.label, words) for row in rows for words in row.learned])
    st.download_button(
        "This table as CSV",
        lambda: to_csv(to_frame(rows)),
        file_name="approaches.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="download_guide",
    )


def _told(kept: LookedAt, rows: tuple[Approach, ...]) -> str:
    if kept.measured:
        return (
            "Judged on everybody's last item that pleased, which was hidden; the whole catalogue "
            "was ranked, nothing was sampled."
        )
    fitted = sum(row.fit is not None for row in rows)
    return (
        f"{fitted} approaches were fitted when the data was opened, so what they cost is known. "
        "Press Measure to see what each of them finds."
    )


def _table(rows: tuple[Approach, ...]) -> None:
    st.dataframe(
        pd.DataFrame(
            {
                "Approach": row.label,
                "When to use it": _when(row),
                "NDCG@10": row.ndcg.mean if row.ndcg else None,
                "95 % interval": _interval(row),
                "Fit, s": round(row.fit.seconds, 2) if row.fit else None,
                "MB": row.fit.peak_mb if row.fit else None,
                "Kind": row.kind,
                "What it needs": "; ".join(map(str, row.needs)),
            }
            for row in rows
        ),
        hide_index=True,
        height=_ROW_HEIGHT * len(rows) + 38,
        row_height=_ROW_HEIGHT,
        placeholder="",
        column_config={
            "Approach": st.column_config.TextColumn(pinned=True, width=146),
            "When to use it": st.column_config.TextColumn(width=405),
            "NDCG@10": st.column_config.NumberColumn(
                format="%.3f", width=86, help="How near the top the hidden item stands, 0 to 1."
            ),
            "95 % interval": st.column_config.TextColumn(width=132),
            "Fit, s": st.column_config.NumberColumn(
                format="%.2f", width=56, help="Seconds to learn from this data, by the clock."
            ),
            "MB": st.column_config.NumberColumn(
                format="%.0f",
                width=56,
                help="By how much the process grew while learning and, once measured, while "
                "ranking; memory that was free before is not seen.",
            ),
            "Kind": st.column_config.TextColumn(width=90),
            "What it needs": st.column_config.TextColumn(width=420),
        },
        key="guide_table",
    )


def _interval(row: Approach) -> str:
    if row.problem:
        return "not on this data"
    if row.ndcg is None:
        return "not measured"
    return f"{row.ndcg.low:.3f} to {row.ndcg.high:.3f}"


def _when(row: Approach) -> str:
    """The sentence on when to use it, without the words that all of them begin with."""
    words = row.use.removeprefix("Use it ")
    return words[:1].upper() + words[1:]


def _refused(rows: tuple[Approach, ...]) -> None:
    """Why some cannot be fitted, a sentence for each reason."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row.problem:
            said = str(row.problem).replace(row.label, "It", 1)
            reasons.setdefault(said, []).append(row.label)
    for said, labels in reasons.items():
        st.caption(f"**{plain(', '.join(labels))}** cannot be fitted here. {plain(said)}")


def chosen_by_themselves(told: Sequence[tuple[str, str]]) -> None:
    """What fits settled without being told to, folded away: an approach and a sentence each."""
    if told:
        with st.expander("What approaches chose by themselves"):
            st.dataframe(pd.DataFrame(told, columns=["Approach", "What"]), hide_index=True)


def _choose(kept: LookedAt) -> None:
    """Which to measure, and the button that does it."""
    everyday = [name for name in REGISTRY if REGISTRY[name].capabilities.everyday]
    st.session_state.setdefault("w_measure", st.session_state.get("to_measure", everyday))
    button, which = st.columns([1, 2], vertical_alignment="top")
    with which.expander("Which approaches to measure", icon=":material/checklist:"):
        chosen = st.pills(
            "Approaches",
            list(REGISTRY),
            selection_mode="multi",
            format_func=lambda name: _with_time(kept, name),
            key="w_measure",
            label_visibility="collapsed",
        )
        with st.container(horizontal=True):
            st.button("All of them", on_click=_tick, args=(list(REGISTRY),), key="tick_all")
            st.button("The quick ones", on_click=_tick, args=(everyday,), key="tick_quick")
        _say_why_not_ticked(chosen)
    st.session_state.to_measure = chosen
    number = "1 approach" if len(chosen) == 1 else f"{len(chosen)} approaches"
    button.button(
        f"Measure {number}",
        type="primary",
        disabled=not chosen or _JOB in kept.wishes,
        on_click=_wish,
        args=(kept, chosen),
        key="measure",
        width="stretch",
    )


def _say_why_not_ticked(chosen: Sequence[str]) -> None:
    off = {name: REGISTRY[name].capabilities for name in REGISTRY if name not in chosen}
    for why, names in (
        ("they expect stars and not choices", [name for name in off if off[name].ratings]),
        (
            "they take longest",
            [name for name in off if off[name].patient and not off[name].ratings],
        ),
    ):
        if names:
            labels = ", ".join(map(label, names))
            st.caption(f"Not ticked, since {why}: {plain(labels)}.")


def _with_time(kept: LookedAt, name: str) -> str:
    time = waiting_time(kept, name)
    return f"{label(name)}, {time}" if time else label(name)


def _tick(names: list[str]) -> None:
    st.session_state.w_measure = names


def _wish(kept: LookedAt, names: list[str]) -> None:
    kept.wishes[_JOB] = ",".join(names)


def _measure_wished(kept: LookedAt) -> None:
    """Measure what somebody asked for; each figure appears as soon as all, or a stop, are there."""
    wished = kept.wishes.get(_JOB)
    if wished is not None:
        names = wished.split(",")
        awaited(kept, _JOB, f"Measuring {len(names)}", lambda p: _measure(kept, names, p))


def _measure(kept: LookedAt, names: list[str], progress: Progress) -> bool:
    measure(
        kept.loaded.dataset,
        names,
        lambda each: kept.measured.update({each.model: each}),
        progress,
    )
    return True

"""Placing view: whom a draft fits, what it resembles, what a promotion brings and teaches."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from recengine import charts
from recengine.data.export import to_csv
from recengine.data.titles import labels
from recengine.ranking.placing import reach, readers, resembling
from recengine.ranking.sharpening import sharpen
from screens.parts.drafted import PREPARING, Drafted, Placed, place, prepare
from screens.parts.looked_at import awaited
from screens.parts.text import count, share

_BUDGET = "w_item_new_budget"
_APPEAL = "w_item_new_appeal"


def ready(kept: Drafted) -> bool:
    """Whether everybody has been looked at; a panel, or after a stop a button, until then."""
    if kept.placing is None and PREPARING in kept.wishes:
        found = awaited(kept, PREPARING, "Looking at everybody", lambda p: prepare(kept, p))
        kept.placing = found
    if kept.placing is None and PREPARING not in kept.wishes:
        st.button(
            "Look at everybody",
            type="primary",
            key="item_new_prepare",
            on_click=kept.wishes.setdefault,
            args=(PREPARING, "again"),
            help="Works out once what a new title has to pass in everybody's list.",
        )
    return kept.placing is not None


def draw(kept: Drafted) -> None:
    """All that is found out of the draft."""
    placed = place(kept)
    if placed is None:
        with st.container(border=True, key="nothing_typed"):
            st.markdown("##### Whom the new title fits would stand here.")
            st.caption("Type what describes it, or fill in an example.")
        return
    _audience(kept, placed)
    _alike(kept, placed)
    _promotion(kept, placed)


def _audience(kept: Drafted, placed: Placed) -> None:
    st.subheader("Whom it would be shown to", anchor=False)
    if not placed.new.words.nnz:
        st.caption("Nothing that is typed occurs in the catalogue, so it fits nobody yet.")
        return
    found = reach(placed.among, placed.fits)
    for column, each in zip(st.columns(len(found)), found, strict=True):
        column.metric(
            f"Top {each.top} by description",
            _people(each.by_description),
            help=f"People with fewer than {each.top} titles that fit them better, of "
            f"{count(len(placed.fits))} who like anything.",
            border=True,
        )
    without = found[0].with_popularity
    st.caption(
        f"Where it counts that nobody has chosen it yet, it reaches the top {found[0].top} of "
        f"{_people(without) if without else 'nobody'}: that gap is what a promotion "
        "is for."
    )
    _readers(kept, placed)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{count(number)} people"


def _readers(kept: Drafted, placed: Placed) -> None:
    dataset = kept.loaded.dataset
    rows = [
        {
            "Person": str(dataset.users["user_id"].iloc[each.person]),
            "Fit": each.fit,
            "Because of": ", ".join(str(dataset.titles[item]) for item in each.because),
            "In common": ", ".join(each.shared),
        }
        for each in readers(placed.among, placed.new, placed.fits)
    ]
    if not rows:
        st.caption("It fits nobody: what is typed has nothing in common with what people like.")
        return
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        column_config={
            "Person": st.column_config.TextColumn(width=62),
            "Fit": st.column_config.NumberColumn(
                format="%.2f", width=44, help="Mean likeness to what the person liked, at most 1."
            ),
            "Because of": st.column_config.TextColumn(
                width=186, help="What of their history argues for it, most first."
            ),
            "In common": st.column_config.TextColumn(width=180),
        },
        key="item_new_readers",
    )


def _alike(kept: Drafted, placed: Placed) -> None:
    st.subheader("What it resembles", anchor=False)
    found = resembling(placed.among.features, placed.new)
    names = labels(kept.loaded.dataset, [each.item for each in found])
    rows = [
        {"Title": names[each.item], "Alike": each.likeness, "By": ", ".join(each.shared)}
        for each in found
    ]
    if not rows:
        st.caption("Nothing: no title shares a word, an entry or a number with it.")
        return
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height=38 + 35 * min(len(rows), 6),
        column_config={
            "Alike": st.column_config.NumberColumn(
                format="%.2f", width=56, help="Cosine of the descriptions, 1 for the same."
            ),
            "Title": st.column_config.TextColumn(width=170),
            "By": st.column_config.TextColumn(width=250),
        },
        key="item_new_alike",
    )


def _promotion(kept: Drafted, placed: Placed) -> None:
    st.subheader("What a promotion does", anchor=False)
    most = len(placed.fits)
    st.session_state[_BUDGET] = min(kept.budget, most)
    st.slider(
        "Impressions",
        1,
        max(most, 2),
        key=_BUDGET,
        on_change=_budget_set,
        args=(kept,),
        help="How many lists it is lent a place of, at most one a person; whom it fits best "
        "come first.",
    )
    rows = placed.promoted(min(kept.budget, most))
    expected = placed.expected(rows)
    st.markdown(
        f"**{count(expected.chosen)} of {_people(len(rows))} would choose it**, by the rates "
        f"of this data; shown by lot it would be {count(expected.by_lot)}."
    )
    st.caption(
        f"It goes to those with a fit of {placed.fits[rows].min():.2f} and more. Of people whom a "
        f"title fits so well, {share(expected.rate)} chose it at some time in this data."
    )
    _sharpening(kept, expected.rate)
    st.download_button(
        "These people as CSV",
        lambda: to_csv(placed.to_frame(kept.loaded, rows)),
        file_name="promotion.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="item_new_download",
        help="Who gets the impressions, their fit, and what it is worth by the data.",
    )


def _sharpening(kept: Drafted, rate: float) -> None:
    """The estimate over impressions, with a true appeal that the user sets."""
    usual = min(max(rate, 0.005), 0.9)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    true = kept.appeal if kept.appeal is not None else round(min(2 * usual, 0.9), 2)
    st.session_state[_APPEAL] = round(true * 100)
    left.slider(
        "Suppose its true appeal is",
        0,
        100,
        key=_APPEAL,
        format="%d %%",
        on_change=_appeal_set,
        args=(kept,),
        help="Clicks in a hundred impressions. Nobody knows it of a new title: it is supposed, "
        "and the simulation shows how soon impressions would find it out.",
    )
    right.button(
        "Again",
        icon=":material/casino:",
        key="item_new_draw",
        on_click=_draw_anew,
        args=(kept,),
        help="Other clicks by chance, with the same appeal.",
        width="stretch",
    )
    way = sharpen(kept.budget, true=true, usual=usual, seed=kept.seed)
    st.plotly_chart(charts.sharpening(way), key="item_new_curve", config=charts.CONFIG)
    st.caption(
        f"Simulated clicks (seed {kept.seed}). The estimate starts at the usual {share(usual)}, "
        "which stands for 20 impressions; the band holds the appeal with 95 % probability."
    )
    st.download_button(
        "This curve as CSV",
        lambda: to_csv(way.to_frame()),
        file_name="estimate.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="item_new_curve_download",
        help="One row for each point: impressions, clicks, estimate and interval.",
    )


def _budget_set(kept: Drafted) -> None:
    kept.budget = st.session_state[_BUDGET]


def _appeal_set(kept: Drafted) -> None:
    kept.appeal = st.session_state[_APPEAL] / 100


def _draw_anew(kept: Drafted) -> None:
    kept.seed += 1

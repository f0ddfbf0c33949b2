"""Asking: one question of a few titles, what the answers told, and the list beside it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from recengine.charts.cards import facts
from recengine.data.export import to_csv
from recengine.data.titles import labels
from recengine.ranking import Recommendations
from recengine.ranking.export import to_frame
from recengine.ranking.onboarding import Question
from recengine.ranking.visit import Look
from screens.parts import cards, session
from screens.parts.text import count, plain
from screens.parts.visiting import Visiting, telling_column, visiting

_LOOK = "w_visit_look"


@st.fragment
def draw() -> None:
    """The question and the list, which redraw together and alone."""
    kept = visiting(session.opened())
    asked, shown = st.columns([2, 3], gap="medium")
    with asked:
        _question(kept)
        _known_by_now(kept)
    with shown:
        found = kept.recommend()
        st.subheader("What this visitor gets", anchor=False)
        st.caption(_summary(kept, found))
        _look_at(kept, found)
        with st.container(key="visit_list"):
            cards.ranked(kept.loaded.dataset, found, key="visit_ranked")
        _download(found)


def _question(kept: Visiting) -> None:
    question = kept.question()
    dataset = kept.loaded.dataset
    with st.container(border=True, key="visit_question"):
        if len(question.shown) < 2:
            st.markdown(f"##### {_no_question(kept)}")
        else:
            st.markdown(f"##### {len(kept.answers) + 1}. Which of these do you like most?")
            names = labels(dataset, question.shown)
            for place, item in enumerate(question.shown):
                st.button(
                    plain(names[item]),
                    key=f"visit_pick_{place}",
                    help=plain(" · ".join(facts(dataset, item))) or "Say that you like this one.",
                    on_click=kept.answer,
                    args=(question.shown, item),
                    width="stretch",
                )
            st.button(
                "None of these",
                key="visit_none",
                help="An answer as well: it tells what you are not.",
                on_click=kept.answer,
                args=(question.shown, None),
                width="stretch",
                type="tertiary",
            )
            st.caption(_bits(question))
        _undo(kept)


def _undo(kept: Visiting) -> None:
    back, again = st.columns(2)
    back.button(
        "Back one",
        icon=":material/undo:",
        key="visit_back",
        help="Take back the latest answer or look.",
        on_click=kept.back,
        disabled=not kept.acts,
        width="stretch",
    )
    again.button(
        "Start again",
        icon=":material/restart_alt:",
        key="visit_again",
        help="Forget all answers and looks.",
        on_click=kept.again,
        disabled=not kept.acts,
        width="stretch",
    )


def _no_question(kept: Visiting) -> str:
    if kept.answers:
        return "No well-known title is left to ask about."
    return "Nobody in this data likes at least two titles, so there is nothing to ask about."


def _bits(question: Question) -> str:
    return (
        f"The answer tells {question.bits:.2g} bits on average of who the visitor is; picked from "
        "well-known titles so that it tells most."
    )


def _known_by_now(kept: Visiting) -> None:
    """How sure we are, and what each act was."""
    everybody = kept.onboarding.n_guesses
    told = kept.onboarding.told(kept.answers)
    if told:
        now = told[-1].alike
        st.markdown(
            f"**By now: like about {count(now)} of {count(everybody)} people**",
            help="The people whom the answers fit, counted as if all of them fitted equally well.",
        )
    if not kept.acts:
        st.caption(f"Nothing is known yet: the visitor may be like any of {count(everybody)}.")
        return
    rest = iter(told)
    titles = kept.loaded.dataset.titles
    rows = []
    for act in kept.acts:
        if isinstance(act, Look):
            rows.append((None, None, f"looked at {titles[act.item]}"))
            continue
        each = next(rest)
        title = "none of these" if act.picked is None else str(titles[act.picked])
        rows.append((each.bits, each.alike, title))
    st.dataframe(
        pd.DataFrame(rows, columns=["Bits", "Like", "Told by"]),
        hide_index=True,
        placeholder="",
        column_config={
            "Bits": st.column_config.NumberColumn(
                format="%.1f",
                width=44,
                help="How much the answer told; one bit halves who is left.",
            ),
            "Like": st.column_config.NumberColumn(
                format="%.0f", width=50, help="How many people the visitor may still be like."
            ),
        },
        key="visit_told",
    )


def _summary(kept: Visiting, found: Recommendations) -> str:
    if not len(found):
        return "Nothing is left to show."
    recipe = plain(session.recipe().name)
    if len(kept.history.items):
        return f"{len(found)} titles by {recipe}, from what the visitor has told so far."
    if telling_column(kept.loaded) in kept.known:
        group = next(iter(kept.known.values()))
        return f"Nothing is told yet, so this is what people of the group {plain(group)} like."
    return "Nothing is told yet, so this is what most people like."


def _look_at(kept: Visiting, found: Recommendations) -> None:
    """Titles of the list as something to click, as in a session."""
    if not len(found):
        return
    items = [each.item for each in found.items]
    names = labels(kept.loaded.dataset, items)
    st.pills(
        "Look at one of them",
        items,
        format_func=lambda item: plain(names[item]),
        key=_LOOK,
        on_change=_looked,
        args=(kept,),
        help="As if the visitor had opened it: one look is added to the visit, and the list "
        "answers. Back one takes it back.",
    )


def _looked(kept: Visiting) -> None:
    item = st.session_state.pop(_LOOK, None)
    if item is not None:
        kept.look(item)


def _download(found: Recommendations) -> None:
    st.download_button(
        "This list as CSV",
        lambda: to_csv(to_frame(found)),
        file_name="new_visitor.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="visit_download",
        help="Place, title, score and reasons.",
    )

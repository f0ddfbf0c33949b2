"""Follow: one title through the stages, the sum of its score, and where it would stand without what
the person did.
"""

from __future__ import annotations

import streamlit as st

from recengine import charts
from recengine.charts.cards import because
from recengine.data.titles import labels
from recengine.ranking import Recipe, Recommendation, Recommendations
from recengine.ranking.absence import absence
from recengine.ranking.attribute_terms import attribute_terms
from recengine.ranking.counterfactual import Counterfactual, ordinal, without_each
from screens.parts import session
from screens.parts.looked_at import LookedAt
from screens.parts.text import plain

#: Past titles that are taken away one by one.
_TAKEN = 8


def choose(found: Recommendations, kept: LookedAt) -> bool:
    """Which title is followed: one of the list, or any other by a part of its title; if any."""
    dataset = kept.loaded.dataset
    pick, search = st.columns([2, 1])
    typed = search.text_input(
        "Or any other title",
        key="w_follow_typed",
        placeholder="why is it not in the list?",
        help="Any words of the title, or the id; then Enter.",
    )
    options = [item.item for item in found.items]
    followed = session.followed()
    others = [int(code) for code in kept.matches(typed)[:20]] if typed else []
    options += [code for code in others if code not in options]
    if typed and not others:
        search.caption("No title holds all of these words.")
        return False
    if followed is not None and followed not in options:
        options.append(followed)
    if not options:
        return False
    names = labels(dataset, options)
    first = others[0] if others and st.session_state.get("follow_typed") != typed else followed
    st.session_state.follow_typed = typed
    chosen = first if first in options else options[0]
    if st.session_state.get("w_followed") != chosen:
        st.session_state.w_followed = chosen
    st.session_state.followed = chosen
    pick.selectbox(
        "Title to follow",
        options,
        format_func=names.__getitem__,
        key="w_followed",
        on_change=_chosen,
        help="Titles of the list, and those that were searched for.",
    )
    return True


def _chosen() -> None:
    st.session_state.followed = st.session_state.w_followed


def draw(found: Recommendations, recipe: Recipe) -> None:
    """The way of the followed title."""
    item = _followed(found)
    if item is None:
        st.caption("Nothing to follow: the list is empty.")
        return
    st.markdown(_said(item, recipe))
    st.plotly_chart(
        charts.bump(found, item.item), config=charts.CONFIG, key="bump", width="stretch"
    )
    st.caption("Lines of the other titles are grey. A stage that moved nothing is left out.")
    if item.reasons:
        st.plotly_chart(
            charts.waterfall(item), config=charts.CONFIG, key="waterfall", width="stretch"
        )
    terms = attribute_terms(session.opened().engine, session.history(), recipe, item.item)
    if terms:
        st.plotly_chart(
            charts.attributes(item, terms), config=charts.CONFIG, key="attributes", width="stretch"
        )
    taken = counterfactuals(item, recipe)
    if taken and all(each.after == each.before for each in taken):
        st.caption(
            f"Without any of the past titles that matter most it would still stand "
            f"{ordinal(taken[0].before)} by score."
        )
    elif taken:
        st.plotly_chart(
            charts.without(item, taken), config=charts.CONFIG, key="without", width="stretch"
        )
        st.caption(
            "Each past title was taken out of the history and everything scored again. Ranks are "
            "those by score, before variety, rules and chance."
        )


def counterfactuals(item: Recommendation, recipe: Recipe) -> tuple[Counterfactual, ...]:
    """Where a title would stand without each of the past titles that matter most to it."""
    loaded = session.opened()
    named = [past.item_id for past in item.because]
    named += [why.item_id for why in item.reasons if why.kind == "history"]
    if not named or not item.stages[0].rank:
        return ()
    past = [loaded.dataset.item_code(item_id) for item_id in dict.fromkeys(named)][:_TAKEN]
    together = [loaded.dataset.item_code(one.item_id) for one in item.because]
    found = without_each(loaded.engine, session.history(), recipe, item.item, past, together)
    return found if found[0].before else ()


def _followed(found: Recommendations) -> Recommendation | None:
    return next(
        (item for item in (*found.items, *found.others) if item.item == session.followed()),
        found.items[0] if found.items else None,
    )


def _said(item: Recommendation, recipe: Recipe) -> str:
    """Where the title stands and why, in a line or two."""
    title = f"**{plain(item.title)}**"
    if not item.rank:
        why_not = absence(session.opened().engine, session.history(), recipe, item)
        return f"{title} is not in the list: {plain(why_not)}"
    where = f"{title} stands {ordinal(item.rank)}."
    why = because(item)
    if why["kind"] == "explored":
        return f"{where} Chance put it there, to learn whether people like it."
    if why["kind"] in ("pinned", "share"):
        return f"{where} A rule put it there."
    if why["kind"] == "popular":
        return f"{where} Many people like it; nothing in this history speaks for it."
    done: dict[str, list[str]] = {}
    for past in item.because:
        done.setdefault(past.verb, []).append(plain(past.title))
    named = [f"{verb} {', '.join(titles)}" for verb, titles in done.items()]
    return f"{where} Because this person {'; '.join(named)}."

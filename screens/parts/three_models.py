"""Three models: what each of them finds most like one title, side by side."""

from __future__ import annotations

import streamlit as st

from recengine.models.alike import Alike, agreement
from screens.parts.looked_at import KNOWING, LookedAt, label, waiting_time
from screens.parts.text import plain

_MARK = "◆"


def draw(kept: LookedAt) -> None:
    """Three columns, each with a model of its own."""
    title = str(kept.loaded.dataset.titles[kept.item])
    st.subheader("Similar titles by three approaches", anchor=False)
    st.markdown(f"**{plain(title)}**: who finds what most like it.")
    fitted = [name for name in kept.trio if kept.model(name) is not None]
    found = dict(zip(fitted, kept.alike(fitted), strict=True))
    st.caption(f"{agreement(list(found.values()))} {_MARK} marks these.")
    for place, column in enumerate(st.columns(3, gap="medium")):
        with column.container(border=True, height="stretch"):
            _choose(kept, place)
            name = kept.trio[place]
            if name in found:
                _list(kept, found[name])
            else:
                _fit(kept, place)


def _choose(kept: LookedAt, place: int) -> None:
    key = f"w_alike_{place}"
    if st.session_state.get(key) != kept.trio[place]:
        st.session_state[key] = kept.trio[place]
    st.selectbox(
        f"Approach {place + 1}",
        KNOWING,
        format_func=label,
        key=key,
        on_change=_chosen,
        args=(kept, place),
        label_visibility="collapsed",
    )


def _chosen(kept: LookedAt, place: int) -> None:
    kept.trio[place] = st.session_state[f"w_alike_{place}"]


def _list(kept: LookedAt, found: list[Alike]) -> None:
    if not found:
        st.caption("Nothing: this approach knows no title that is like it.")
        return
    titles = kept.loaded.dataset.titles
    lines = []
    for rank, each in enumerate(found, start=1):
        mark = f" {_MARK}" if each.also else ""
        line = f"{rank}. {plain(str(titles[each.item]))}{mark} :small[{each.similarity:.3f}]"
        notes = [f"also {', '.join(each.also)}"] if each.also else []
        notes += [f"same: {', '.join(map(_short, each.shared))}"] if each.shared else []
        if notes:
            line += f"  \n   :small[:gray[{plain(' · '.join(notes))}]]"
        lines.append(line)
    st.markdown("\n".join(lines))


def _short(attribute: str) -> str:
    """An attribute without its column, where it is a word that speaks for itself.

    >>> _short("Genres: drama"), _short("Age rating: 12"), _short("Category: Outdoor > Boots")
    ('drama', 'Age rating: 12', 'Boots')
    """
    entry = attribute.partition(": ")[2].rpartition(" > ")[2]
    return attribute if any(sign.isdecimal() for sign in entry) or len(entry) < 2 else entry


def _fit(kept: LookedAt, place: int) -> None:
    """What would be here, and the button that makes it so."""
    name = kept.trio[place]
    left_out = kept.loaded.engine.left_out.get(name)
    if left_out is not None:
        st.caption(f"{label(name)} is left out. {plain(str(left_out))}")
        return
    time = waiting_time(kept, name)
    st.caption(
        f"{label(name)} is not fitted on this data yet; fitting takes {time or 'some seconds'}."
    )
    st.button(
        f"Fit {label(name)}",
        on_click=_wish,
        args=(kept, name),
        disabled="fit_model" in kept.wishes,
        key=f"fit_{place}",
    )


def _wish(kept: LookedAt, name: str) -> None:
    kept.wishes.setdefault("fit_model", name)

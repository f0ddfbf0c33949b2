"""Home page: the rows that one person would see, alone or beside another page."""

import streamlit as st

from recengine.data.export import to_csv
from recengine.ranking.home import HomePage, overlap
from screens.parts import cards, frame, home_against, links, open_item, people, session, tuning
from screens.parts.home_against import Side
from screens.parts.looked_at import looked_at
from screens.parts.text import plain

st.title("Home page")
st.markdown(
    "The rows a person would see first, by the recipe of a platform. Point at a title, or tap it, "
    "for its reasons."
)


@st.fragment
def pages() -> None:
    """One page, or two with what they share; redraws alone."""
    kept = looked_at(session.opened())
    tuning.presets()
    links.write()
    home_against.choose(kept)
    shown = home_against.sides(kept)
    open_item.offer(_all_items(shown), key="home")
    if len(shown) == 1:
        _page(shown[0], place=0)
        return
    own, other = (side.page for side in shown)
    st.markdown(f"**{plain(str(overlap(own, other)))}**")
    left, right = st.columns(2, gap="large")
    with left:
        _page(shown[0], place=0, beside=other)
    with right:
        _page(shown[1], place=1, beside=own)


def _all_items(shown: list[Side]) -> list[int]:
    """Codes of what stands on any page, each once."""
    return list(dict.fromkeys(item for side in shown for item in side.page.items))


def _page(side: Side, place: int, beside: HomePage | None = None) -> None:
    """One page under its name, with what it lacks and a table to take away."""
    dataset = session.opened().dataset
    st.subheader(plain(side.name), anchor=False)
    also = beside.items if beside else ()
    cards.shelves(dataset, side.page.rows, also, key=f"home_rows_{place}")
    if not side.page.rows:
        st.caption("Nothing is left to show: this person has met every title.")
    if side.page.missing:
        st.caption("  \n".join(plain(str(lacking)) for lacking in side.page.missing))
    st.download_button(
        "Page as CSV",
        lambda: to_csv(side.page.to_frame()),
        file_name="home_page.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        help="One line a title: its row, its place, its score and the first reason.",
        key=f"download_home_{place}",
    )


loaded = session.workspace()
if loaded is None:
    frame.empty("A home page of rows, each saying why it is there, would stand here.")
else:
    people.telling(loaded)
    pages()
    with st.expander("How this is computed"):
        st.markdown(
            "Which rows a page has depends on the recipe: *Netflix style* has rows for tastes and "
            "trends, *YouTube style* what comes next and this session before the long term, "
            "*Amazon style* baskets, looks and departments. They imitate what these services show "
            "in public, not their code.\n\n"
            "Rows are filled from the top, and what one has taken no other repeats. Each asks the "
            "same engine another question: the whole recipe on the whole history, or on one title, "
            "one visit, one part of the catalogue. *Together* rows count baskets, which are one "
            "person's day. Nothing was seen before, except in *Continue watching* and *Pick up "
            "where you left off*, which are there to bring titles back.\n\n"
            "A reason is the past title that adds most to the score, and **By** says which "
            "approach adds how much of it. Two pages share a row where its name is the same, and "
            "a title wherever on the page it stands."
        )

"""Start: what this is, two worlds to open, and one person's home page."""

from typing import NamedTuple

import streamlit as st

from recengine.data.samples import SAMPLES
from screens.parts import cards, figures, frame, home_pages, people, session, upload
from screens.parts.text import plain


class _Question(NamedTuple):
    words: str
    how: str
    where: str
    page: str
    icon: str


_QUESTIONS = (
    _Question(
        "What would we recommend to this person, and why?",
        "A list with the reasons that make up each score, and sliders that change it.",
        "Explore",
        "screens/explore.py",
        ":material/tune:",
    ),
    _Question(
        "Which approach is best for our data, and how sure are we?",
        "Approaches compared on what people really chose next, with intervals.",
        "Compare",
        "screens/compare.py",
        ":material/leaderboard:",
    ),
    _Question(
        "Can our own export be used as it is?",
        "Columns recognised, rows repaired or refused with the reason, nothing lost.",
        "Data",
        "screens/data.py",
        ":material/table:",
    ),
)

st.title("Recengine Explorer")
st.markdown("See what a recommender would show to whom and why, on a sample or on your own file.")

loaded = session.workspace()
if loaded is None:
    asked = session.awaited_file()
    if asked:
        st.info(asked, icon=":material/link:")
    columns = st.columns(3, gap="medium")
    for column, sample in zip(columns, SAMPLES.values(), strict=False):
        with column.container(border=True, height="stretch", vertical_alignment="distribute"):
            st.subheader(sample.label, anchor=False)
            st.markdown(sample.words)
            st.button(
                f"Open the {sample.label.lower()}",
                type="primary",
                on_click=frame.open_sample,
                args=(sample.name,),
                key=f"open_{sample.name}",
                width="stretch",
            )
    with columns[2].container(border=True, height="stretch"):
        st.subheader("Your own data", anchor=False)
        upload.drop("start")
    st.subheader("What you will find out", anchor=False)
    for column, question in zip(st.columns(3, gap="medium"), _QUESTIONS, strict=True):
        column.markdown(f"**{question.words}**")
        column.caption(question.how)
        column.page_link(question.page, label=question.where, icon=question.icon)
else:
    figures.key_figures(loaded)
    people.telling(loaded)
    st.subheader(f"The home page of person {plain(session.person())}", anchor=False)
    cards.shelves(loaded.dataset, home_pages.current().rows, key="home")
    st.page_link("screens/explore.py", label="Tune this list and see why", icon=":material/tune:")
    st.page_link(
        "screens/home.py", label="Compare it with another page", icon=":material/splitscreen:"
    )
    with st.expander("How this is computed"):
        st.markdown(
            "Every row asks the same engine another question: the whole recipe for *For you*, a "
            "history of a single title for *Because you*, decayed counts for *Trending now*, what "
            "arrived lately for *New for you*, and the half of the catalogue least like the usual "
            "for *Something different*. No title stands in two rows, and none was seen before."
        )

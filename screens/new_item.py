"""New item: type what describes it; see whom it would be shown to, and what it costs to learn."""

import streamlit as st

from screens.parts import drafting_form, frame, placing_view, session
from screens.parts.drafted import drafted

st.title("New item")
st.markdown(
    "Whom a title that nobody has touched would be shown to, and how fast one learns of it."
)


@st.fragment
def typed_and_found() -> None:
    """The form and what it leads to, which redraw together and alone."""
    kept = drafted(session.opened())
    form, found = st.columns([2, 3], gap="medium")
    with form:
        drafting_form.draw(kept)
    with found:
        placing_view.draw(kept)


loaded = session.workspace()
if loaded is None:
    frame.empty("A form for a new title, and the people it fits, would stand here.")
elif not drafted(loaded).possible:
    st.info(
        "This data says nothing of its titles but their ids, so a new one cannot be placed. A file "
        "of items with columns such as title, category, tags, description or price would unlock "
        "this page.",
        icon=":material/info:",
    )
    st.page_link("screens/data.py", label="Add a file of items", icon=":material/upload:")
elif placing_view.ready(drafted(loaded)):
    typed_and_found()
    with st.expander("How this is computed"):
        st.markdown(
            "What is typed is read by the code that described the catalogue for the approach "
            "*Content*: words, entries, categories and bands of numbers, weighted by how rare they "
            "are; a typed copy of a title gets that title's own description. Dates of arrival, "
            "embeddings and what people searched for are not known of a new title. It fits a "
            "person as well as the titles they liked resemble it. It would be in somebody's top "
            "ten where fewer than ten titles that they have not met fit them better. What a fit is "
            "worth is counted in this data: of all pairs of a person and a title that fit so well, "
            "how many were a choice at any time; an impression is one moment, so a real rate of "
            "clicks will be lower. The estimate is a Beta distribution that starts as if 20 "
            "impressions had shown the usual rate; clicks are drawn by chance with the true "
            "appeal that you set, the same ones every time for the same seed."
        )

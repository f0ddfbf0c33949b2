"""Data: drop files, see how they were understood, correct it, use them."""

import streamlit as st

from screens.parts import data_pictures, figures, files, frame, removing, session, upload

st.title("Data")
st.markdown("What your files hold, what was repaired or refused and why, and what they look like.")

if asked := session.awaited_file():
    st.info(asked, icon=":material/link:")

loaded = session.workspace()
waiting = upload.waiting()

if waiting:
    files.review(waiting)
with st.expander(
    "Bring your own files", icon=":material/upload:", expanded=not waiting and not loaded
):
    upload.drop("data")

if loaded is not None:
    st.subheader("What is open", anchor=False)
    figures.key_figures(loaded)
    data_pictures.draw(loaded)
    removing.draw(loaded)
elif not waiting:
    frame.empty("Key figures and pictures of your data would stand here.")

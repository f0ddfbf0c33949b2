"""Offers of worked examples: what each tells, and the button that opens the sample it needs."""

from __future__ import annotations

import streamlit as st

from recengine.data.samples import SAMPLES
from recengine.ranking.worked import STORIES, Story
from screens.parts import frame, session
from screens.parts.text import plain


def both() -> None:
    """Both examples; somebody's own file is only replaced once they have said so."""
    if "opening" in st.session_state:
        return
    loaded = session.workspace()
    if loaded is None:
        st.caption("A list worked out step by step would stand here, with the sample it needs.")
    else:
        st.info(
            f"{plain(loaded.dataset.name)} is open. An example needs its own sample, which takes "
            "that place: your file leaves this session and would have to be dropped again.",
            icon=":material/info:",
        )
    for story, column in zip(STORIES.values(), st.columns(2, gap="medium"), strict=True):
        with column.container(border=True, height="stretch"):
            st.subheader(story.title, anchor=False)
            st.markdown(story.question)
            offer(story, label=_label(story), primary=True)


def other(story: Story) -> None:
    """The button that goes on to the other example."""
    for each in STORIES.values():
        if each != story:
            offer(each, label=f"The other example: {each.title.lower()}", primary=False)


def offer(story: Story, *, label: str, primary: bool) -> None:
    """One button; where somebody's own file is open it asks, and a second one answers."""
    asked = st.session_state.get("asked_example") == story.name
    loaded = session.workspace()
    if loaded is not None and not loaded.shareable and not asked:
        st.button(label, key=f"ask_{story.name}", on_click=_ask, args=(story,), width="stretch")
        return
    sample = SAMPLES[story.sample].label.lower()
    st.button(
        f"Close my file and open the {story.sample} sample" if asked else label,
        key=f"begin_{story.name}",
        type="primary" if primary else "secondary",
        on_click=_begin,
        args=(story,),
        help=f"Opens the sample of the {sample} and begins with the first step.",
        width="stretch",
    )


def _label(story: Story) -> str:
    return f"Open the {story.sample} sample and begin"


def _ask(story: Story) -> None:
    st.session_state.asked_example = story.name


def _begin(story: Story) -> None:
    st.session_state.pop("asked_example", None)
    st.session_state.setdefault("example_steps", {})[story.name] = 0
    frame.open_sample(story.sample)

"""Facts of one item: its tile, key figures, what the catalogue says of it, and where to go on."""

from __future__ import annotations

import streamlit as st

from recengine.charts.cards import facts
from recengine.data.item_figures import age_in_words, described
from recengine.data.main_event import participle
from recengine.evaluation.audience import a_fan
from recengine.evaluation.small_cells import FEWEST
from screens.parts import cards, session, share_link
from screens.parts.looked_at import LookedAt
from screens.parts.text import count, plain, share

_FEW = f"under {FEWEST}"


def draw(kept: LookedAt) -> None:
    """Who it is, in figures and in words."""
    dataset, story = kept.loaded.dataset, kept.story()
    st.subheader(plain(str(dataset.titles[kept.item])), anchor=False)
    first, *others = facts(dataset, kept.item) or ["No description"]
    note = " · ".join([*others, str(dataset.item_ids[kept.item])])
    cards.tile_of(dataset, kept.item, first, note, key="item_tile")
    _figures(kept)
    if story.figures.events:
        few = 0 < story.figures.people < FEWEST  # then what they did would tell how many they are
        done = " · ".join(
            participle(verb) if few else f"{participle(verb)} {count(number)}"
            for verb, number in story.figures.events
        )
        met = f"Met by {_people(story.figures.people)} people"
        st.caption(f"{met}, {share(story.figures.share)} of all events: {done}.")
    else:
        st.caption("Nobody has done anything with it yet; only its description speaks for it.")
    with st.container(horizontal=True):
        _to_somebody(kept)
        share_link.offer_link("item")
    told = described(dataset, kept.item)
    if not told:
        st.caption("A file of items would add what it is: categories, people, a description.")
        return
    with st.expander("What the catalogue says of it"):
        st.dataframe(
            [{"What": label, "Says": words} for label, words in told],
            hide_index=True,
            column_config={"What": st.column_config.TextColumn(width="small")},
        )


def _figures(kept: LookedAt) -> None:
    found, liking = kept.story().figures, kept.story().audience.people
    few = 0 < found.people < FEWEST
    place = f"No. {found.rank:,}"
    age = age_in_words(found.age_days) if found.age_days is not None else "unknown"
    since = f"Since {found.arrived:%d %b %Y}" if found.arrived is not None else "No date is known"
    shown = [
        ("Events", "few" if few else count(found.total), "How often anybody did anything with it."),
        (
            "Popularity",
            place,
            f"By number of events, of {count(kept.loaded.dataset.n_items)} titles.",
        ),
        ("Liked by", _people(liking), "People for whom what they did speaks for it on balance."),
        ("Age", age, f"{since}, to the last day of the data; its first event if nothing else."),
    ]
    if found.stars is not None:
        hidden = _people(found.ratings) == _FEW
        value = "few" if hidden else f"{found.stars:.2g} of {found.top:g}"
        why = f"Mean of what {found.ratings:,} people gave."
        shown.append(("Rating", value, f"Too few: {_FEW} people rated it." if hidden else why))
    with st.container(horizontal=True, key="item_figures"):
        for label, value, meaning in shown:
            st.metric(label, value, help=meaning, border=True, width="content")


def _people(number: int | None) -> str:
    """A count of people, never of one to ten.

    >>> _people(11), _people(10), _people(0), _people(None)
    ('11', 'under 11', '0', 'under 11')
    """
    return _FEW if number is None or 0 < number < FEWEST else count(number)


def _to_somebody(kept: LookedAt) -> None:
    """A button that leads to Explore, for somebody who likes the item."""
    somebody = a_fan(kept.loaded.dataset, kept.item)
    if st.button(
        "Explore for somebody who likes it",
        icon=":material/tune:",
        disabled=somebody is None,
        help="Opens the list of the person who liked it last."
        if somebody
        else "Nobody likes it yet.",
        key="explore_a_fan",
    ):
        session.set_person(str(somebody))
        st.switch_page("screens/explore.py")

"""Item: one title, what is like it, what joins it, and who likes it."""

import streamlit as st

from screens.parts import (
    frame,
    item_audience,
    item_facts,
    item_together,
    links,
    map_of_items,
    session,
    three_models,
)
from screens.parts.looked_at import fit_wished, looked_at

st.title("Item")
st.markdown("One title: what is like it, what goes with it, who likes it, where it stands.")


@st.fragment
def look() -> None:
    """Everything on one item, which redraws together and alone."""
    kept = looked_at(session.opened())
    map_of_items.choose_item(kept)
    kept.look_at(kept.item)
    item_facts.draw(kept)
    fit_wished(kept)
    three_models.draw(kept)
    item_together.draw(kept)
    item_audience.draw(kept)
    st.subheader("Where it stands on the map", anchor=False)
    if map_of_items.picture(kept) is not None and kept.item not in kept.maps[kept.map_model].codes:
        st.caption(map_of_items.not_on_it(kept))
    links.write()


if session.workspace() is None:
    frame.empty(
        "One title with what is like it, what goes with it and who likes it would stand here."
    )
else:
    look()
    with st.expander("How this is computed"):
        st.markdown(
            "**Similar titles** come from one approach by behaviour (who chose both), one by "
            "description and one by order (what came next); similarities compare within one "
            "approach only.\n\n"
            "**Together** counts baskets, which are what one person mainly did on one day. With "
            "*a* the item and *b* the other: support = baskets with both, confidence = support / "
            "baskets with *a*, lift = confidence / share of all baskets with *b*. Rules are "
            "ordered by confidence times log2 of lift.\n\n"
            "**Who likes it**: everybody for whom what they did speaks for it on balance. Each "
            "group's share among them is divided by its share among everybody else, with the "
            "interval of a ratio of shares (Katz), widened so that all intervals hold at once "
            "(Bonferroni, 95 %). Of a list such as favourite genres, the first entry counts. A "
            "group is shown only where at least 11 people like the item and 11 do not, and more "
            "are hidden where totals would give a small one away.\n\n"
            "**The map** puts titles near each other that one approach finds alike (t-SNE)."
        )

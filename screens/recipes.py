"""Recipes: what is in each of them and why, how their lists differ, and how to take one along."""

import streamlit as st

from screens.parts import frame, guard, own_recipe, recipe_lists, recipe_table, session, take_recipe

st.title("Recipes")
st.markdown(
    "A recipe is every choice behind a list, in one small object; here are four side by side, with "
    "the reasons."
)

columns = own_recipe.columns()
everything = st.toggle(
    "Show every field",
    key="w_every_field",
    help="Also the fields that none of these recipes changes.",
)
recipe_table.draw(columns, everything=everything)
st.caption(
    "A bar in the margin marks what differs from the usual setting. The styles imitate what these "
    "services have said in public, not their code; the numbers are our own."
)

st.subheader("How the lists differ", anchor=False)
if session.workspace() is None:
    frame.empty("How many titles the lists of one person have in common would stand here.")
else:
    with guard.sentences():  # a recipe that does not fit the data can still be removed below
        recipe_lists.draw([column.recipe for column in columns])

st.subheader("Take one along", anchor=False)
take_recipe.draw([column.recipe for column in columns])

st.subheader("Bring your own", anchor=False)
own_recipe.bring(columns)

with st.expander("How this is computed"):
    st.markdown(
        "Every field acts in one stage of the ranking, and the table follows their order: history, "
        "score, blend, adjust, hide and rules, diversify, constrain, explore, list. Weights of "
        "approaches are shown as shares of their sum. Two lists have in common the titles that "
        "stand in both, wherever they stand; each list is made for the person in the side bar."
    )

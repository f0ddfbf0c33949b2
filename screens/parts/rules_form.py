"""Rules: a small form that makes business rules, and the list of those that hold."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from recengine.data.dataset import Dataset
from recengine.data.titles import labels
from recengine.ranking import Recipe
from recengine.ranking.rules import (
    AtLeast,
    AtMost,
    Block,
    Boost,
    CrossSell,
    Only,
    Pin,
    Rule,
    UpSell,
    Where,
)
from recengine.ranking.rules.kinds import RULES
from screens.parts import guard, session
from screens.parts.looked_at import LookedAt
from screens.parts.text import plain

#: Entries of a column that can be chosen from; more are typed.
_MOST_ENTRIES = 500


def rules_form(kept: LookedAt) -> None:
    """The rules of the current recipe, and a form for another."""
    recipe = session.recipe()
    for place, rule in enumerate(recipe.rules.business):
        words, button = st.columns([5, 1], vertical_alignment="center")
        words.markdown(plain(_words(rule, kept.loaded.dataset)))
        button.button(
            "",
            icon=":material/close:",
            key=f"drop_rule_{place}",
            on_click=_set,
            args=([*recipe.rules.business[:place], *recipe.rules.business[place + 1 :]],),
            help="Leave this rule out.",
        )
    if not recipe.rules.business:
        st.caption("No rule yet. A rule holds whatever the scores are.")
    _form(kept)


def offer_unblock() -> None:
    """A way back right where a title was blocked from its card."""
    rules = session.recipe().rules.business
    last = rules[-1] if rules else None
    if isinstance(last, Block) and last.item is not None:
        dataset = session.opened().dataset
        title = str(dataset.titles[dataset.item_code(last.item)])
        st.button(
            f"Show {plain(title)} again",
            icon=":material/undo:",
            on_click=_set,
            args=([*rules[:-1]],),
            key="unblock",
            help="Takes the rule back that hides it; all rules stand under Business rules.",
        )


def block(item_id: str) -> None:
    """Never show a title again."""
    _set([*session.recipe().rules.business, Block(item=item_id)])


def _words(rule: Rule, dataset: Dataset) -> str:
    """A rule in a line, by titles rather than ids."""
    if isinstance(rule, Pin | Block) and rule.item is not None:
        title = str(dataset.titles[dataset.item_code(rule.item)])
        rule = rule.model_copy(update={"item": title})
    return rule.words[:1].upper() + rule.words[1:]


def _form(kept: LookedAt) -> None:
    dataset = kept.loaded.dataset
    kind = st.selectbox(
        "New rule",
        list(_FORMS),
        index=None,
        format_func=lambda do: RULES[do].label,
        placeholder="choose what it does",
        key="w_rule_kind",
        help="Rules are part of the recipe: they go along in its link and its JSON.",
    )
    if kind is None:
        return
    st.caption((RULES[kind].__doc__ or "").split("\n\n")[0])
    with guard.sentences():
        rule = _FORMS[kind](kept)
        st.button(
            "Add this rule",
            type="primary",
            disabled=rule is None,
            on_click=_add,
            args=(rule,),
            key="add_rule",
        )
    if rule is None:
        st.caption(_missing(kind, dataset))


def _missing(kind: str, dataset: Dataset) -> str:
    if not _columns(dataset) and kind not in ("pin", "block"):
        return "A file of items with a column such as price, brand or stock would unlock this rule."
    return "Say which titles are meant."


def _add(rule: Rule) -> None:
    _set([*session.recipe().rules.business, rule])
    st.session_state.w_rule_kind = None


def _set(rules: list[Rule]) -> None:
    recipe = session.recipe()
    held = {**recipe.rules.model_dump(), "business": [rule.model_dump() for rule in rules]}
    with guard.sentences():
        session.set_recipe(recipe.changed(rules=held, name=_own(recipe)), as_reference=False)


def _own(recipe: Recipe) -> str:
    return "Own mix" if recipe == session.reference() else recipe.name


def _pin(kept: LookedAt) -> Rule | None:
    item = _title(kept)
    place = st.number_input("Place", 1, 100, 1, key="w_rule_place", help="1 is the top.")
    return None if item is None else Pin(item=item, place=int(place))


def _block(kept: LookedAt) -> Rule | None:
    whole = st.toggle(
        "All that meet a condition", key="w_rule_many", help="Off blocks a single title."
    )
    if whole:
        where = _where(kept)
        return None if where is None else Block(where=where)
    item = _title(kept)
    return None if item is None else Block(item=item)


def _only(kept: LookedAt) -> Rule | None:
    where = _where(kept)
    return None if where is None else Only(where=where)


def _boost(kept: LookedAt) -> Rule | None:
    by = _share("By", -100, 100, 20, "As a share of the best score; below 0 lowers.")
    if st.toggle(
        "In step with a column", key="w_rule_in_step", help="Such as margin: the highest gets all."
    ):
        column = _column(kept.loaded.dataset, ("number",))
        return None if column is None else Boost(by=by, column=column)
    where = _where(kept)
    return None if where is None else Boost(by=by, where=where)


def _at_most(kept: LookedAt) -> Rule | None:
    number = st.number_input("How many", 1, 100, 2, key="w_rule_number", help="Of one kind.")
    column = _column(kept.loaded.dataset, ("category", "list"))
    return None if column is None else AtMost(number=int(number), column=column)


def _at_least(kept: LookedAt) -> Rule | None:
    share = _share("Share of the list", 5, 100, 30, "Rounded up to whole places.")
    where = _where(kept)
    return None if where is None else AtLeast(share=share, where=where)


def _cross_sell(_kept: LookedAt) -> Rule | None:
    return CrossSell(by=_share("By up to", 5, 100, 30, "As a share of the best score."))


def _up_sell(kept: LookedAt) -> Rule | None:
    by = _share("By", 5, 100, 20, "As a share of the best score.")
    price = _column(kept.loaded.dataset, ("number",), "Column with the price", "price")
    most = st.slider(
        "At most so many times the price",
        1.1,
        3.0,
        1.5,
        0.1,
        key="w_rule_most",
        help="Of the latest choice.",
    )
    return None if price is None else UpSell(by=by, price=price, most=most)


_FORMS: dict[str, Callable[[LookedAt], Rule | None]] = {
    "pin": _pin,
    "block": _block,
    "only": _only,
    "boost": _boost,
    "at_most": _at_most,
    "at_least": _at_least,
    "cross_sell": _cross_sell,
    "up_sell": _up_sell,
}


def _where(kept: LookedAt) -> Where | None:
    """A condition on a column; None until it says anything."""
    dataset = kept.loaded.dataset
    column = _column(dataset, ("category", "list", "number"))
    if column is None:
        return None
    if _columns(dataset)[column] == "number":
        lowest, highest = kept.loaded.engine.catalogue.columns.bounds(column)
        low = st.number_input(
            "At least", value=lowest, key=f"w_rule_least_{column}", help="Included."
        )
        high = st.number_input(
            "At most", value=highest, key=f"w_rule_most_{column}", help="Included."
        )
        return Where(column=column, least=low, most=high) if low <= high else None
    names = list(kept.loaded.engine.catalogue.columns.entries(column)[0])
    if len(names) > _MOST_ENTRIES:
        typed = st.text_input("Entry", key=f"w_rule_typed_{column}", help="As in the file.")
        return Where(column=column, one_of=(typed,)) if typed in names else None
    chosen = st.multiselect(
        "Is one of",
        names,
        key=f"w_rule_entries_{column}",
        help="Entries of the column.",
        max_selections=50,
    )
    return Where(column=column, one_of=tuple(chosen)) if chosen else None


def _columns(dataset: Dataset) -> dict[str, str]:
    """What the columns of the items hold, titles aside."""
    return {held.name: held.kind for held in dataset.item_attributes if held.name != "title"}


def _column(
    dataset: Dataset,
    kinds: tuple[str, ...],
    label: str = "Column of the items",
    first: str = "",
) -> str | None:
    names = [name for name, kind in _columns(dataset).items() if kind in kinds]
    names.sort(key=lambda name: name != first)
    return st.selectbox(
        label, names, key=f"w_rule_column_{kinds[0]}", help="A column of the file of items."
    )


def _title(kept: LookedAt) -> str | None:
    """Id of a title of the list or of the catalogue."""
    dataset = kept.loaded.dataset
    typed = st.text_input(
        "Title", key="w_rule_title", help="Any words of the title, or the id; then Enter."
    )
    found = kept.matches(typed)[:20] if typed else []
    codes = [int(code) for code in found]
    if typed and not codes:
        st.caption("No title holds all of these words.")
    names = labels(dataset, codes)
    code = st.selectbox(
        "Which one",
        codes,
        format_func=names.__getitem__,
        key="w_rule_item",
        help="The titles that hold what was typed.",
        disabled=not codes,
    )
    return None if code is None else str(dataset.item_ids[code])


def _share(label: str, low: int, high: int, usual: int, words: str) -> float:
    key = f"w_rule_share_{label}"
    return st.slider(label, low, high, usual, 5, format="%d %%", key=key, help=words) / 100

"""Visiting: what the visitor of the open data set has answered and looked at so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from recengine.data.history import History
from recengine.evaluation.newcomers import Learning
from recengine.ranking import Recommendations
from recengine.ranking.group_defaults import GroupList, group_list, groups_of
from recengine.ranking.onboarding import Answer, Onboarding, Question
from recengine.ranking.visit import Act, Look, answers_of, visit_history
from screens.parts import jobs, session


@dataclass(eq=False)
class Visiting:
    """One visitor of one data set.

    Parameters
    ----------
    loaded : the data set and what was fitted when it was opened.
    onboarding : asks.
    acts : answers and looks, in their order.
    known : the group that the visitor belongs to, value by column; empty for none.
    column : whose groups are compared.
    measured : how soon newcomers' lists beat popularity, once that was asked for.
    wishes : jobs that were asked for.
    """

    loaded: session.Workspace
    onboarding: Onboarding
    acts: list[Act] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    column: str = ""
    measured: Learning | None = None
    wishes: dict[str, str] = field(default_factory=dict)
    _asked: dict[tuple[Answer, ...], Question] = field(default_factory=dict)
    _groups: dict[tuple[str, str], GroupList] = field(default_factory=dict)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers alone."""
        return answers_of(self.acts)

    @property
    def history(self) -> History:
        """The visit as what somebody did."""
        return visit_history(self.loaded.dataset, self.acts, self.known)

    def question(self) -> Question:
        """What is asked next; each is worked out once."""
        if self.answers not in self._asked:
            self._asked[self.answers] = self.onboarding.ask(self.answers)
        return self._asked[self.answers]

    def answer(self, shown: tuple[int, ...], picked: int | None) -> None:
        """Take an answer; one to a question that is no longer asked (a second click) is none."""
        if shown == self.question().shown:
            self.acts.append(Answer(shown, picked))

    def look(self, item: int) -> None:
        """Look at a title of the list."""
        self.acts.append(Look(item))

    def back(self) -> None:
        """Undo the latest act."""
        if self.acts:
            self.acts.pop()

    def again(self) -> None:
        """Forget the visit; what is known of the visitor stays."""
        self.acts.clear()

    def recommend(self) -> Recommendations:
        """The list by the recipe of the session; before any event what the group likes."""
        history, recipe = self.history, session.recipe()
        if not len(history.items):
            recipe = recipe.changed(models={"popularity": 1.0})
        return self.loaded.engine.recommend(history, recipe, person="visitor")

    def group(self, column: str, group: str) -> GroupList:
        """What a group likes most; each is counted once."""
        if (column, group) not in self._groups:
            self._groups[column, group] = group_list(self.loaded.dataset, column, group)
        return self._groups[column, group]

    def columns(self) -> Sequence[str]:
        """Columns of people that make groups large enough to be shown, the telling one first."""
        dataset = self.loaded.dataset
        found = [each.column for each in dataset.traits if len(groups_of(dataset, each.column)) > 1]
        telling = telling_column(self.loaded)
        return sorted(found, key=lambda column: column != telling)


def visiting(loaded: session.Workspace) -> Visiting:
    """The visitor of the open data set; that of another is forgotten."""
    kept: Visiting | None = st.session_state.get("visiting")
    if kept is None or kept.loaded is not loaded:
        jobs.drop("measure_newcomers")
        kept = Visiting(loaded, Onboarding(loaded.dataset))
        st.session_state.visiting = kept
    return kept


def telling_column(loaded: session.Workspace) -> str:
    """The column by which newcomers are told apart here; empty where none is worth it."""
    return str(getattr(loaded.engine.models["popularity"], "segment_", ""))

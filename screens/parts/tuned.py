"""Tuned: what the search for a recipe has found for the open data, and what it waits for.

One object a data set, as in ``looked_at``: another data set gets another, and the old one goes
with all it holds.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st

from recengine.evaluation.report import Report
from recengine.evaluation.searching import Bench, Search, begin, confirm, go_on
from recengine.progress import Progress, part_of
from recengine.ranking import Recipe
from screens.parts import session
from screens.parts.looked_at import awaited

#: Keys of the jobs, and what their panels say.
SEARCH, LOOK = session.SEARCH_JOBS
#: Seconds that one may search for, in words.
BUDGETS = {30.0: "30 s", 60.0: "1 min", 180.0: "3 min"}
#: Share of the panel that fitting is shown as, where it has to come first.
_FITTING = 0.15
#: More than a visitor can look through; a search that has as many has nothing left to say.
MOST_TRIALS = 1_000


@dataclass(frozen=True)
class Wanted:
    """What to search for."""

    start: Recipe
    goal: str
    split: str
    seconds: float

    def made(self, search: Search) -> bool:
        """Whether a search has these settings, however long it took."""
        same = (self.goal, self.split) == (search.goal, search.split)
        return same and self.start.only(search.members) == search.start


@dataclass(eq=False)
class Tuned:
    """What one visitor has searched for in one data set.

    Parameters
    ----------
    loaded : the data set.
    bench : fitted for the last search; kept, so that going on costs no fit.
    search : with all trials so far, also while more are made.
    wanted : settings of the last search.
    chosen : number of the trial that is looked at; None for the most accurate.
    report : of the last look at the test.
    wishes : what a job was asked for and has not brought yet, by the key of the job.
    """

    loaded: session.Workspace
    bench: Bench | None = None
    search: Search | None = None
    wanted: Wanted | None = None
    chosen: int | None = None
    report: Report | None = None
    wishes: dict[str, str] = field(default_factory=dict)

    def wish_anew(self, wanted: Wanted) -> None:
        """Search with these settings from the first trial on."""
        self.wanted, self.chosen, self.report = wanted, None, None
        self.wishes[SEARCH] = "anew"

    def wish_more(self, seconds: float) -> None:
        """Go on with the search as it is."""
        if self.wanted is not None:
            self.wanted = dataclasses.replace(self.wanted, seconds=seconds)
            self.wishes[SEARCH] = "on"

    def wish_look(self, number: int) -> None:
        """Look at the test for one trial."""
        self.wishes[LOOK] = str(number)


def tuned(loaded: session.Workspace) -> Tuned:
    """What belongs to the open data set; what belongs to another is dropped."""
    kept: Tuned | None = st.session_state.get("tuned")
    if kept is None or kept.loaded is not loaded:
        session.forget_search()
        kept = st.session_state.tuned = Tuned(loaded)
    return kept


def search_wished(kept: Tuned) -> None:
    """Search as somebody asked; every trial is there as soon as it is made."""
    wished, wanted = kept.wishes.get(SEARCH), kept.wanted
    if wished is None or wanted is None:
        return
    title = "Searching" if wished == "anew" else "Searching on"
    awaited(kept, SEARCH, title, lambda p: _search(kept, wanted, p, anew=wished == "anew"))


def look_wished(kept: Tuned) -> None:
    """Look at the test as somebody asked."""
    wished = kept.wishes.get(LOOK)
    if wished is None or kept.search is None:
        return
    found, number = kept.search, int(wished)
    awaited(kept, LOOK, "Looking at the test", lambda p: _look(kept, found, number, p))


def _search(kept: Tuned, wanted: Wanted, progress: Progress, *, anew: bool) -> bool:
    """Fit where that was not done, then try recipes; the search grows as it goes."""
    begun = 0.0
    if kept.bench is None or kept.bench.split != wanted.split:
        members = tuple(kept.loaded.engine.models)
        begun = _FITTING
        kept.bench = Bench.of(
            kept.loaded.dataset,
            members,
            split=wanted.split,
            progress=part_of(progress, 0.0, begun),
        )
    looks = kept.search.looks if kept.search is not None else ()
    if anew or kept.search is None:
        new = begin(kept.bench, wanted.start, wanted.goal)
        kept.search = dataclasses.replace(new, looks=looks)
    go_on(
        kept.search,
        kept.bench,
        seconds=wanted.seconds,
        trials=MOST_TRIALS,
        take=lambda found: setattr(kept, "search", found),
        progress=part_of(progress, begun, 1.0),
    )
    return True


def _look(kept: Tuned, found: Search, number: int, progress: Progress) -> bool:
    kept.search, kept.report = confirm(
        kept.loaded.dataset,
        found,
        number,
        when=datetime.now(UTC),
        again=bool(found.looks),
        progress=progress,
    )
    return True

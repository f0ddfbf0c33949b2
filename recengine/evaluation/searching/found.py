"""Found: what a search has tried so far, ready to be shown, kept as JSON, or gone on with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from pydantic import TypeAdapter, ValidationError

from recengine.arrays import Floats
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation.searching.front import front
from recengine.evaluation.searching.space import Choices
from recengine.evaluation.searching.starts import Origin
from recengine.evaluation.significance.uncertainty import Estimate
from recengine.ranking import Recipe


@dataclass(frozen=True)
class RecipeTrial:
    """A recipe that was tried.

    Parameters
    ----------
    recipe : as it was ranked by.
    origin : why it was tried.
    choices : what the search knows it by.
    figures : the accuracy and every goal, means over the validation people.
    gains : by how much they differ from those of the start, for the same people.
    seconds : that it took.
    """

    recipe: Recipe
    origin: Origin
    choices: Choices
    figures: dict[str, Estimate]
    gains: dict[str, Estimate]
    seconds: float


@dataclass(frozen=True)
class Look:
    """One look at the test.

    Parameters
    ----------
    when : date and time, ISO 8601.
    recipe : that was looked at.
    words : what came out, in a sentence or two.
    verdict : on its accuracy against the start.
    figures : of each contender, by metric.
    people : how many were tested.
    """

    when: str
    recipe: Recipe
    words: str
    verdict: str
    figures: dict[str, dict[str, Estimate]]
    people: int


@dataclass(frozen=True)
class Search:
    """All trials of a search, and every look at the test.

    Parameters
    ----------
    fingerprint : of the data.
    split : how test and validation part were put aside.
    accuracy, goal : keys of the two figures that are wanted.
    seed : of everything left to chance.
    people : how many people trials are judged by.
    members : approaches that recipes may weigh.
    start : the recipe that the search starts from.
    trials : in the order they were made, the start first.
    looks : at the test, the first one first.
    """

    fingerprint: str
    split: str
    accuracy: str
    goal: str
    seed: int
    people: int
    members: tuple[str, ...]
    start: Recipe
    trials: tuple[RecipeTrial, ...] = ()
    looks: tuple[Look, ...] = ()

    def with_trial(self, trial: RecipeTrial) -> Self:
        """One trial more."""
        return replace(self, trials=(*self.trials, trial))

    def with_look(self, look: Look) -> Self:
        """One look more."""
        return replace(self, looks=(*self.looks, look))

    @property
    def best(self) -> int:
        """Number of the most accurate trial; of equal ones that with more of the goal."""
        return self.front[0]

    @property
    def points(self) -> Floats:
        """(n_trials, 2) the goal and the accuracy of each trial."""
        pairs = [
            (each.figures[self.goal].mean, each.figures[self.accuracy].mean) for each in self.trials
        ]
        return np.array(pairs, dtype=float).reshape(-1, 2)

    @property
    def front(self) -> tuple[int, ...]:
        """Numbers of the trials that none beats in both figures, by the goal from low to high."""
        return tuple(front(self.points).tolist())

    def giving_up(self, share: float) -> int:
        """The trial with most of the goal that keeps all but ``share`` of the best accuracy."""
        points = self.points
        enough = points[:, 1] >= (1 - share) * points[:, 1].max()
        return int(np.argmax(np.where(enough, points[:, 0], -np.inf)))

    def to_json(self) -> str:
        """Everything, to go on with later."""
        return _ADAPTER.dump_json(self, indent=1).decode()

    @classmethod
    def from_json(cls, text: str) -> Search:
        """What ``to_json`` wrote; anything else is refused."""
        try:
            search = _ADAPTER.validate_json(text)
        except ValidationError as error:
            raise unreadable("This is no search that was kept.") from error
        if search.trials and search.trials[0].recipe != search.start:
            raise unreadable(
                "The first trial of this search is not the recipe that it started with."
            )
        for number, trial in enumerate(search.trials, start=1):
            for key in (search.goal, search.accuracy):
                if key not in trial.figures or key not in trial.gains:
                    raise unreadable(f"Trial {number} of this search lacks a figure of {key}.")
        return search


def unreadable(message: str) -> InvalidSetting:
    """The error of a file that holds no search, or one that was changed by hand."""
    fix = "Give the file as tune --state wrote it, or begin anew without one."
    return InvalidSetting(Problem("unreadable_search", message, fix))


_ADAPTER = TypeAdapter(Search)

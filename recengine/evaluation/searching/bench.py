"""Bench: where trials of recipes are judged; approaches are fitted once, and a recipe is no fit.

The data fall into three parts in order. The last (test) is put away before anything is fitted and
is not held here. Of the rest, the last is what trials have to find (validation), and approaches
learn from what remains. Trials are judged by lists for the same few hundred people, drawn once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from recengine.arrays import Array, Floats
from recengine.data.dataset import Dataset
from recengine.data.splits import Split, SplitSettings, make_splits
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation.made import Made
from recengine.evaluation.measuring import refuse_lacking
from recengine.evaluation.metrics import Facts, Lists, Metric, MetricAt, parse_metrics
from recengine.evaluation.searching.goals import Goal, goals_of
from recengine.progress import Progress, part_of, quiet
from recengine.ranking import Engine, Recipe

#: Approaches that take seconds to fit and speak differently.
MEMBERS = (
    "popularity",
    "trending",
    "content",
    "item_knn",
    "ease",
    "als",
    "markov",
    "session_knn",
    "seq_linear",
)
#: Ways to split that can be applied twice, for a validation part and a test of the same kind.
SPLITS_OF_THREE = ("leave_last_out", "temporal", "random")
#: Most people whose lists trials are judged by.
PEOPLE = 400


@dataclass(frozen=True, eq=False)
class Bench:
    """Fitted approaches, and people with something to find.

    Parameters
    ----------
    fingerprint : of the whole data set.
    split : how the test and then the validation part were put aside, such as leave_last_out.
    engine : fitted on what is learned from.
    facts : what is learned from, whose lists are judged, and what these have to find; the test is
        in none of them.
    accuracy : a metric of which more is better, one value a person.
    goals : what else lists are judged by.
    seed : that drew the people.
    """

    fingerprint: str
    split: str
    engine: Engine
    facts: Facts
    accuracy: MetricAt
    goals: tuple[Goal, ...]
    seed: int

    @classmethod
    def of(
        cls,
        dataset: Dataset,
        members: Sequence[str] = MEMBERS,
        *,
        split: str = "leave_last_out",
        metric: str = "ndcg@10",
        people: int = PEOPLE,
        seed: int = 0,
        progress: Progress = quiet,
    ) -> Self:
        """Put the test and the validation part aside, and fit the approaches that the data allow.

        Parameters
        ----------
        members : names of approaches that recipes may weigh.
        people : most people to judge by.
        """
        accuracy = _judging(metric)
        refuse_lacking([accuracy], dataset)
        progress(0.0, "Splitting the data")
        inner = _once(_once(dataset, split, seed).train, split, seed)
        engine = Engine.fit(
            inner.train, members, part_of(progress, 0.02, 1.0), leave_out_unsupported=True
        )
        drawn = np.random.default_rng(seed).permutation(inner.people)[:people]
        few = replace(inner, people=np.sort(drawn), newcomers=inner.newcomers[:0])
        return cls(
            fingerprint=dataset.fingerprint,
            split=split,
            engine=engine,
            facts=Facts(few),
            accuracy=accuracy,
            goals=goals_of(inner.train)[0],
            seed=seed,
        )

    @property
    def members(self) -> tuple[str, ...]:
        """Names of the fitted approaches."""
        return tuple(self.engine.models)

    @property
    def people(self) -> Array:
        """(n,) codes of those whose lists are judged."""
        return self.facts.split.people

    @property
    def train(self) -> Dataset:
        """What is learned from."""
        return self.facts.split.train

    def judge(self, recipe: Recipe, progress: Progress = quiet) -> dict[str, Floats]:
        """(n_people,) values of the accuracy and of every goal, by their keys."""
        codes = self.engine.rank(
            self.facts.known,
            self.engine.suited(recipe),
            self.facts.ids,
            self.accuracy.k,
            progress=progress,
        )
        lists = Lists.of(Made(codes), self.facts)
        return {
            self.accuracy.key: self.accuracy.measure(lists),
            **{goal.name: goal.measure(lists) for goal in self.goals},
        }


def _once(dataset: Dataset, split: str, seed: int) -> Split:
    """One fold; of a protocol with several windows there is no one last part to put away."""
    if split not in SPLITS_OF_THREE:
        raise InvalidSetting(
            Problem(
                "no_three_parts",
                f"The split {split!r} does not part data into what is learned from, what recipes "
                "have to find, and a test.",
                f"Choose one of {', '.join(SPLITS_OF_THREE)}.",
                value=split,
            )
        )
    return make_splits(dataset, SplitSettings(name=split, seed=seed))[0]


def _judging(metric: str) -> MetricAt:
    """The metric that trials are judged by; refused before any work."""
    wanted = parse_metrics(metric)
    if len(wanted) != 1 or not _possible(wanted[0].metric):
        raise InvalidSetting(
            Problem(
                "no_metric_to_search_by",
                f"Trials are judged by one metric of each person of which more is better, and "
                f"{metric!r} is not that.",
                "Choose one such as ndcg@10.",
                value=metric,
            )
        )
    return wanted[0]


def _possible(metric: Metric) -> bool:
    """Whether trials can be judged by it: of each person, by lists alone, more is better."""
    return metric.per_person and metric.higher_is_better and metric.needs == "lists"

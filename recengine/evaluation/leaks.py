"""Leaks: whether an approach leads only because it may learn from the future.

    lead(split) = metric of the approach - metric of popularity, for the same people
    share       = lead(random) / metric of popularity at random
    promised    = share * metric of popularity in time

The same approach is judged twice, each time against popularity. Under a random split, training data
hold what everybody did after the events to find; under a split in time they hold nothing of it. A
lead that is clear at random and gone in time rests on the future: nobody would see it in real use.

Whatever is asked, one split may be harder than the other, and all leads smaller with it. So the
lead at random is held as a share of popularity's own figure: half as much again at random promises
half as much again in time. A lead is clear where the comparison's verdict is "better". It counts as
gone only where the whole interval in time lies below what the low end of the interval at random
promises, so that few people to test do not accuse anybody. Where popularity finds nothing at
random, nothing is promised. The approach is fitted twice, and popularity too.

Ji, Sun, Zhang and Li (2023). A critical study on data leakage in recommender system offline
evaluation. ACM Transactions on Information Systems 41(3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from recengine.data.dataset import Dataset
from recengine.data.splits import Split, random_split, temporal_split
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation.contenders import Contender, ModelContender
from recengine.evaluation.evaluate import evaluate
from recengine.evaluation.metrics import MetricAt, parse_metrics
from recengine.evaluation.phrases import Phrases
from recengine.evaluation.report import Report
from recengine.evaluation.significance.comparison import Comparison
from recengine.models import Popularity
from recengine.progress import Progress, part_of, quiet

Lead = Literal["rests on the future", "holds", "is not clear at random", "cannot be told"]

_RIVAL = "popularity"


@dataclass(frozen=True)
class LeakCheck:
    """An approach against popularity, with the future to learn from and without.

    Parameters
    ----------
    label : of the approach.
    metric : of both comparisons.
    at_random : the approach against popularity under a random split.
    in_time : the same under a split in time.
    popularity_at_random, popularity_in_time : the metric of popularity itself.
    """

    label: str
    metric: MetricAt
    at_random: Comparison
    in_time: Comparison
    popularity_at_random: float
    popularity_in_time: float

    @property
    def lead(self) -> Lead:
        """What has become of the lead."""
        if self.at_random.verdict != "better":
            return "is not clear at random"
        if self.in_time.verdict == "better":
            return "holds"
        return "rests on the future" if self._is_gone else "cannot be told"

    @property
    def _is_gone(self) -> bool:
        if not self.popularity_at_random:
            return False
        scale = self.popularity_in_time / self.popularity_at_random
        if self.metric.metric.higher_is_better:
            return self.in_time.high < self.at_random.low * scale
        return self.in_time.low > self.at_random.high * scale

    @property
    def sentence(self) -> str:
        """The finding, for somebody who has to decide."""
        said = (
            f"Under a random split the {self.metric.label} of {self.label} is "
            f"{self._against(self.at_random, self.popularity_at_random)}"
        )
        if self.lead == "is not clear at random":
            return f"{said}, which is no clear lead."
        said += (
            "; in time, with nothing of the future to learn from, it is "
            f"{self._against(self.in_time, self.popularity_in_time)}. "
        )
        if self.lead == "cannot be told":
            return said + "Whether the lead rests on the future cannot be told from this."
        return f"{said}The lead {self.lead}."

    def _against(self, comparison: Comparison, level: float) -> str:
        """Such as ``0.12 (95 % interval 0.08 to 0.16) above the 0.20 of popularity``."""
        phrases = Phrases(self.metric, scale=1.0, decimals=3)
        side = "above" if comparison.difference >= 0 else "below"
        size = phrases.number(abs(comparison.difference))
        within = phrases.between(comparison.low, comparison.high)
        return f"{size} ({within}) {side} the {phrases.number(level)} of popularity"


def leak_check(
    dataset: Dataset,
    make: Callable[[], Contender],
    *,
    metric: str = "ndcg",
    k: int = 10,
    share: float = 0.2,
    seed: int = 0,
    progress: Progress = quiet,
) -> LeakCheck:
    """Judge an approach against popularity under a random split and under one in time.

    Parameters
    ----------
    dataset : with times; refused without.
    make : gives the approach, not yet fitted, anew at each call.
    metric : one that each person has, such as ``ndcg`` or ``recall@20``.
    k : places of a list, where the metric does not say.
    share : part that is held back by either split.
    seed : of the random split and of the intervals.
    progress : called at every step of a fit; may raise Cancelled.

    >>> from recengine.data.samples import load_sample
    >>> from recengine.models import create
    >>> leak_check(load_sample("shop"), lambda: ModelContender(create("item_knn"))).lead
    'holds'
    """
    wanted = parse_metrics(metric, k)[0]
    if not wanted.metric.per_person:
        raise InvalidSetting(
            Problem(
                "metric_not_per_person",
                f"{wanted.label} is a count of all lists, so that a lead has no interval.",
                "Choose a metric that each person has, such as ndcg.",
                value=metric,
            )
        )
    in_time = temporal_split(dataset, share=share)  # first, since it may be refused
    at_random = random_split(dataset, share=share, seed=seed)

    def judged(split: Split, step: Progress) -> Report:
        contenders = [ModelContender(Popularity()), make()]
        return evaluate(
            dataset,
            contenders,
            split=split,
            metrics=wanted.key,
            seed=seed,
            baseline=_RIVAL,
            progress=step,
        )

    random = judged(at_random, part_of(progress, 0.0, 0.5))
    time = judged(in_time, part_of(progress, 0.5, 1.0))
    levels = (report.result(_RIVAL).metrics[wanted.key].mean for report in (random, time))
    return LeakCheck(
        random.results[1].label, wanted, random.comparisons[0], time.comparisons[0], *levels
    )

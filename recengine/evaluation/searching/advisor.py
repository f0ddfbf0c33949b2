"""Advisor: which choices to try next, by trees of Parzen estimators over the trials so far.

    good, poor  the trials that rank best by the aim, and the others
    next        of some choices drawn near good ones, those with the largest  p_good / p_poor

Trials take turns between two aims: both figures together, ranked by fronts, which spreads them
along the front; and accuracy alone, since the front has many points and only one of them is the
most accurate.

The chance of a trial follows from the seed and its number. So what comes next depends on the
trials so far and on nothing else, and a search can be stopped and gone on with.

Ozaki, Tanigaki, Watanabe, Nomura and Onishi (2022). Multiobjective tree-structured Parzen
estimator. JAIR 73; as in Optuna.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recengine.evaluation.searching.found import RecipeTrial, Search, unreadable
from recengine.evaluation.searching.space import Choices, rounded

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution


class Advisor:
    """Knows every trial of a search.

    Parameters
    ----------
    search : with the trials so far.
    space : what may be chosen.
    """

    def __init__(self, search: Search, space: dict[str, BaseDistribution]) -> None:
        import optuna  # noqa: PLC0415  slow to import

        optuna.logging.set_verbosity(optuna.logging.CRITICAL)
        self._seed, self._space = search.seed, space
        self._aims = ((search.accuracy, search.goal), (search.accuracy,))
        self._studies = [
            optuna.create_study(directions=["maximize"] * len(aim)) for aim in self._aims
        ]
        try:
            for each in search.trials:
                self.learn(each)
        except ValueError as error:  # from Optuna, which compares them with the space
            raise unreadable(
                "A trial of this search has choices that nobody could have made."
            ) from error

    def learn(self, tried: RecipeTrial) -> None:
        """Take a trial into account."""
        import optuna  # noqa: PLC0415  slow to import

        for aim, study in zip(self._aims, self._studies, strict=True):
            study.add_trial(
                optuna.trial.create_trial(
                    params=tried.choices,
                    distributions=self._space,
                    values=[tried.figures[key].mean for key in aim],
                )
            )

    def next(self, number: int, *, by_lot: bool) -> Choices:
        """The choices of the trial of that number; ``by_lot`` has no regard to the others."""
        import optuna  # noqa: PLC0415  slow to import

        seed = int(np.random.default_rng([self._seed, number]).integers(2**31))
        kind = optuna.samplers.RandomSampler if by_lot else optuna.samplers.TPESampler
        study = self._studies[number % len(self._studies)]
        study.sampler = kind(seed=seed)
        asked = study.ask(self._space)
        study.tell(asked, state=optuna.trial.TrialState.FAIL)  # what was tried is learned above
        return rounded(asked.params, self._space)

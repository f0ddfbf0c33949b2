"""SVD++: SVD that also hears which items somebody rated at all.

    r(u, i) = mean + b_u + b_i + q_i . (p_u + |N|^-1/2 sum of y_j over the items N that u rated)

What somebody chooses to rate says something of their taste, whatever the stars. A little more
accurate than SVD, and many times slower to fit. The fit is the one of the library Surprise, which
cannot be stopped half way; fold-in and reasons are computed here.

Koren (2008). Factorization meets the neighborhood: a multifaceted collaborative filtering model.
KDD '08. Hug (2020). Surprise: a Python library for recommender systems. JOSS 5(52).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from recengine.data.dataset import Dataset
from recengine.models.base import Capabilities
from recengine.models.parameters import above_zero, any_seed, whole
from recengine.models.star_factors import StarFactorModel
from recengine.progress import Progress, quiet


@dataclass(eq=False)
class SVDpp(StarFactorModel):
    """Biased matrix factorization of ratings, with a point for every item somebody rated.

    Parameters
    ----------
    factors : dimensions of taste.
    learning_rate : length of a step.
    l2 : pull of all numbers towards zero.
    epochs : passes over the ratings.
    seed : of the starting points.

    Attributes
    ----------
    mean_, habits_ : mean of all ratings, and (n_items,) how far above it each item is.
    item_factors_, implicit_factors_ : (n_items, factors) q and y.
    """

    factors: int = whole(20, most=4096)
    learning_rate: float = above_zero(0.007, most=1.0)
    l2: float = above_zero(0.02)
    epochs: int = whole(20)
    seed: int = any_seed()

    name: ClassVar[str] = "svdpp"
    label: ClassVar[str] = "SVD++"
    kind: ClassVar[str] = "factors"
    help: ClassVar[str] = "SVD that also hears which items somebody rated at all."
    use: ClassVar[str] = "Use it to predict stars better than SVD, where time allows."
    capabilities: ClassVar[Capabilities] = Capabilities(ratings=True, patient=True)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Descend from small random points."""
        from surprise import SVDpp as Fit  # noqa: PLC0415  slow to import

        return self._learn(
            Fit(
                n_factors=self.factors,
                n_epochs=self.epochs,
                lr_all=self.learning_rate,
                reg_all=self.l2,
                random_state=self.seed,
                cache_ratings=True,
            ),
            dataset,
            progress,
        )

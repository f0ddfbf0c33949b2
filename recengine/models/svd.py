"""SVD: how many stars, from habits and from taste in a few dimensions.

    minimise  sum_ui (r_ui - mean - b_u - b_i - q_i . p_u)^2
              + l2 (b_u^2 + b_i^2 + |q_i|^2 + |p_u|^2)     by stochastic gradient descent

Use it to predict ratings, and to see what stars hide: it says how much somebody would like an
item, not whether they would choose it, so for lists of what to show next models of likes do
better. The fit is the one of the library Surprise, which cannot be stopped half way; fold-in and
reasons are computed here.

Funk (2006). Netflix update: try this at home; as in Koren, Bell and Volinsky (2009). Matrix
factorization techniques for recommender systems. Computer 42(8). Hug (2020). Surprise: a Python
library for recommender systems. JOSS 5(52).
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
class SVD(StarFactorModel):
    """Biased matrix factorization of ratings.

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
    item_factors_ : (n_items, factors).
    """

    factors: int = whole(100, most=4096)
    learning_rate: float = above_zero(0.005, most=1.0)
    l2: float = above_zero(0.02)
    epochs: int = whole(20)
    seed: int = any_seed()

    name: ClassVar[str] = "svd"
    label: ClassVar[str] = "SVD"
    kind: ClassVar[str] = "factors"
    help: ClassVar[str] = "How many stars, from habits and taste; learns from ratings."
    use: ClassVar[str] = "Use it to predict how many stars, not what is chosen next."
    capabilities: ClassVar[Capabilities] = Capabilities(ratings=True)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Descend from small random points."""
        from surprise import SVD as Fit  # noqa: PLC0415, N811  slow to import

        return self._learn(
            Fit(
                n_factors=self.factors,
                n_epochs=self.epochs,
                lr_all=self.learning_rate,
                reg_all=self.l2,
                random_state=self.seed,
            ),
            dataset,
            progress,
        )

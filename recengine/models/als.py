"""ALS: people and items as points in a few dimensions, for likes without ratings.

    minimise  sum_ui  c_ui (p_ui - x_u . y_i)^2  +  l2 (sum_u |x_u|^2 + sum_i |y_i|^2)
    p_ui = 1 where u liked i, else 0;    c_ui = 1 + alpha * weight_ui  there, else 1

Alternates exact least squares for people and for items. A newcomer is one such solve, and so the
score of an item is a sum over the history (Hu et al., section 5):

    x_u . y_i = sum_j  y_i' W_u y_j c_uj,     W_u = (Y'C_uY + l2 I)^-1

Use it on sparse data with many people, and where a map of taste is wanted. The fit is the one of
the library ``implicit``, with BLAS held to one thread inside, since nested thread pools slow it
down; fold-in and reasons are computed here. Of more than a million likes a sample of people takes
the first rounds and everybody the last five: where items stand shows with fewer, and newcomers are
folded in anyway.

Hu, Koren and Volinsky (2008). Collaborative filtering for implicit feedback datasets. ICDM '08.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Floats
from recengine.data.dataset import Dataset
from recengine.models.factors import FactorModel
from recengine.models.fitting import check_points_fit, settling
from recengine.models.parameters import above_zero, any_seed, not_negative, whole
from recengine.models.threads import one_blas_thread
from recengine.progress import Progress, quiet

#: Likes that show where items stand; of more, a sample of people takes the first rounds.
_ENOUGH_LIKES = 1_000_000
#: Rounds in which everybody takes part all the same.
_OF_EVERYBODY = 5


@dataclass(eq=False)
class ALS(FactorModel):
    """Implicit alternating least squares.

    Parameters
    ----------
    factors : dimensions of the map.
    l2 : pull of all coordinates towards zero.
    alpha : how much more a like counts than its absence.
    epochs : rounds of alternation.
    seed : of the starting points.

    Attributes
    ----------
    item_factors_ : (n_items, factors).
    """

    factors: int = whole(64, most=4096)
    l2: float = above_zero(1.0)
    alpha: float = not_negative(2.0)
    epochs: int = whole(15)
    seed: int = any_seed()

    name: ClassVar[str] = "als"
    label: ClassVar[str] = "ALS factors"
    kind: ClassVar[str] = "factors"
    help: ClassVar[str] = "People and items as points on a map of taste; good on sparse data."
    use: ClassVar[str] = "Use it on sparse data with many people; has a map of taste."

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Alternate; tells its progress after every round."""
        from implicit.cpu.als import AlternatingLeastSquares  # noqa: PLC0415  slow to import

        check_points_fit(self.label, dataset.n_users, dataset.n_items, self.factors)
        X = sparse.csr_matrix(dataset.histories.likes.astype(np.float32))  # implicit knows no array
        X.data *= self.alpha
        X.data += 1.0
        items: Any = None
        done = 0
        for rounds, people in _stages(X, self.epochs, self.seed):
            with one_blas_thread(), settling(self.label):
                model = AlternatingLeastSquares(
                    factors=self.factors,
                    regularization=self.l2,
                    iterations=rounds,
                    random_state=self.seed,
                    num_threads=0,
                )
                model.item_factors = items
                model.fit(
                    people,
                    show_progress=False,
                    callback=lambda epoch, *_, done=done: progress(
                        (done + epoch + 1) / self.epochs, "Alternating"
                    ),
                )
            items, done = model.item_factors, done + rounds
        self.item_factors_: Floats = items.astype(float)
        self._prepare()
        return self


def _stages(
    X: sparse.csr_matrix, epochs: int, seed: int
) -> Iterator[tuple[int, sparse.csr_matrix]]:
    """Rounds, and the rows of ``X`` that take part in them: at first a sample, where many are.

    >>> X = sparse.csr_matrix(np.ones((3, 2), dtype=np.float32))
    >>> [(rounds, people.shape) for rounds, people in _stages(X, 15, seed=0)]
    [(15, (3, 2))]
    """
    early = max(epochs - _OF_EVERYBODY, 0) if X.nnz > _ENOUGH_LIKES else 0
    if early:
        n_people = max(int(X.shape[0] * _ENOUGH_LIKES / X.nnz), 1)
        sample = np.random.default_rng(seed).choice(X.shape[0], n_people, replace=False)
        yield early, X[np.sort(sample)]
    yield epochs - early, X

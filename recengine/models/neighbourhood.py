"""Neighbourhood: how alike two rows of weights are; what neighbours of items and of people share.

    cosine    <x, y> / ((|x| + shrink) (|y| + shrink))
    jaccard   <x, y> / (|x|^2 + |y|^2 - <x, y> + shrink)

On rows of 0 and 1 the second is the share of what either holds that both hold. On other weights it
is Tanimoto's, which goes on the same way. ``shrink`` draws pairs that little supports towards zero;
as a part of each length, rather than of their product, it leaves all cosines one product of
matrices. Rows are weighted first, as ``weighting.py`` says. Both are sums over what two rows share,
divided by one number, so each shared column has its own share in them.

Jaccard (1912). The distribution of the flora in the alpine zone. New Phytologist 11; Tanimoto
(1958). An elementary mathematical theory of classification and prediction. IBM.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array
from recengine.models.parameters import not_negative, one_of, whole
from recengine.models.weighting import WEIGHTINGS

SIMILARITIES = ("cosine", "jaccard")


@dataclass(eq=False)
class Neighbourhood:
    """What decides who is a neighbour.

    Parameters
    ----------
    neighbours : how many are asked at most.
    shrink : added to each length, or to the union; larger trusts little support less.
    similarity : ``cosine`` or ``jaccard``.
    weighting : of the cells, before they are compared: ``none``, ``tfidf`` or ``bm25``.
    """

    neighbours: int = whole(100, most=1_000_000)
    shrink: float = not_negative(3.0)
    similarity: str = one_of("cosine", SIMILARITIES)
    weighting: str = one_of("tfidf", WEIGHTINGS)

    def _extent(self, rows: sparse.csr_array[Any]) -> Array:
        """(n,) how large each row is: its length and ``shrink``, or its square for ``jaccard``."""
        squares: Array = rows.power(2).sum(axis=1)
        return np.sqrt(squares) + self.shrink if self.similarity == "cosine" else squares

    def _likeness(self, products: sparse.csr_array[Any], own: Array, others: Array) -> Array:
        """(nnz,) similarities in the place of ``products``, of rows by their extents."""
        sizes = np.diff(products.indptr)
        scale = others[products.indices]
        if self.similarity == "cosine":
            scale *= np.repeat(own, sizes)
        else:
            scale += np.repeat(own, sizes)
            scale += self.shrink - products.data
        out: Array = products.data / np.maximum(scale, 1e-12)
        return out

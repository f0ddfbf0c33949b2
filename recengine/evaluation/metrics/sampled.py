"""Sampled negatives, a lesson in why not: a figure that forgives what stands in the first hundreds.

    sampled hit@k = P(fewer than k of m negatives, drawn without return, score higher than the item)

where the drawing is from all others of the catalogue, ``ahead`` of which score higher. It is what
"HR@10 against 100 negatives" estimates, without the noise of a drawing. Place 400 of 40,000 is
nearly as good as place 1 in it, so a model that is roughly right for everybody beats one that is
exactly right for half of them. No metric here is sampled; this is for ``docs/metrics.md``.

Source: Krichene and Rendle (2020). On sampled metrics for item recommendation. KDD '20.
"""

from __future__ import annotations

from recengine.arrays import Array, Floats


def sampled_hit(ahead: Array, others: Array, k: int, negatives: int = 100) -> Floats:
    """(n,) chance that each item reaches the first ``k`` against so many drawn negatives.

    Parameters
    ----------
    ahead : (n,) how many others score higher over the whole catalogue.
    others : (n,) how many others there are.
    k : places of the list.
    negatives : how many of the others are drawn.

    >>> import numpy as np
    >>> sampled_hit(np.array([0, 400, 20_000]), np.array([40_000] * 3), k=10).round(2)
    array([1., 1., 0.])
    """
    from scipy.stats import hypergeom  # noqa: PLC0415  slow to import

    chances: Floats = hypergeom.cdf(k - 1, others, ahead, negatives)
    return chances

"""RMSE: how far expected stars are from those that were given, large errors above all.

    RMSE = sqrt(mean over held-back ratings of (expected - given)^2)

Expected stars are held to the scale of the file, as Surprise does. Only contenders that expect
stars have it.

Denominator: all held-back ratings of the people who are tested together, so that who rated much
weighs more; it is one figure and has no interval.
Ties: of no matter, there is no order.
Empty: a person without a held-back rating adds nothing; without any rating there is no figure.
Range: 0 to the width of the scale; lower is better.
Use: where stars are shown to people. Take a random or temporal split: holding back each person's
last item that pleased leaves none of the low ratings. It says little of lists.
Source: Herlocker, Konstan, Terveen and Riedl (2004). Evaluating collaborative filtering
recommender systems. ACM TOIS 22(1).
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats


def rmse(expected: Floats, given: Floats) -> float:
    """Root of the mean squared difference of (n_ratings,) stars.

    >>> rmse(np.array([3.0, 5.0]), np.array([4.0, 4.0]))
    1.0
    """
    return float(np.sqrt(np.mean((expected - given) ** 2)))

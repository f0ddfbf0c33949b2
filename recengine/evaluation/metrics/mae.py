"""MAE: how far expected stars are from those that were given, every star of error alike.

    MAE = mean over held-back ratings of |expected - given|

Expected stars are held to the scale of the file. Only contenders that expect stars have it.

Denominator: all held-back ratings of the people who are tested together, so that who rated much
weighs more; it is one figure and has no interval.
Ties: of no matter, there is no order.
Empty: a person without a held-back rating adds nothing; without any rating there is no figure.
Range: 0 to the width of the scale; lower is better.
Use: where somebody asks by how many stars the guess is usually wrong. Take a random or temporal
split, as for RMSE.
Source: Herlocker, Konstan, Terveen and Riedl (2004). Evaluating collaborative filtering
recommender systems. ACM TOIS 22(1).
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats


def mae(expected: Floats, given: Floats) -> float:
    """Mean absolute difference of (n_ratings,) stars.

    >>> mae(np.array([3.0, 5.0]), np.array([4.0, 4.5]))
    0.75
    """
    return float(np.mean(np.abs(expected - given)))

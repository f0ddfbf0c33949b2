"""Power: which true difference data like this would find, and how often.

    t     = mean(d) / (sd / sqrt(n)),             found if beyond c, the 1 - alpha / 2 quantile
    power = P(T > c),                             T noncentral t, n - 1 degrees of freedom,
                                                  noncentrality difference / (sd / sqrt(n))
    detectable: the difference of which the power is 80 %, about 2.8 sd / sqrt(n) at alpha 0.05

d is each person's difference between two approaches, n the people, sd the standard deviation of d.
To find a difference the wrong way round does not count. Use it to tell "there is no difference"
from "this data could not have shown one". It looks at the spread alone, never at the difference
that was seen: the power at that one says nothing that its p value does not.

Exact for a paired t test of normal d. Here d is mostly zeros, with lumps, and the test flips signs;
both agree once some dozens of people have a d that is not 0. sd is itself estimated, and may be
another one where the true difference is large.

Cohen (1988). Statistical power analysis for the behavioral sciences, chapter 2. Hoenig and Heisey
(2001). The abuse of power. The American Statistician 55.
"""

from __future__ import annotations

import numpy as np
from scipy import special, stats

from recengine.arrays import Floats
from recengine.evaluation.effect import spread

#: Four of five cases.
POWER = 0.8


def power_of(difference: float, sd: float, n: int, alpha: float = 0.05) -> float:
    """Share of cases in which a true difference is found, and the right way round.

    Parameters
    ----------
    difference : of the means; its sign does not matter.
    sd : standard deviation of the paired differences, above 0.
    n : people, at least 2.
    alpha : level of the two-sided test.

    >>> round(power_of(0.5, sd=1.0, n=34), 2)
    0.81
    """
    critical = stats.t.isf(alpha / 2, n - 1)
    return float(stats.nct.sf(critical, n - 1, abs(difference) / sd * np.sqrt(n)))


def detectable_difference(differences: Floats, power: float = POWER, alpha: float = 0.05) -> Floats:
    """(m,) smallest true differences that are found with a power; NaN where nothing varies.

    Parameters
    ----------
    differences : (n_people, m) paired differences, of which only the spread matters.
    power : share of cases, above alpha / 2 and below 1.
    alpha : level of the two-sided test.

    >>> even = np.tile([[-1.0], [1.0]], (50, 1))
    >>> detectable_difference(even).round(3)
    array([0.284])
    >>> round(power_of(0.284, sd=float(even.std(ddof=1)), n=100), 2)
    0.8
    """
    n, sd = len(differences), spread(differences)
    if n < 2:
        return np.full(len(sd), np.nan)
    critical = stats.t.isf(alpha / 2, n - 1)
    noncentrality = special.nctdtrinc(n - 1, 1 - power, critical)
    return np.where(sd > 0, noncentrality * sd / np.sqrt(n), np.nan)

"""Effect: how large a difference is beside how much it varies from person to person.

    d_z = mean(d) / sd(d)

d is each person's difference between two approaches, sd its standard deviation. A sure difference
may be a very small one: with enough people anything is told apart. Below 0.2 it is called very
small, below 0.5 small, below 0.8 medium, else large. These are Cohen's words for the social
sciences. Most people notice no change in what a list finds, so differences between good
recommenders are usually very small in this sense and can still be worth having.

Cohen (1988). Statistical power analysis for the behavioral sciences, section 2.3.5.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats

#: Sizes from which on a word holds.
_WORDS = ((0.8, "large"), (0.5, "medium"), (0.2, "small"), (0.0, "very small"))


def effect_size(differences: Floats) -> Floats:
    """(m,) sizes of paired differences (n_people, m); NaN where everybody's is the same.

    >>> effect_size(np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0]]))
    array([ 1., nan])
    """
    sd = spread(differences)
    return np.divide(differences.mean(axis=0), sd, out=np.full_like(sd, np.nan), where=sd > 0)


def spread(differences: Floats) -> Floats:
    """(m,) standard deviations over people; 0 for one person, and where rounding alone differs.

    >>> spread(np.array([[0.1], [0.1], [0.1]]))
    array([0.])
    """
    n = len(differences)
    sd = differences.std(axis=0, ddof=1) if n > 1 else np.zeros(differences.shape[1])
    return np.where(sd > 1e-12, sd, 0.0)


def in_words(size: float) -> str:
    """What Cohen calls it.

    >>> [in_words(size) for size in (0.05, -0.3, 0.5, 2.0)]
    ['very small', 'small', 'medium', 'large']
    """
    return next(word for least, word in _WORDS if abs(size) >= least)

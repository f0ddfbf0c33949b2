"""Comparison: whether one approach differs from another by more than chance.

Both made lists for the same people, so what counts is each person's difference d.

    interval    95 % of the bootstrap means of d
    p value     if the two were alike, each d could as well have had the other sign; p is the share
                of random signs (this one counted in) whose mean is as far from 0 as that of d
    correction  Holm, over all m approaches that are compared with the same one: the j-th smallest
                p (j from 1) is multiplied by m - j + 1 and made no smaller than the one before
    verdict     better or worse if the corrected p is below 0.05 and the interval leaves out 0

Smucker, Allan and Carterette (2007). A comparison of statistical significance tests for
information retrieval evaluation. CIKM '07. Holm (1979). Scandinavian Journal of Statistics 6(2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from recengine.arrays import Floats
from recengine.evaluation.uncertainty import bootstrap_means, interval

Verdict = Literal["better", "worse", "not distinguishable"]

FLIPS = 2_000
ALPHA = 0.05
_BLOCK = 50
#: Means closer than this are equal; sums in another order differ in the last digits.
_EQUAL = 1e-12


@dataclass(frozen=True)
class Comparison:
    """One approach against another, by one metric.

    Parameters
    ----------
    metric : such as ``ndcg@10``.
    model : the approach.
    baseline : what it is compared with.
    difference : mean of the first minus mean of the second.
    low, high : 95 % interval of the difference.
    p_value : of the sign flip test, alone.
    p_adjusted : after Holm's correction over all approaches compared with this baseline.
    verdict : in words; ``better`` takes into account whether more is better.
    """

    metric: str
    model: str
    baseline: str
    difference: float
    low: float
    high: float
    p_value: float
    p_adjusted: float
    verdict: Verdict


def compare(
    values: Floats,
    models: Sequence[str],
    baseline: str,
    metric: str,
    *,
    seed: int,
    higher_is_better: bool = True,
) -> tuple[Comparison, ...]:
    """Every model against the baseline, in the order given.

    Parameters
    ----------
    values : (n_people, n_models) one metric of the same people.
    models : names of the columns.
    baseline : one of them.
    """
    others = [place for place, name in enumerate(models) if name != baseline]
    if not others:
        return ()
    differences = values[:, others] - values[:, [list(models).index(baseline)]]
    lows, highs = interval(bootstrap_means(differences, seed=seed))
    means, p_values = differences.mean(axis=0), sign_flip_p(differences, seed=seed)
    return tuple(
        Comparison(
            metric=metric,
            model=models[place],
            baseline=baseline,
            difference=float(means[j]),
            low=float(lows[j]),
            high=float(highs[j]),
            p_value=float(p_values[j]),
            p_adjusted=float(adjusted),
            verdict=_verdict(lows[j], highs[j], adjusted, higher_is_better=higher_is_better),
        )
        for j, (place, adjusted) in enumerate(zip(others, holm(p_values), strict=True))
    )


def sign_flip_p(differences: Floats, *, seed: int, flips: int = FLIPS) -> Floats:
    """(m,) two-sided p values of paired differences (n_people, m).

    >>> sign_flip_p(np.array([[0.0, 1.0]] * 50), seed=0, flips=99)
    array([1.  , 0.01])
    """
    n = len(differences)
    observed = np.abs(differences.mean(axis=0)) - _EQUAL
    rng = np.random.default_rng([seed, 1])
    as_far = np.zeros(differences.shape[1])
    for start in range(0, flips, _BLOCK):
        size = min(_BLOCK, flips - start)
        signs = rng.integers(0, 2, size=(size, n), dtype=np.int8) * 2.0 - 1.0
        as_far += (np.abs(signs @ differences / n) >= observed).sum(axis=0)
    out: Floats = (1 + as_far) / (1 + flips)
    return out


def holm(p_values: Floats) -> Floats:
    """(m,) p values corrected for there being m of them.

    >>> holm(np.array([0.01, 0.04, 0.03]))
    array([0.03, 0.06, 0.06])
    """
    m = len(p_values)
    order = np.argsort(p_values, kind="stable")
    grown = np.maximum.accumulate(p_values[order] * (m - np.arange(m)))
    out = np.empty(m)
    out[order] = np.minimum(grown, 1.0)
    return out


def _verdict(low: float, high: float, p_adjusted: float, *, higher_is_better: bool) -> Verdict:
    if p_adjusted >= ALPHA or low <= 0 <= high:
        return "not distinguishable"
    return "better" if (low > 0) == higher_is_better else "worse"

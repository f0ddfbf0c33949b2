"""Comparison: whether one approach differs from another by more than chance.

Both made lists for the same people, so what counts is each person's difference d.

    interval    95 % interval of Student's t for the mean of n paired d: m +- t sd / sqrt(n)
    p value     if the two were alike, each d could as well have had the other sign; p is the share
                of random signs (this one counted in) whose mean is as far from 0 as that of d
    correction  Holm, over all m approaches that are compared with the same one: the j-th smallest
                p (j from 1) is multiplied by m - j + 1 and made no smaller than the one before
    verdict     better or worse if the corrected p is below 0.05 and the interval leaves out 0

Costs a sum over people for each of 5,000 draws of signs: 0.2 s for 30,000 people and 7 rivals.

Smucker, Allan and Carterette (2007). A comparison of statistical significance tests for
information retrieval evaluation. CIKM '07. Urbano, Lima and Hanjalic (2019). Statistical
significance testing in information retrieval: an empirical analysis of type I, type II and type
III errors. SIGIR '19. Holm (1979). Scandinavian Journal of Statistics 6(2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import stats

from recengine.arrays import Array, Floats
from recengine.evaluation.significance.effect import effect_size, spread
from recengine.evaluation.significance.power import detectable_difference
from recengine.evaluation.significance.uncertainty import LEVEL
from recengine.evaluation.small_cells import FEWEST
from recengine.models.threads import one_blas_thread

Verdict = Literal["better", "worse", "not distinguishable"]

FLIPS = 5_000
ALPHA = 0.05
#: Signs that are held at a time, in cells.
_CELLS = 2**20
#: Values closer than this share are equal; sums in another order differ in the last digits.
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
    low, high : 95 % interval of the difference, of this comparison alone.
    p_value : of the sign flip test, alone.
    p_adjusted : after Holm's correction over all approaches compared with this baseline.
    verdict : in words; ``better`` takes into account whether more is better.
    compared : how many approaches were compared with this baseline.
    people : how many had lists of both.
    wins, losses : people for whom the approach is better and worse; for the rest both are equal.
    effect_size : the difference beside how it varies from person to person (``effect.py``); None
        where it does not vary.
    detectable : the smallest true difference that data like this finds in four of five cases
        (``power.py``), at the level 0.05 / ``compared``: the one that Holm asks of the smallest p
        value, so that no more is promised than survives the correction. None where nothing varies.
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
    compared: int = 1
    people: int = 0
    wins: int = 0
    losses: int = 0
    effect_size: float | None = None
    detectable: float | None = None

    @property
    def told(self) -> tuple[bool, bool]:
        """Whether ``wins`` and ``losses`` may be told: not 1 to 10, nor what would give these away.

        All the rest of the people follow from what is told, so that they may not be 1 to 10 either.

        >>> figures = ("hit@10", "a", "b", 0.1, 0.05, 0.15, 0.001, 0.001, "better")
        >>> Comparison(*figures, people=400, wins=48, losses=3).told
        (True, False)
        >>> Comparison(*figures, people=51, wins=48, losses=3).told
        (False, False)
        """
        of = (self.wins, self.losses)
        wins, losses = (not 1 <= number < FEWEST for number in of)
        rest = self.people - wins * self.wins - losses * self.losses
        return (False, False) if 1 <= rest < FEWEST else (wins, losses)


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
    lows, highs = interval_of_difference(differences)
    p_values = sign_flip_p(differences, seed=seed)
    p_adjusted = holm(p_values)
    gains = differences if higher_is_better else -differences
    equal = _rounding(values)
    wins, losses = (gains > equal).sum(axis=0), (gains < -equal).sum(axis=0)
    sizes = effect_size(differences)
    detectable = detectable_difference(differences, alpha=ALPHA / len(others))
    return tuple(
        Comparison(
            metric=metric,
            model=models[place],
            baseline=baseline,
            difference=float(differences[:, j].mean()),
            low=float(lows[j]),
            high=float(highs[j]),
            p_value=float(p_values[j]),
            p_adjusted=float(p_adjusted[j]),
            verdict=_verdict(lows[j], highs[j], p_adjusted[j], higher_is_better=higher_is_better),
            compared=len(others),
            people=len(differences),
            wins=int(wins[j]),
            losses=int(losses[j]),
            effect_size=_known(sizes[j]),
            detectable=_known(detectable[j]),
        )
        for j, place in enumerate(others)
    )


def interval_of_difference(differences: Floats) -> tuple[Array, Array]:
    """Low and high ends (m,) of the 95 % intervals of mean paired differences (n_people, m).

    >>> low, high = interval_of_difference(np.array([[0.0], [1.0], [1.0], [2.0]]))
    >>> low.round(2), high.round(2)
    (array([-0.3]), array([2.3]))
    """
    n, mean = len(differences), differences.mean(axis=0)
    reach = stats.t.ppf(0.5 + LEVEL / 2, max(n - 1, 1)) * spread(differences) / np.sqrt(n)
    return mean - reach, mean + reach


def sign_flip_p(differences: Floats, *, seed: int, flips: int = FLIPS) -> Floats:
    """(m,) two-sided p values of paired differences (n_people, m).

    The sign of a person is the same for every column, and whether others differ changes nothing.

    >>> sign_flip_p(np.array([[0.0, 1.0]] * 50), seed=0, flips=99)
    array([1.  , 0.01])
    """
    n = len(differences)
    observed = np.abs(differences.sum(axis=0)) - n * _rounding(differences)
    differ = np.flatnonzero(differences.any(axis=1))
    rows = np.ascontiguousarray(differences[differ].T)
    total = rows.sum(axis=1)[:, None]
    rng = np.random.default_rng([seed, 1])
    as_far = np.zeros(len(rows))
    block = max(_CELLS // n, 1)
    with one_blas_thread():
        for start in range(0, flips, block):
            plus = _coins(rng, min(block, flips - start), n)[:, differ].astype(float)
            sums = 2.0 * (rows @ plus.T) - total
            as_far += (np.abs(sums) >= observed[:, None]).sum(axis=1)
    out: Floats = (1 + as_far) / (1 + flips)
    return out


def _rounding(values: Floats) -> float:
    return _EQUAL * max(1.0, float(np.abs(values).max(initial=0.0)))


def _coins(rng: np.random.Generator, rows: int, n: int) -> Array:
    """(rows, n) of 0 and 1, a bit each of the generator's."""
    drawn = rng.integers(256, size=(rows, -(-n // 8)), dtype=np.uint8)
    return np.unpackbits(drawn, axis=1, count=n)


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


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)

"""Sharpening: how the estimate of a new item's appeal narrows with each impression, simulated.

Each impression is a click with the true appeal, drawn with a seed; what that teaches is the Beta
distribution of ``promotion.py``, with its 95 % interval.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from recengine.ranking.promotion import Appeal, appeal

#: Points of the way that are worked out at most.
_POINTS = 60


@dataclass(frozen=True)
class Learned:
    """What so many impressions have taught."""

    impressions: int
    clicks: int
    appeal: Appeal


@dataclass(frozen=True)
class Sharpening:
    """The way of an estimate: ``true`` is what it should find, ``usual`` where it starts."""

    true: float
    usual: float
    steps: tuple[Learned, ...]

    @property
    def settled_at(self) -> int | None:
        """Impressions from which on the interval leaves out the usual rate; None if never."""
        inside = [
            step.impressions
            for step in self.steps
            if step.appeal.low <= self.usual <= step.appeal.high
        ]
        later = [
            step.impressions for step in self.steps if step.impressions > max(inside, default=-1)
        ]
        return later[0] if later else None

    def to_frame(self) -> pd.DataFrame:
        """One row a point of the way."""
        return pd.DataFrame(
            {
                "impressions": step.impressions,
                "clicks": step.clicks,
                "estimate": step.appeal.mean,
                "low": step.appeal.low,
                "high": step.appeal.high,
                "true_appeal": self.true,
                "usual_appeal": self.usual,
            }
            for step in self.steps
        )


def sharpen(impressions: int, *, true: float, usual: float, seed: int = 0) -> Sharpening:
    """Show an item so many times.

    Parameters
    ----------
    true : rate of clicks that the item really has, 0 to 1.
    usual : rate that is expected of a new item, above 0, below 1.

    >>> way = sharpen(500, true=0.3, usual=0.1)
    >>> way.steps[0].appeal.mean, way.steps[-1].impressions
    (0.1, 500)
    """
    clicks = np.cumsum(np.random.default_rng(seed).random(impressions) < true)
    places = np.unique(np.linspace(0, impressions, _POINTS).astype(int))
    steps = []
    for shown in places.tolist():
        clicked = int(clicks[shown - 1]) if shown else 0
        steps.append(Learned(shown, clicked, appeal(clicked, shown, usual=usual)))
    return Sharpening(true, usual, tuple(steps))


def finding(way: Sharpening) -> str:
    """What the impressions have taught, in a sentence."""
    last = way.steps[-1].appeal
    found = (
        f"After {way.steps[-1].impressions:,} impressions the estimate is {last.mean:.1%} "
        f"({last.low:.1%} to {last.high:.1%})"
    )
    inside = last.low <= way.true <= last.high
    where = f"{'around' if inside else 'which misses'} the true {way.true:.1%}"
    if way.settled_at is None:
        return f"{found}, {where}; not yet told from the usual {way.usual:.1%}"
    side = "above" if last.low > way.usual else "below"
    return f"{found}, {where}; surely {side} the usual {way.usual:.1%} from {way.settled_at:,} on"

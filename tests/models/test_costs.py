"""Costs: a fit is timed from its first to its last moment, and its memory is that of its peak."""

import sys

import numpy as np
import pytest

from recengine.models import Popularity, costs
from recengine.models.costs import timed_fit
from tests import worlds


class Greedy(Popularity):
    """Takes 320 MB while it learns, and gives them back."""

    def fit(self, dataset, progress=lambda *_: None):
        np.ones(40_000_000).sum()
        return super().fit(dataset, progress)


def test_the_clock_runs_while_the_model_learns(monkeypatch):
    ticks = iter([10.0, 12.5])
    monkeypatch.setattr(costs.time, "perf_counter", lambda: next(ticks))
    model = Popularity()
    assert timed_fit(model, worlds.camps()).seconds == 2.5
    assert model.item_scores_.max() > 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of memory")
def test_memory_is_that_of_the_peak():
    assert 300 < timed_fit(Greedy(), worlds.camps()).peak_mb < 700

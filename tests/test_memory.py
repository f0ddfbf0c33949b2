"""Growth of memory at its peak."""

import sys

import numpy as np
import pytest

from recengine import memory
from recengine.memory import PeakMemory


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of memory")
def test_memory_that_was_given_back_still_counts():
    peak = PeakMemory()
    np.ones(40_000_000).sum()
    assert 300 < peak.grown_mb() < 700
    assert PeakMemory().grown_mb() < 100


def test_where_nothing_can_be_read_the_figure_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr(memory, "_STATUS", tmp_path / "missing")
    monkeypatch.setattr(memory, "_RESET", tmp_path / "no" / "missing")
    assert PeakMemory().grown_mb() is None

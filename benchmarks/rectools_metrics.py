"""RecTools' side of ``evaluate.py``: the same metrics of the same lists.

    PYTHON benchmarks/rectools_metrics.py LISTS OUT K

PYTHON has RecTools installed; of ours only what reads the peak of memory is imported. LISTS is an
archive of ``codes`` (n_people, K), ``items`` to find and where each person's ``starts``, and OUT
the file that the means of the metrics are written to.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rectools import Columns
from rectools.metrics import MAP, NDCG, Precision, Recall, calc_metrics

from recengine.memory import PeakMemory


def main() -> None:
    lists, out, k = sys.argv[1], sys.argv[2], int(sys.argv[3])
    given = np.load(lists)
    codes, items, starts = given["codes"], given["items"], given["starts"]
    people = np.arange(len(codes))
    shown = pd.DataFrame(
        {
            Columns.User: np.repeat(people, k),
            Columns.Item: codes.ravel(),
            Columns.Rank: np.tile(np.arange(1, k + 1), len(codes)),
        }
    )
    chosen = pd.DataFrame({Columns.User: np.repeat(people, np.diff(starts)), Columns.Item: items})
    metrics = {
        "recall": Recall(k),
        "ndcg": NDCG(k, divide_by_achievable=True),
        "map": MAP(k),
        "precision": Precision(k),
    }
    memory = PeakMemory()
    calc_metrics(metrics, shown, chosen)
    grown = memory.grown_mb() or 0.0
    started = time.perf_counter()
    found = calc_metrics(metrics, shown, chosen)
    seconds = time.perf_counter() - started
    np.save(out, np.array([found[name] for name in metrics]))
    print(json.dumps({"seconds": seconds, "grown": grown}))


if __name__ == "__main__":
    main()

"""RecTools' side of ``speed.py``: one model fitted, and its lists for everybody timed.

    PYTHON benchmarks/rectools_lists.py als|item_knn LIKES OUT [K]

PYTHON has RecTools installed; nothing of ours is imported. LIKES is an archive of ``user``,
``item`` and ``weight``, and OUT the file the lists are written to.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")

from implicit.als import AlternatingLeastSquares
from implicit.nearest_neighbours import CosineRecommender
from rectools.dataset import Dataset
from rectools.models import ImplicitALSWrapperModel, ImplicitItemKNNWrapperModel
from threadpoolctl import threadpool_limits


def main() -> None:
    name, likes, out, k = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    given = np.load(likes)
    rows = pd.DataFrame({"user_id": given["user"], "item_id": given["item"]})
    rows["weight"], rows["datetime"] = given["weight"], pd.Timestamp("2024-01-01")
    dataset = Dataset.construct(rows)
    with threadpool_limits(1, user_api="blas"):  # as implicit asks for
        model = _model(name, given).fit(dataset)
    people = rows["user_id"].unique()
    model.recommend(people[:256], dataset, k=k, filter_viewed=True)  # the first pays for imports
    started = time.perf_counter()
    lists = model.recommend(people, dataset, k=k, filter_viewed=True)
    seconds = time.perf_counter() - started
    places = lists["user_id"].to_numpy(), lists["rank"].to_numpy() - 1
    ids = np.full((people.max() + 1, k), "", dtype="U20")
    ids[places] = [f"i{code}" for code in lists["item_id"]]
    np.save(out, ids)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "before": 0.0}))


def _model(name: str, given: np.lib.npyio.NpzFile) -> object:
    if name == "item_knn":
        return ImplicitItemKNNWrapperModel(CosineRecommender(K=int(given["neighbours"])))
    return ImplicitALSWrapperModel(
        AlternatingLeastSquares(
            factors=int(given["factors"]),
            regularization=float(given["l2"]),
            iterations=int(given["epochs"]),
            random_state=0,
        )
    )


if __name__ == "__main__":
    main()

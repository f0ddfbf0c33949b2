"""What metrics ask of a data set beyond who chose what, and which column unlocks them."""

import pandas as pd
import pytest

from recengine.evaluation.metrics import METRICS
from tests.evaluation.metrics.world import everything
from tests.worlds import dataset

PLAIN = [("a", "x", 0), ("a", "y", 1), ("b", "x", 0)]
BOUGHT = [(*row, "purchase") for row in PLAIN]
ASKING = {"rmse", "mae", "calibration", "watch_time", "margin"}


def shop(**columns):
    return dataset(BOUGHT, pd.DataFrame({"item_id": ["x", "y"], **columns}), name="shop")


@pytest.mark.parametrize("name", METRICS)
def test_only_some_ask_for_more_than_interactions(name):
    assert (METRICS[name].lacks(dataset(PLAIN)) is not None) == (name in ASKING)
    assert METRICS[name].lacks(everything()) is None


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("watch_time", dataset(PLAIN), "does not say how long anybody watched"),
        ("rmse", dataset(PLAIN), "no ratings that differ"),
        ("mae", dataset([(*row, "rating", 3.0) for row in PLAIN]), "no ratings that differ"),
        ("calibration", dataset(PLAIN), "no column of categories"),
        ("margin", dataset(PLAIN), "has no purchases"),
        ("margin", shop(), "no column of numbers called price"),
        ("margin", shop(price=[1.5, 2.5]), "Give a file of items with a column margin"),
        ("margin", shop(price=[1.5, 2.5], margin=[20.0, 35.0]), "Write margins as shares"),
    ],
)
def test_what_is_lacking_names_the_column_that_would_unlock_it(name, data, said):
    problem = METRICS[name].lacks(data)
    assert said in str(problem)
    assert problem.fix.endswith(".")

"""A metric against the length of the list: the figures of a report made at each length."""

import pytest

from recengine.data.splits import leave_last_out
from recengine.evaluation import ModelContender, evaluate
from recengine.evaluation.curves import curve
from recengine.models import EASE, Popularity
from tests.worlds import busy, checkerboard


def contenders():
    return [ModelContender(Popularity()), ModelContender(EASE())]


@pytest.mark.parametrize("name", ["ndcg", "coverage", "novelty"])
def test_every_length_has_the_figures_of_a_report_of_that_length(name):
    split = leave_last_out(busy())
    found = curve(evaluate(busy(), contenders(), split=split, metrics="ndcg@12"), name)
    assert found.ks == (1, 2, 3, 5, 10, 12)
    wanted = evaluate(
        busy(), contenders(), split=split, metrics=",".join(f"{name}@{k}" for k in found.ks)
    )
    for result in wanted.results:
        for k, estimate in zip(found.ks, found.values[result.model], strict=True):
            assert estimate.mean == pytest.approx(result.metrics[f"{name}@{k}"].mean)
            assert estimate.low == pytest.approx(result.metrics[f"{name}@{k}"].low)
            assert estimate.high == pytest.approx(result.metrics[f"{name}@{k}"].high)


def test_folds_are_pooled_person_by_person():
    split = leave_last_out(checkerboard())
    once, twice = (
        evaluate(checkerboard(), contenders(), split=splits, metrics="ndcg@5")
        for splits in ([split], [split, split])
    )
    assert curve(once, "ndcg").values == curve(twice, "ndcg").values


def test_a_list_of_one_place_is_one_point():
    report = evaluate(checkerboard(), contenders(), metrics="hit@1")
    assert curve(report, "hit").ks == (1,)

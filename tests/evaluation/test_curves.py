"""A metric against the length of the list: the figures of a report made at each length."""

import pytest

from recengine.data.splits import leave_last_out
from recengine.evaluation import ModelContender, evaluate
from recengine.evaluation.curves import curve
from recengine.models import EASE, Popularity
from tests.evaluation.lists_by_hand import at_random, report_with
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
    world = busy()
    split = leave_last_out(world)
    one, other = at_random(split), at_random(split, seed=1)
    both = {name: [*one[name], *other[name]] for name in one}
    report = report_with(world, [split, split], both, metrics="ndcg@5")
    means = {name: values[-1].mean for name, values in curve(report, "ndcg").values.items()}
    for name, values in report.per_person.items():
        assert means[name] == pytest.approx(values["ndcg@5"].mean())
    alone = curve(report_with(world, [split], one, metrics="ndcg@5"), "ndcg").values
    assert alone["base"][-1].mean != pytest.approx(means["base"])


def test_a_list_of_one_place_is_one_point():
    report = evaluate(checkerboard(), contenders(), metrics="hit@1")
    assert curve(report, "hit").ks == (1,)

"""What contenders make beyond lists: who stands ahead, and how many stars are expected."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from recengine.charts.evaluation import leaderboard
from recengine.data.splits import random_split
from recengine.errors import InvalidSetting
from recengine.evaluation import ModelContender, evaluate, finding
from recengine.evaluation.made import Asked, ahead_of
from recengine.evaluation.measuring import measure, not_given
from recengine.evaluation.metrics import Facts, parse_metrics
from recengine.evaluation.protocol import rank
from recengine.models import EASE, SVD, Popularity
from recengine.models.base import BLOCK
from recengine.ranking import Recipe, RecipeContender
from tests.evaluation.metrics.world import everything


@pytest.fixture(scope="module")
def split():
    return random_split(everything(), share=0.4, seed=1)


def made_by(contender, split, asked, k=5):
    contender.fit(split.train)
    facts = Facts(split)
    ids = split.train.users["user_id"].iloc[split.people].tolist()
    return rank(contender, facts.known, ids, k, asked=asked)


def everything_asked(split):
    return Facts(split).asked(parse_metrics("auc,rmse"))


def ahead_by_loops(scores, relevant):
    out = []
    for own, right in zip(scores, relevant.toarray() > 0, strict=True):
        rest = own[~right & np.isfinite(own)]
        out += [
            (rest > own[item]).sum() + (rest == own[item]).sum() / 2 for item in right.nonzero()[0]
        ]
    return out


@pytest.mark.parametrize("levels", [2, 6, 1_000])
def test_what_stands_ahead_equals_a_count_one_by_one(levels):
    rng = np.random.default_rng(levels)
    scores = rng.integers(0, levels, (30, 20)).astype(float)
    scores[rng.random(scores.shape) < 0.2] = -np.inf
    relevant = sparse.csr_array(rng.random(scores.shape) < 0.2)
    ahead, others = ahead_of(scores, relevant)
    np.testing.assert_allclose(ahead, ahead_by_loops(scores, relevant))
    np.testing.assert_array_equal(others, (np.isfinite(scores) & (relevant.toarray() == 0)).sum(1))


def test_a_choice_that_may_not_be_shown_stands_behind_everything():
    ahead, others = ahead_of(np.array([[-np.inf, 1.0, 2.0]]), sparse.csr_array([[1, 0, 0]]))
    assert (ahead.tolist(), others.tolist()) == ([2.0], [2])


@pytest.mark.parametrize(
    "contender",
    [
        ModelContender(EASE(l2=1.0)),
        RecipeContender(Recipe(name="Two", models={"ease": 0.7, "popularity": 0.3})),
        RecipeContender(
            Recipe(name="Varied", models={"ease": 1.0}, diversity=0.5, half_life_days=3.0)
        ),
    ],
    ids=lambda contender: contender.label,
)
def test_scores_change_no_list_and_stand_behind_what_is_ahead(contender, split):
    asked = everything_asked(split)
    made, plain = made_by(contender, split, asked), made_by(contender, split, Asked())
    np.testing.assert_array_equal(made.codes, plain.codes)
    assert (plain.ahead, plain.others, plain.stars) == (None, None, None)
    facts = Facts(split)
    ids = split.train.users["user_id"].iloc[split.people].tolist()
    scores = contender.scores(facts.known, ids)
    met = facts.met.toarray() > 0
    assert np.isneginf(scores[met]).all()
    assert np.isfinite(scores[~met]).all()
    np.testing.assert_allclose(made.ahead, ahead_by_loops(scores, facts.relevant))


def test_scores_of_a_recipe_order_its_list_where_nothing_comes_after(split):
    contender = RecipeContender(Recipe(name="Plain", models={"ease": 1.0}))
    made = made_by(contender, split, Asked(), k=4)
    scores = contender.scores(Facts(split).known, [])
    in_order = np.take_along_axis(scores, made.codes.astype(int), axis=1)
    assert (np.diff(in_order, axis=1) <= 0).all()
    np.testing.assert_allclose(in_order[:, 0], scores.max(axis=1))


def test_stars_are_the_models_scores_held_to_the_scale(split):
    contender = ModelContender(SVD(learning_rate=0.05))
    made = made_by(contender, split, everything_asked(split))
    facts = Facts(split)
    raw = contender.model.score(facts.known)
    ratings = facts.ratings.tocoo()
    own = raw[ratings.coords[0], ratings.coords[1]]
    np.testing.assert_allclose(made.stars, np.clip(own, 1, 5))
    assert (own > 5).any() or (own < 1).any()


def test_who_expects_no_stars_gives_none_and_the_reason_is_said(split):
    made = made_by(ModelContender(Popularity()), split, everything_asked(split))
    assert made.stars is None
    rmse, ndcg = parse_metrics("rmse,ndcg")
    assert "orders titles and expects no stars" in not_given(made, rmse)
    assert not_given(made, ndcg) is None
    assert set(measure({"popularity": made}, Facts(split), [rmse, ndcg])["popularity"]) == {
        "ndcg@10"
    }


def test_a_metric_without_scores_or_ratings_is_not_given():
    made = made_by(ModelContender(EASE()), random_split(everything()), Asked())
    assert "no scores were asked for" in not_given(made, parse_metrics("auc")[0])


def test_everything_is_made_the_same_in_blocks(monkeypatch, split):
    asked = everything_asked(split)
    whole = made_by(ModelContender(SVD()), split, asked)
    assert len(split.people) < BLOCK
    monkeypatch.setattr("recengine.evaluation.protocol.BLOCK", 7)
    parts = made_by(ModelContender(SVD()), split, asked)
    for name in ("codes", "ahead", "others", "stars"):
        np.testing.assert_allclose(getattr(parts, name), getattr(whole, name), atol=1e-9)


def test_everything_is_measured_the_same_in_blocks(monkeypatch, split):
    made = {"svd": made_by(ModelContender(SVD()), split, everything_asked(split))}
    wanted = parse_metrics("ndcg@3,auc,rmse,coverage@3,calibration@3,serendipity@3,watch_time@3")
    whole = measure(made, Facts(split), wanted)["svd"]
    monkeypatch.setattr("recengine.evaluation.measuring.TOGETHER", 11)
    parts = measure(made, Facts(split), wanted)["svd"]
    for key, values in whole.items():
        np.testing.assert_allclose(parts[key], values, atol=1e-12)


def test_a_report_holds_what_each_contender_can_give():
    contenders = [ModelContender(SVD()), ModelContender(Popularity())]
    report = evaluate(
        everything(), contenders, split="random", metrics="auc,rmse,mae,ndcg@5", baseline="svd"
    )
    svd, popularity = report.results
    assert set(svd.metrics) == {"auc", "rmse", "mae", "ndcg@5"}
    assert set(popularity.metrics) == {"auc", "ndcg@5"}
    assert svd.metrics["mae"].mean <= svd.metrics["rmse"].mean < 4
    assert {comparison.metric for comparison in report.comparisons} == {"auc", "ndcg@5"}
    assert report.measured == ("auc", "rmse", "mae", "ndcg@5")
    assert svd.not_given == ()
    assert popularity.not_given[0].startswith("RMSE is not given: this approach orders titles")
    assert finding(report, "rmse").startswith(
        f"SVD reaches an RMSE of {svd.metrics['rmse'].mean:.3f}. There is nothing to compare"
    )
    assert len(leaderboard(report, "rmse").data) == 1


def test_a_metric_that_one_fold_cannot_give_is_left_out_with_the_reason():
    world = everything()
    split = random_split(world, share=0.4, seed=1)
    silent = replace(split, values=np.full(len(split.test.items), np.nan))
    report = evaluate(world, [ModelContender(SVD())], split=[split, silent], metrics="hit,rmse")
    assert report.measured == ("hit@10",)
    (said,) = report.results[0].not_given
    assert said == "RMSE is not given: no rating was held back in 1 of 2 windows."


def test_two_figures_of_all_ratings_are_ordered_without_a_claim():
    contenders = [ModelContender(SVD(), called=name) for name in ("one", "two")]
    said = finding(evaluate(everything(), contenders, split="random", metrics="mae"), "mae")
    assert "This is one figure of all ratings held back, without an interval." in said


def test_stars_are_refused_before_any_fit_where_nobody_expects_any():
    with pytest.raises(InvalidSetting, match=r"RMSE cannot be measured: none of these .* svd"):
        evaluate(everything(), [ModelContender(Popularity())], metrics="hit,rmse", progress=never)


def never(share, words):
    assert "fitting" not in words

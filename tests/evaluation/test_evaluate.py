"""The whole way from a data set and contenders to a report."""

import json
from dataclasses import dataclass, replace

import numpy as np
import pytest

from recengine import charts
from recengine.data.splits import leave_last_out, make_splits, random_split
from recengine.errors import Cancelled, InvalidSetting, Problem, Unsupported
from recengine.evaluation import ModelContender, evaluate
from recengine.evaluation.groups import segments
from recengine.evaluation.metrics import METRICS
from recengine.models import EASE, SVD, ItemKNN, Popularity, Trending, create
from recengine.ranking import Recipe, RecipeContender
from tests.worlds import checkerboard, dataset, lopsided, missing_on_the_board, person


@dataclass
class Peeking:
    """Knows what was held back."""

    split: object
    name: str = "peeking"
    label: str = "Peeking"
    learned: tuple = ()

    def fit(self, train, progress=None):
        self.truth = dict(
            zip(
                self.split.train.users["user_id"],
                [self.split.test.people([u]).items for u in range(len(self.split.test))],
                strict=True,
            )
        )

    def rank(self, histories, people, k):
        out = np.full((len(people), k), -1)
        for row, name in zip(out, people, strict=True):
            right = np.unique(self.truth[name])[:k]
            row[: len(right)] = right
        return out


@dataclass
class Hopeless:
    """Shows nothing."""

    name: str = "hopeless"
    label: str = "Hopeless"
    learned: tuple = ()

    def fit(self, train, progress=None):
        pass

    def rank(self, histories, people, k):
        return np.full((len(people), k), -1)


def models(*names):
    return [ModelContender(name()) for name in names]


def busy():
    """120 people with 4 to 9 of 40 items, some much more popular than others."""
    rng = np.random.default_rng(0)
    pull = 1 / np.arange(1, 41)
    rows = [
        (f"u{u:03d}", f"i{i:02d}", day)
        for u in range(120)
        for day, i in enumerate(
            rng.choice(40, rng.integers(4, 10), replace=False, p=pull / pull.sum())
        )
    ]
    return dataset(rows, name="busy")


@pytest.mark.parametrize("how", ["leave_last_out", "random", "temporal"])
def test_a_model_that_peeks_wins_and_one_that_shows_nothing_loses(how):
    (split,) = make_splits(busy(), how)
    contenders = [*models(Popularity), Peeking(split), Hopeless()]
    report = evaluate(busy(), contenders, split=split, k=10)
    found = report.result("peeking").metrics
    assert found["ndcg@10"].mean == pytest.approx(1.0)
    assert found["recall@10"].mean == pytest.approx(1.0)
    assert report.comparison("peeking", "ndcg@10").verdict == "better"
    assert report.result("hopeless").metrics["hit@10"].mean == 0
    assert report.comparison("hopeless", "hit@10").verdict == "worse"


def test_contenders_learn_from_the_training_data_alone():
    learned = []

    class Watched(Hopeless):
        def fit(self, train, progress=None):
            learned.append(train.fingerprint)

    evaluate(busy(), [Watched()], metrics="hit")
    assert learned == [leave_last_out(busy()).train.fingerprint] != [busy().fingerprint]


def test_figures_by_hand_on_the_stair():
    # Popularity puts the next step on top for everybody who can be tested.
    report = evaluate(lopsided(), models(Popularity), k=3)
    for key in ("ndcg@3", "recall@3", "hit@3", "map@3", "mrr@3"):
        assert report.results[0].metrics[key].mean == 1.0
    assert report.results[0].metrics["precision@3"].mean == pytest.approx(1 / 3)
    assert report.people == tuple(person(u) for u in range(2, 20))


def test_a_personal_model_beats_popularity_on_the_checkerboard():
    report = evaluate(checkerboard(), models(Popularity, EASE), split="random", k=2)
    assert report.comparison("ease", "ndcg@2").difference > 0


def test_same_seed_same_figures_to_the_last_digit():
    def figures(seed):
        report = evaluate(busy(), models(Popularity, ItemKNN, EASE), split="random", seed=seed, k=5)
        out = report.to_dict()
        for result in out["results"]:
            for cost in ("fit_seconds", "score_seconds", "peak_mb"):
                del result[cost]
        return json.dumps(out)

    assert figures(1) == figures(1)
    assert figures(1) != figures(2)


def test_the_order_of_contenders_changes_no_figure():
    one = evaluate(busy(), models(Popularity, ItemKNN))
    other = evaluate(busy(), models(ItemKNN, Popularity))
    for name in ("popularity", "item_knn"):
        for key, values in one.per_person[name].items():
            assert (values == other.per_person[name][key]).all()
    assert one.baseline == other.baseline == "popularity"


def test_the_first_is_the_baseline_where_popularity_does_not_take_part():
    report = evaluate(busy(), models(EASE, Trending), metrics="hit@3")
    assert report.baseline == "ease"
    assert [c.model for c in report.comparisons] == ["trending"]


def test_a_baseline_can_be_chosen():
    report = evaluate(busy(), models(Popularity, EASE), metrics="hit@3", baseline="ease")
    assert [c.model for c in report.comparisons] == ["popularity"]


def test_counts_have_no_comparison_and_no_width():
    report = evaluate(busy(), models(Popularity, EASE), metrics="coverage@3,gini@3,hit@3")
    assert {c.metric for c in report.comparisons} == {"hit@3"}
    estimate = report.results[0].metrics["coverage@3"]
    assert estimate.low == estimate.mean == estimate.high > 0
    assert set(report.per_person["ease"]) == {"hit@3"}


def test_every_metric_runs_at_two_sizes():
    keys = [
        f"{name}@{k}" if metric.cut else name
        for name, metric in METRICS.items()
        for k in (2, 7)
        if metric.lacks(busy()) is None
    ]
    report = evaluate(busy(), models(EASE), metrics=",".join(keys))
    assert set(report.results[0].metrics) == set(keys)
    for estimate in report.results[0].metrics.values():
        assert estimate.low <= estimate.mean + 1e-12
        assert estimate.mean <= estimate.high + 1e-12


def test_more_may_be_known_when_ranking_than_was_learned_from():
    world = checkerboard()
    split = random_split(world, share=0.5, seed=1)
    later = leave_last_out(split.train)
    small = replace(split, train=later.train)
    knowing = replace(small, known=split.train.histories)
    report = evaluate(world, models(ItemKNN), split=knowing, metrics="hit@5,recall@5")
    without = evaluate(world, models(ItemKNN), split=small, metrics="hit@5,recall@5")
    assert len(report.people) == len(split.people)
    assert report.results[0].metrics != without.results[0].metrics


def test_the_missing_piece_is_found_when_everything_else_was_learned():
    contender = ModelContender(EASE(l2=1.0))
    contender.fit(checkerboard())
    codes = contender.rank(checkerboard().histories, [], 1)
    assert codes[:, 0].tolist() == [missing_on_the_board(u) for u in range(20)]


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        ({"contenders": []}, "Nothing to evaluate"),
        ({"contenders": models(EASE, EASE)}, "'ease' takes part twice"),
        ({"baseline": "als"}, r"'als' does not take part.*popularity, ease"),
        ({"metrics": "auk@9"}, "no metric called 'auk'"),
        ({"metrics": "hit,margin"}, r"Margin@10 cannot be measured: busy has no purchases"),
        ({"split": "future"}, "no split called 'future'"),
        ({"k": 0}, "'0' places"),
    ],
)
def test_what_is_wrong_is_refused_before_any_fit(arguments, match):
    asked = {"contenders": models(Popularity, EASE), "split": "leave_last_out", **arguments}
    seen = []
    with pytest.raises(InvalidSetting, match=match):
        evaluate(busy(), progress=lambda share, words: seen.append(words), **asked)
    assert not any("fitting" in words for words in seen)


def test_progress_rises_to_one_and_names_every_contender():
    seen = []
    evaluate(
        busy(), models(Popularity, EASE), progress=lambda share, words: seen.append((share, words))
    )
    shares = [share for share, _ in seen]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    for label in ("Popularity", "EASE"):
        assert any(label in words and "people" in words for _, words in seen)


@pytest.mark.parametrize("at", [0.0, 0.3, 0.5, 0.92, 0.96])
def test_cancelling_takes_effect_at_any_stage(at):
    def stop(share, words):
        if share >= at:
            raise Cancelled

    with pytest.raises(Cancelled):
        evaluate(busy(), models(Popularity, EASE), progress=stop)


def test_a_recipe_called_like_a_model_keeps_its_own_row_and_dot():
    recipes = [Recipe(name=name, models={"ease": 1.0}) for name in ("EASE (recipe)", "EASE")]
    contenders = [ModelContender(create("ease")), *map(RecipeContender, recipes)]
    report = evaluate(checkerboard(), contenders, metrics="ndcg@3")
    labels = [result.label for result in report.results]
    assert labels == ["EASE", "EASE (recipe)", "EASE (recipe 2)"]
    assert {dot.y[0] for dot in charts.leaderboard(report, "ndcg@3").data} == set(labels)
    assert set(labels) <= set(segments(report, checkerboard(), "history", "ndcg@3").labels.values())


@dataclass
class Picky(Hopeless):
    """Can be fitted so many times."""

    times: int = 0
    name: str = "picky"
    label: str = "Picky"

    def fit(self, train, progress=None):
        if not self.times:
            raise Unsupported(Problem("picky", "Picky wants more.", "Give it more."))
        self.times -= 1


@pytest.mark.parametrize("folds_that_it_takes", [0, 1])
def test_who_cannot_be_fitted_is_named_and_the_others_are_compared(folds_that_it_takes):
    folds = make_splits(busy(), "rolling")
    asked = {"split": folds, "metrics": "ndcg@3,coverage@3"}
    three = [Picky(times=folds_that_it_takes), *models(Popularity, EASE)]
    report = evaluate(busy(), three, baseline="picky", leave_out_unsupported=True, **asked)
    assert report.left_out == {"Picky": "Picky wants more. Give it more."}
    alone = evaluate(busy(), models(Popularity, EASE), **asked)
    assert [each.metrics for each in report.results] == [each.metrics for each in alone.results]
    assert report.comparisons == alone.comparisons
    assert report.baseline == "popularity"
    assert all(set(fold.made) == {"popularity", "ease"} for fold in report.folds)


def test_where_nobody_can_be_fitted_or_nobody_may_be_missing_it_is_refused():
    with pytest.raises(Unsupported, match="Picky wants more"):
        evaluate(busy(), [Picky()], leave_out_unsupported=True)
    with pytest.raises(Unsupported, match="Picky wants more"):
        evaluate(busy(), [*models(Popularity), Picky()])


def test_metrics_stand_in_the_order_they_were_asked_for():
    rows = [(f"u{u}", f"i{i}", i, "rating", (u + i) % 5) for u in range(9) for i in range(u % 3, 9)]
    report = evaluate(dataset(rows), models(Popularity, SVD), metrics="rmse,diversity@3,ndcg@3")
    assert "rmse" not in report.results[0].metrics
    assert report.measured == ("rmse", "diversity@3", "ndcg@3")


def test_a_recipe_that_is_left_out_is_told_from_the_model_it_is_called_like():
    contenders = [
        ModelContender(create("ease")),
        RecipeContender(Recipe(name="EASE", models={"svd": 1.0})),
    ]
    report = evaluate(checkerboard(), contenders, metrics="ndcg@3", leave_out_unsupported=True)
    assert [result.label for result in report.results] == ["EASE"]
    assert list(report.left_out) == ["EASE (recipe)"]

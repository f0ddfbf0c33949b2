"""Tuning: better parameters are found on validation, and the test is looked at once."""

from __future__ import annotations

import numpy as np
import pytest

from recengine.errors import Cancelled, InvalidSetting, Problem, Unsupported
from recengine.evaluation import tunable, tune
from recengine.evaluation.tuning import REACH
from recengine.models import REGISTRY, create
from tests import worlds


def noisy(seed: int = 0):
    """Two kinds of items and many accidents, so that a strong ridge is worth having."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(250):
        for day in range(9):
            kind = person % 2 if rng.random() < 0.6 else rng.integers(2)
            rows.append((f"u{person:03}", f"i{2 * rng.integers(30) + kind:02}", day))
    return worlds.dataset(rows)


def test_what_was_found_is_the_best_of_the_trials_and_the_defaults_came_first() -> None:
    found = tune(noisy(), "item_knn", trials=8, seconds=60)
    assert len(found.trials) == 8
    usual = create("item_knn")
    assert found.trials[0].parameters == {"neighbours": usual.neighbours, "shrink": usual.shrink}
    best = max(found.trials, key=lambda trial: trial.value)
    assert found.parameters == best.parameters
    assert best.value > found.trials[0].value
    assert {result.model for result in found.report.results} == {"item_knn", "tuned"}


def test_the_same_seed_tries_the_same() -> None:
    one, other = (tune(noisy(), "markov", trials=5, seconds=60, seed=3) for _ in range(2))
    assert [trial.parameters for trial in one.trials] == [
        trial.parameters for trial in other.trials
    ]
    assert one.parameters == other.parameters


def test_trials_never_see_the_test(monkeypatch) -> None:
    dataset = noisy()
    last = {(row, dataset.histories.people([row]).items[-1]) for row in range(dataset.n_users)}
    seen: list[set] = []

    def spy(model, train, progress):
        seen.append(set(zip(train.histories.rows, train.histories.items, strict=True)))
        return original(model, train, progress)

    original = REGISTRY["markov"].fit
    monkeypatch.setattr(REGISTRY["markov"], "fit", spy)
    found = tune(dataset, "markov", trials=4, seconds=60)
    missing = [sum(pair in each for pair in last) for each in seen]
    repeated = sum(
        int(np.count_nonzero(dataset.histories.people([row]).items == item) > 1)
        for row, item in last
    )
    assert max(missing) <= repeated
    assert len(seen) == 4 + (2 if found.report else 0)


def test_a_budget_that_is_too_short_for_a_second_trial_gives_the_defaults() -> None:
    found = tune(noisy(), "ease", seconds=1e-9)
    assert len(found.trials) == 1
    assert found.parameters == {"l2": create("ease").l2}
    assert found.report is None
    assert found.to_dict()["test"] is None


def test_it_can_be_stopped_and_tells_how_far_it_is() -> None:
    shares: list[float] = []

    def watch(share: float, _words: str) -> None:
        shares.append(share)
        if len(shares) > 30:
            raise Cancelled

    with pytest.raises(Cancelled):
        tune(noisy(), "item_knn", progress=watch)
    assert shares == sorted(shares)


def test_a_model_without_parameters_is_refused() -> None:
    with pytest.raises(InvalidSetting, match="Popularity has no parameters to tune"):
        tune(noisy(), "popularity")


def test_every_parameter_that_can_be_tuned_is_one_of_a_model() -> None:
    own = {parameter for name in REGISTRY for parameter in vars(create(name))}
    assert set(REACH) <= own


@pytest.mark.parametrize("name", [name for name in REGISTRY if tunable(name)])
def test_both_ends_of_what_is_tried_are_possible(name: str) -> None:
    for parameter in tunable(name):
        usual, reach = getattr(create(name), parameter), REACH.get(parameter, 4)
        for value in (usual / reach, usual * reach):
            kind = type(usual)
            create(name, **{parameter: kind(max(value, 1)) if kind is int else value})


@pytest.mark.parametrize(
    ("metric", "sentence"),
    [
        ("fame@10", "no metric called 'fame'"),
        ("ndcg@10,recall@10", "judged by one metric"),
        ("gini@10", "of which more is better"),
    ],
)
def test_what_trials_cannot_be_judged_by_is_refused_before_any_work(metric, sentence, monkeypatch):
    monkeypatch.setattr(REGISTRY["markov"], "fit", None)
    with pytest.raises(InvalidSetting, match=sentence):
        tune(noisy(), "markov", metric=metric)


def test_parameters_that_do_not_fit_the_memory_are_passed_over(monkeypatch, capfd) -> None:
    usual = create("markov").shrink
    original = REGISTRY["markov"].fit

    def narrow(model, train, progress):
        if model.shrink > usual:
            raise Unsupported(Problem("too_large", "Too large.", "Use another."))
        return original(model, train, progress)

    monkeypatch.setattr(REGISTRY["markov"], "fit", narrow)
    found = tune(noisy(), "markov", trials=12, seconds=60)
    assert 1 < len(found.trials) < 12
    assert max(trial.parameters["shrink"] for trial in found.trials) <= usual
    assert capfd.readouterr() == ("", "")

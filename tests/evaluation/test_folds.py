"""Several folds as one, and people of whom nothing was known apart."""

from dataclasses import replace

import numpy as np
import pytest

from recengine.charts.comparison_page import comparison_page
from recengine.data.splits import (
    SplitSettings,
    held_back,
    leave_last_out,
    make_splits,
    temporal_split,
)
from recengine.evaluation import ModelContender, evaluate
from recengine.evaluation.folds import people_of
from recengine.models import EASE, SVD, Popularity
from tests.worlds import dataset


def drifting():
    """People of two months; half of them come in the second one."""
    rng = np.random.default_rng(1)
    return dataset(
        [
            (f"u{u:02d}", f"i{i}", day)
            for u in range(40)
            for day, i in zip(
                (0 if u < 20 else 30) + np.arange(0, 30, 6), rng.permutation(9)[:5], strict=True
            )
        ]
    )


def halves(world):
    """Two folds that test some of the same people."""
    times = world.histories.times
    days = (times - times.min()) / 86_400
    first = held_back(world, (days > 12) & (days <= 24), "one", "One.", learned=days <= 12)
    second = held_back(world, days > 42, "two", "Two.", learned=days <= 42)
    return first, second


def contenders():
    return [ModelContender(Popularity()), ModelContender(EASE())]


def test_of_several_folds_each_person_counts_once_with_the_mean():
    world = drifting()
    same = leave_last_out(world)
    once = evaluate(world, contenders(), split=same, metrics="ndcg@3,coverage@3")
    twice = evaluate(world, contenders(), split=[same, same], metrics="ndcg@3,coverage@3")
    assert twice.people == once.people
    assert twice.result("ease").metrics == once.result("ease").metrics


def test_a_metric_that_one_window_lacks_is_left_out_with_a_sentence():
    rows = [
        (
            f"u{u:02d}",
            f"i{(u + day) % 9}",
            day,
            *(("view", 0) if day == 7 else ("rating", u * day % 5)),
        )
        for u in range(12)
        for day in range(9)
    ]
    world = dataset(rows)
    splits = make_splits(world, SplitSettings(name="rolling", windows=2, days=1.0))
    approaches = [ModelContender(Popularity()), ModelContender(SVD())]
    report = evaluate(world, approaches, split=splits, metrics="rmse,hit@3")
    assert report.measured == ("hit@3",)
    assert report.result("svd").not_given == (
        "RMSE is not given: no rating was held back in 1 of 2 windows.",
    )
    (plain,) = report.result("popularity").not_given
    assert "windows" not in plain


def test_folds_of_different_people_hold_all_of_them():
    world = drifting()
    report = evaluate(world, contenders(), split=halves(world), metrics="hit@3")
    codes = people_of(report.folds)
    assert len(codes) == len(report.people) == len(report.per_person["ease"]["hit@3"])
    assert set(codes) == {u for fold in report.folds for u in fold.split.people}
    alone = evaluate(world, contenders(), split=report.folds[0].split, metrics="hit@3")
    only = np.setdiff1d(report.folds[0].split.people, report.folds[1].split.people)
    assert len(only)
    here, there = np.isin(people_of(alone.folds), only), np.isin(codes, only)
    assert (
        alone.per_person["ease"]["hit@3"][here] == report.per_person["ease"]["hit@3"][there]
    ).all()
    assert "2 windows" in report.protocol


def test_people_of_whom_nothing_was_known_are_told_apart():
    world = drifting()
    split = temporal_split(world, share=0.6)
    assert set(split.newcomers) == set(range(20, 40))
    report = evaluate(world, contenders(), split=split, metrics="hit@3,coverage@3")
    assert report.newcomers == 20
    assert not set(split.newcomers) & set(people_of(report.folds))
    assert set(report.results[0].cold) == {"hit@3"}
    likes = split.train.histories.likes.sum(axis=0)
    wanted = split.test.likes[split.newcomers].toarray() > 0
    top = np.sort(likes)[-3:]
    assert (wanted[:, likes >= top[0]].any(axis=1)).mean() >= (
        report.result("popularity").cold["hit@3"].mean
    )


def test_a_few_newcomers_are_not_told_of_not_even_how_many():
    world = drifting()
    split = temporal_split(world, share=0.6)
    split = replace(split, newcomers=split.newcomers[:3])
    report = evaluate(world, contenders(), split=split, metrics="hit@3")
    assert report.newcomers is None
    assert report.to_dict()["newcomers"] is None
    assert all(result.cold == {} for result in report.results)
    page = comparison_page(report, world)
    assert "Fewer than 11 people had something to find" in page
    assert "3 people" not in page


def test_without_newcomers_nothing_is_said_of_them():
    report = evaluate(drifting(), contenders(), metrics="hit@3")
    assert report.newcomers == 0
    assert report.results[0].cold == {}


def test_the_lists_are_kept_for_whoever_asks_where_one_wins():
    report = evaluate(drifting(), contenders(), metrics="hit@3")
    (fold,) = report.folds
    assert fold.codes["ease"].shape == (len(report.people), 3)
    assert report.per_person["ease"]["hit@3"].mean() == pytest.approx(
        np.mean(
            [
                bool(set(row) & set(fold.split.relevant[[n]].indices))
                for n, row in enumerate(fold.codes["ease"])
            ]
        )
    )

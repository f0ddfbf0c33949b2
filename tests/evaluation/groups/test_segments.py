"""Groups: figures by a loop over people, one correction for all cells, and no small cell told."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.splits import leave_last_out, temporal_split
from recengine.errors import Cancelled, InvalidSetting
from recengine.evaluation import ModelContender, evaluate
from recengine.evaluation.groups.cells import by_person
from recengine.evaluation.groups.dimensions import dimensions, sort
from recengine.evaluation.groups.held_choices import HeldChoices, found_within
from recengine.evaluation.groups.segments import MOST_GROUPS, _told, segments
from recengine.evaluation.significance.comparison import holm
from recengine.evaluation.small_cells import FEWEST, apart
from recengine.models import create
from tests import worlds
from tests.evaluation.lists_by_hand import at_random, report_with, visits


@pytest.fixture(scope="module")
def world():
    return visits()


@pytest.fixture(scope="module")
def report(world):
    split = temporal_split(world, share=0.4)
    return report_with(world, [split], at_random(split))


def choices_of(world, report):
    """One row a held-back choice, from the frames alone."""
    (fold,) = report.folds
    events = world.interactions.astype({"user_id": str, "item_id": str, "event": str})
    events["plan"] = events["user_id"].map(world.users.set_index("user_id")["plan"])
    cut = pd.Timestamp(np.nanmax(fold.split.train.histories.times), unit="s")
    train, test = events[events["timestamp"] <= cut], events[events["timestamp"] > cut]
    test = test.assign(weight=test["event"].map({"like": 1.0, "view": 0.3, "dislike": -1.0}))
    rows = []
    for (who, what), part in test.groupby(["user_id", "item_id"]):
        mine = train[train["user_id"] == who]
        if part["weight"].sum() > 1e-9 and len(mine) and what not in set(mine["item_id"]):
            first = part.sort_values("timestamp", kind="stable").iloc[0]
            rows.append(
                {
                    "person": who,
                    "item": what,
                    "met_by": train[train["item_id"] == what]["user_id"].nunique(),
                    "device": first["device"],
                    "time": first["timestamp"],
                    "plan": first["plan"],
                    "known": mine["item_id"].nunique(),
                }
            )
    return pd.DataFrame(rows)


def found_by_loop(world, report, rows, k):
    (fold,) = report.folds
    place = {world.users["user_id"][code]: at for at, code in enumerate(fold.split.people)}
    return {
        name: [
            float(world.item_code(row["item"]) in codes[place[row["person"]]][:k])
            for _, row in rows.iterrows()
        ]
        for name, codes in fold.codes.items()
    }


def test_the_held_back_choices_are_those_of_the_file(world, report):
    held, rows = HeldChoices.of(report.folds), choices_of(world, report)
    assert len(held) == len(rows) > 100
    mine = pd.DataFrame(
        {
            "person": [report.people[row] for row in held.people],
            "item": world.item_ids[held.items],
            "met_by": held.met_by,
            "device": [("", *world.histories.devices.names)[code + 1] for code in held.devices],
            "time": pd.to_datetime(held.times, unit="s").astype("datetime64[ms]"),
        }
    ).sort_values(["person", "item"], ignore_index=True)
    pd.testing.assert_frame_equal(mine, rows[mine.columns.tolist()], check_dtype=False)


@pytest.mark.parametrize("column", ["device", "genres"])
def test_a_choices_figure_is_the_mean_of_each_persons_share(world, report, column):
    rows = choices_of(world, report)
    genres = world.items.set_index("item_id")["genres"]
    rows["genres"] = rows["item"].map(genres)
    found = segments(report, world, "category" if column == "genres" else column, "ndcg@3")
    shares = found_by_loop(world, report, rows, k=3)
    assert len(found.told) >= 2
    for group in found.told:
        inside = rows[column].str.split("|").map(lambda each: group.label in each)  # noqa: B023
        assert group.choices == inside.sum()
        assert group.people == rows[inside]["person"].nunique()
        for name, hits in shares.items():
            by_person = pd.Series(hits)[inside].groupby(rows["person"][inside]).mean()
            assert found.figures[name][group.label].mean == pytest.approx(by_person.mean())


def test_a_peoples_figure_is_the_mean_of_their_metric(world, report):
    found = segments(report, world, "person:plan", "ndcg@3")
    plans = world.users.set_index("user_id")["plan"].loc[list(report.people)].to_numpy()
    assert {group.label for group in found.told} == {"big", "small"}
    for group in found.told:
        inside = plans == group.label
        assert group.people == inside.sum()
        for name in ("base", "other"):
            values = report.per_person[name]["ndcg@3"][inside]
            assert found.figures[name][group.label].mean == pytest.approx(values.mean())


def test_lengths_of_histories_are_counted_in_titles(world, report):
    rows = choices_of(world, report).groupby("person")["known"].first()
    found = segments(report, world, "history", "ndcg@3")
    assert {group.label: group.people for group in found.groups} == {
        "1 to 4 titles": (rows < 5).sum(),
        "5 titles or more": (rows >= 5).sum(),
    }


def test_all_choices_together_are_recall(report):
    held = HeldChoices.of(report.folds)
    means = by_person(found_within(report.folds, 3), held.people)
    for at, name in enumerate(report.per_person):
        assert means[:, at] == pytest.approx(report.per_person[name]["recall@3"])


def test_a_fold_told_twice_changes_nothing(world, report):
    (fold,) = report.folds
    lists = {name: [codes, codes] for name, codes in fold.codes.items()}
    twice = report_with(world, [fold.split, fold.split], lists)
    for key in ("history", "category", "when"):
        one, two = (segments(each, world, key, "ndcg@3") for each in (report, twice))
        assert one.figures == two.figures
        assert [group.people for group in one.groups] == [group.people for group in two.groups]


def planted(n_each=60):
    """The base finds what small plans choose, the other what big ones choose."""
    rows, people = [], []
    for number in range(2 * n_each):
        who, plan = f"p{number:03}", "big" if number % 2 else "small"
        people.append((who, plan))
        rows += [(who, "old", 0, "like"), (who, plan, 9, "like")]
    items = pd.DataFrame({"item_id": ["big", "old", "small"]})
    world = worlds.dataset(rows, items, pd.DataFrame(people, columns=["user_id", "plan"]))
    split = leave_last_out(world)
    code = {
        name: np.full((len(split.people), 1), world.item_code(name)) for name in ("big", "small")
    }
    return world, report_with(
        world, [split], {"base": [code["small"]], "other": [code["big"]]}, metrics="recall@1"
    )


def test_a_planted_win_and_a_planted_loss_are_found_though_the_means_are_equal():
    world, report = planted()
    assert report.comparisons[0].difference == 0.0
    found = segments(report, world, "person:plan", "recall@1")
    cells = found.differences["other"]
    assert (cells["big"].difference, cells["big"].verdict) == (1.0, "better")
    assert (cells["small"].difference, cells["small"].verdict) == (-1.0, "worse")


def test_the_correction_is_over_all_cells(world, report):
    found = segments(report, world, "category", "ndcg@3")
    cells = [cell for by_group in found.differences.values() for cell in by_group.values()]
    assert len(cells) >= 3
    alone, adjusted = (
        np.array([getattr(c, name) for c in cells]) for name in ("p_value", "p_adjusted")
    )
    assert adjusted == pytest.approx(holm(alone))


def test_with_very_many_cells_a_sure_difference_stays_sure():
    world, report = planted()
    (fold,) = report.folds
    lists = {"base": [fold.codes["base"]]}
    lists |= {f"other{number}": [fold.codes["other"]] for number in range(70)}
    many = report_with(world, [fold.split], lists, metrics="recall@1")
    found = segments(many, world, "person:plan", "recall@1")
    verdicts = {cells["big"].verdict for cells in found.differences.values()}
    assert len(found.differences) * len(found.told) == 140
    assert verdicts == {"better"}


def test_small_groups_are_not_told_of():
    world, report = planted()
    users = world.users.copy()
    users["plan"] = ["tiny"] * 5 + users["plan"].to_list()[5:]
    world = worlds.dataset(
        world.interactions.astype({"user_id": str, "item_id": str, "event": str}),
        world.items,
        users,
    )
    found = segments(report, world, "person:plan", "recall@1")
    hidden = {group.label: group for group in found.groups if not group.told}
    assert set(hidden) == {"tiny", "big"} or set(hidden) == {"tiny", "small"}
    assert all((group.people, group.choices) == (None, None) for group in hidden.values())
    told = found.to_frame().set_index("group")
    assert told.loc["tiny", ["people", "choices", "mean", "difference"]].isna().all(axis=None)
    assert set(told.loc["tiny", "verdict"]) == {"too few to tell"}
    assert "tiny" not in found.figures["base"]


SIZES = st.lists(st.integers(0, 40), min_size=1, max_size=6)


@given(SIZES, st.integers(0, 15), st.booleans())
def test_no_small_group_follows_from_a_total(sizes, unsorted, twice):
    """Whether everybody makes one choice or two of the same kind."""
    each = 2 if twice else 1
    counts = np.array(sizes)
    codes = np.repeat([*range(len(sizes)), -1], [*counts * each, unsorted * each])
    people = np.arange(len(codes)) // each
    told = _told([np.flatnonzero(codes == at) for at in range(len(sizes))], people)
    assert (counts[told] >= FEWEST).all()
    rest = counts[~told].sum() + unsorted
    assert not told.any() or rest == 0 or rest >= FEWEST


def test_a_metric_that_people_have_no_value_of_is_refused(world, report):
    with pytest.raises(InvalidSetting, match="Coverage@3 was not measured for each person"):
        segments(report, world, "history", "coverage@3")


def test_what_is_missing_is_named(world, report):
    assert not any(each.missing for each in dimensions(world, report))
    bare = worlds.checkerboard()
    split = leave_last_out(bare)
    poor = report_with(bare, [split], at_random(split))
    missing = {each.key: each.missing for each in dimensions(bare, poor) if each.missing}
    assert set(missing) == {"person:", "account", "device"}
    assert "on what device" in missing["device"]
    with pytest.raises(InvalidSetting, match="cannot be told apart by 'device'"):
        segments(poor, bare, "device", "ndcg@3")


def test_every_dimension_of_a_rich_world_has_groups(world, report):
    held = HeldChoices.of(report.folds)
    for each in dimensions(world, report):
        sorting = sort(world, report, held, each.key)
        assert len(set(sorting.labels)) == len(sorting.labels) == len(sorting.details)
        assert each.said(sorting.labels[0]).count(sorting.labels[0]) == 1
        found = segments(report, world, each.key, "ndcg@3")
        assert 0 < len(found.told) <= MOST_GROUPS
        assert set(found.figures["base"]) == {group.label for group in found.told}


def test_a_hostile_column_is_named_as_it_is(world):
    users = world.users.rename(columns={"plan": "{0}{} plan"})
    hostile = replace(world, users=users)
    split = temporal_split(hostile, share=0.4)
    made = report_with(hostile, [split], at_random(split))
    (plan,) = [each for each in dimensions(hostile, made) if each.key.startswith("person:")]
    assert plan.said("big") == "“{0}{} plan: big”"


def overlapping(n_both=171, n_few=9):
    """Each person chose one title: of two genres, of one of these and a rare third, or others."""
    kinds = ["both"] * n_both + ["few"] * n_few + ["apart"] * 60 + ["rare"] * 8 + ["last"] * 7
    rows = [(f"p{at:03}", "old", 0, "like") for at in range(len(kinds))]
    rows += [(f"p{at:03}", kind, 9, "like") for at, kind in enumerate(kinds)]
    genres = {"both": "Drama|Crime", "few": "Crime|Odd", "apart": "Music", "rare": "Opera"}
    genres["last"] = "Noh"
    genres["old"] = "Old"
    genres |= {f"other {at}": "Drama|Old" for at in range(9)}
    items = pd.DataFrame(genres.items(), columns=["item_id", "genres"])
    world = worlds.dataset(rows, items)
    split = leave_last_out(world)
    return world, report_with(world, [split], at_random(split))


def test_of_overlapping_groups_none_follows_from_a_difference():
    """Crime has 180 choices and Drama 171, so that both would tell of the 9 that are Odd."""
    found = segments(*overlapping()[::-1], "category", "ndcg@3")
    assert [group.label for group in found.told] == ["Crime", "Music"]
    hidden = {group.label for group in found.groups if not group.told}
    assert hidden == {"Drama", "Noh", "Odd", "Opera"}


def test_overlapping_groups_that_are_far_apart_are_both_told():
    found = segments(*overlapping(n_few=40)[::-1], "category", "ndcg@3")
    assert [group.label for group in found.told] == ["Crime", "Drama", "Music", "Odd"]


@given(st.lists(st.lists(st.booleans(), min_size=60, max_size=60), min_size=1, max_size=5))
def test_no_difference_of_nested_groups_is_small(rows):
    members = np.array(rows)
    members[1:] |= members[:-1]  # each group holds the one before, which makes small differences
    kept = apart(members, members.sum(axis=1) >= FEWEST)
    shown = [*members[kept], np.ones(60, dtype=bool)]
    for a in shown:
        inside = [b for b in shown if b is not a and not (b & ~a).any()]
        assert not any(1 <= (a & ~b).sum() < FEWEST for b in inside)


def test_two_groups_that_lie_in_a_third_do_not_tell_of_its_rest():
    crime, drama, thriller, far = np.zeros((4, 300), dtype=bool)
    crime[:180], drama[:100], thriller[100:171], far[180:240] = True, True, True, True
    kept = apart(np.array([crime, drama, thriller, far]), np.ones(4, dtype=bool))
    assert kept.tolist() == [True, True, False, True]


def test_a_group_of_nearly_everybody_is_not_told():
    nearly, half = np.arange(60) < 55, np.arange(60) % 2 == 0
    assert apart(np.array([nearly, half]), np.ones(2, dtype=bool)).tolist() == [False, True]


def test_no_more_places_are_named_than_the_lists_have(world, report):
    """AUC has no length of its own, so that ten would be meant, and these lists have five."""
    contenders = [ModelContender(create(name)) for name in ("popularity", "item_knn")]
    made = evaluate(world, contenders, split=report.folds[0].split, metrics="auc", k=5)
    found = segments(made, world, "popularity", "auc")
    assert found.metric.key == "recall@5"
    assert "within the first 5" in found.denominator


def test_progress_rises_over_every_group_and_may_end_it(world, report):
    told = []
    found = segments(
        report, world, "person:plan", "ndcg@3", lambda share, words: told.append((share, words))
    )
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
    for group in found.told:
        assert sum(words == group.label for _, words in told) == 3  # figures, tests, signs

    def stop(share, _words):
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        segments(report, world, "person:plan", "ndcg@3", stop)

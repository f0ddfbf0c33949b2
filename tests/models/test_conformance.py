"""What every model in the registry must do; a new one is tested here by being registered.

What a model may fail is written in ``EXCEPTIONS`` with the reason, and has to fail.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import fields
from functools import cache

import numpy as np
import pandas as pd
import pytest

from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.errors import Cancelled, InvalidSetting, Unsupported
from recengine.models import REGISTRY, Contributions, ItemWeightModel, Recommender, create
from recengine.models.base import KINDS
from recengine.models.storing import restore, store
from recengine.progress import Progress, quiet
from tests import worlds
from tests.worlds import COMEDIES, DRAMAS, UNTOUCHED, item, missing_on_the_board, person

#: What models that look for the next item cannot meet.
_ORDERED = {
    "test_the_order_of_rows_in_the_file_changes_nothing": (
        "events of one moment keep the order of the file"
    ),
    "test_having_the_sequel_says_more_about_the_first_film_than_the_reverse": (
        "the sequel comes after the first film, never before it"
    ),
    "test_on_the_checkerboard_the_one_field_of_their_colour_is_found_for_everybody": (
        "what was skipped lies behind; they look for the field after the last"
    ),
}
_DRAWN = "first weights and batches are drawn in the order of codes"
_MEAN = "stars of an item that nobody rated are expected to be the mean"
_UNRATED = "stars say nothing of what was never rated, and nobody here rated the other kind"
_STARS = {
    "test_an_item_nobody_touched_scores_above_zero_exactly_where_that_is_declared": _MEAN,
    "test_having_the_sequel_says_more_about_the_first_film_than_the_reverse": _UNRATED,
    "test_the_items_most_like_a_drama_are_dramas": _UNRATED,
    "test_a_friend_of_comedies_gets_the_comedy_they_lack_before_any_drama": _UNRATED,
    "test_a_friend_of_dramas_gets_the_third_drama_before_the_fourth_and_any_comedy": _UNRATED,
    "test_on_the_checkerboard_the_one_field_of_their_colour_is_found_for_everybody": _UNRATED,
}
#: model -> check -> why it is not met.
EXCEPTIONS = {
    "als": {
        "test_other_names_for_people_and_items_give_the_same_scores": (
            "starting points are drawn in the order of codes, and the error has several minima"
        ),
        "test_having_the_sequel_says_more_about_the_first_film_than_the_reverse": (
            "W_u shrinks a single like the more, the longer that item's point is"
        ),
    },
    "graph": {
        "test_having_the_sequel_says_more_about_the_first_film_than_the_reverse": (
            "smoothing is the same both ways, and the ideal filter divides by what is popular"
        ),
    },
    "hybrid": {
        "test_the_order_of_rows_in_the_file_changes_nothing": (
            "some of its members keep the order of the file where times are equal"
        ),
        "test_other_names_for_people_and_items_give_the_same_scores": (
            "starting points of one of its members are drawn in the order of codes"
        ),
    },
    "markov": _ORDERED,
    "session_knn": {
        "test_the_order_of_rows_in_the_file_changes_nothing": (
            "events of one moment keep the order of the file"
        ),
        "test_having_the_sequel_says_more_about_the_first_film_than_the_reverse": (
            "what was near in a session is near both ways"
        ),
    },
    "seq_linear": _ORDERED,
    "bpr": {
        "test_other_names_for_people_and_items_give_the_same_scores": _DRAWN,
    },
    "svd": {**_STARS, "test_other_names_for_people_and_items_give_the_same_scores": _DRAWN},
    "svdpp": {
        **_STARS,
        "test_other_names_for_people_and_items_give_the_same_scores": _DRAWN,
        "test_a_dislike_lowers_what_resembles_it_exactly_where_that_is_declared": (
            "that somebody rates at all speaks for what goes with it, and here as loudly"
        ),
    },
    "knn_baseline": {
        check: _STARS[check]
        for check in (
            "test_an_item_nobody_touched_scores_above_zero_exactly_where_that_is_declared",
            "test_having_the_sequel_says_more_about_the_first_film_than_the_reverse",
            "test_a_friend_of_dramas_gets_the_third_drama_before_the_fourth_and_any_comedy",
        )
    },
    "two_tower": {
        "test_somebody_unknown_scores_as_a_known_person_who_did_the_same": (
            "the hour of the last event counts, and the unknown person's is not given"
        ),
    },
    "rules": {
        "test_on_the_checkerboard_the_one_field_of_their_colour_is_found_for_everybody": (
            "on the board one field is chosen a day, so that every basket holds one item"
        ),
    },
    "slim": {
        "test_having_the_sequel_says_more_about_the_first_film_than_the_reverse": (
            "the other comedies say all there is to say about the first film"
        ),
    },
    "item_knn": {
        "test_having_the_sequel_says_more_about_the_first_film_than_the_reverse": (
            "a cosine is the same both ways"
        ),
    },
}

#: Item that a model which knows nobody puts first in ``camps``.
SAME_FOR_ALL = {"popularity": "first", "trending": "d1"}

WORLDS: dict[str, Callable[[], Dataset]] = {
    "checkerboard": worlds.checkerboard,
    "lopsided": worlds.lopsided,
    "camps": worlds.camps,
    "busy": worlds.busy,
    "embedded": worlds.embedded,
}


def models(of: Callable[[type[Recommender]], bool] = lambda model: True):
    """Run a check for every registered model that it concerns."""

    def parametrised(check):
        cases = []
        for name, model in REGISTRY.items():
            reason = EXCEPTIONS.get(name, {}).get(check.__name__)
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            if of(model):
                cases.append(pytest.param(name, marks=marks))
        return pytest.mark.parametrize("name", cases)(check)

    return parametrised


def personal(model: type[Recommender]) -> bool:
    return model.capabilities.personal


def steady(model: type[Recommender]) -> bool:
    """Whether twenty people are enough to learn from, and how they are coded is all the same.

    To networks they are too few, and first weights and batches are drawn in the order of codes:
    what comes of it is luck. Each has a world of its own where it has to find the known answer.
    """
    return model.name not in {"sasrec", "two_tower"}


def knowing(model: type[Recommender]) -> bool:
    return personal(model) and steady(model)


def moved_by_items(model: type[Recommender]) -> bool:
    return issubclass(model, ItemWeightModel)


def seeded(model: type[Recommender]) -> bool:
    return "seed" in {parameter.name for parameter in fields(model)}


@cache
def world(name: str) -> Dataset:
    return WORLDS[name]()


def learn(name: str, dataset: Dataset, progress: Progress = quiet, **parameters) -> Recommender:
    model = REGISTRY[name](**parameters)
    return model.fit(data_for(model, dataset), progress)


def data_for(model: Recommender, dataset: Dataset) -> Dataset:
    """The world itself, or the same with stars where a model needs them."""
    return worlds.rated(dataset) if model.capabilities.ratings else dataset


@cache
def fitted(name: str, of: str = "busy") -> Recommender:
    return learn(name, world(of))


def scores(name: str, of: str = "busy") -> np.ndarray:
    return fitted(name, of).score(world(of).histories)


def one(dataset: Dataset, *item_ids: str) -> History:
    codes = [dataset.item_code(item_id) for item_id in item_ids]
    return History.of(codes, n_items=dataset.n_items)


def by_item(terms: Contributions) -> np.ndarray:
    return terms.values  # noqa: PD011  a field of ours, not a frame's


def content_of(dataset: Dataset) -> str:
    """A digest of every array and frame that a model could change."""
    digest = hashlib.blake2b()
    held = dataset.histories
    arrays = [held.starts, held.items, held.weights, held.events, held.signals, held.times]
    for matrix in (held.matrix, held.likes):
        arrays += [matrix.data, matrix.indices, matrix.indptr]
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    for frame in (dataset.items, dataset.users, dataset.interactions):
        digest.update(pd.util.hash_pandas_object(frame.astype(str)).to_numpy().tobytes())
    return digest.hexdigest()


def test_every_exception_names_a_registered_model_and_a_check_of_this_file():
    checks = {name for name in globals() if name.startswith("test_")}
    assert set(EXCEPTIONS) <= set(REGISTRY)
    assert {check for of in EXCEPTIONS.values() for check in of} <= checks


@models()
def test_a_model_says_what_it_is_called_and_what_it_is_for(name):
    model = REGISTRY[name]
    assert model.name == name
    assert model.label
    assert model.help.endswith(".")
    assert len(model.help) < 100
    assert model.kind in KINDS
    assert model.use.startswith("Use it ")
    assert model.use.endswith(".")
    assert len(model.use) < 63  # a line of a table


@models()
def test_fit_returns_the_model_itself(name):
    model = create(name)
    assert model.fit(data_for(model, world("camps"))) is model


@models()
def test_an_unfitted_model_equals_no_other_and_can_be_a_key(name):
    assert create(name) != create(name)
    assert len({create(name), create(name)}) == 2


@models()
def test_fitting_twice_gives_the_same_scores(name):
    again = learn(name, world("busy")).score(world("busy").histories)
    np.testing.assert_array_equal(scores(name), again)


@models()
def test_fitting_again_forgets_what_was_learned_before(name):
    model = learn(name, world("camps"))
    model.score(world("camps").histories)  # which may make something that lasts
    model.fit(data_for(model, world("busy")))
    np.testing.assert_array_equal(scores(name), model.score(world("busy").histories))


@models(seeded)
def test_another_seed_gives_other_scores(name):
    other = learn(name, world("busy"), seed=1).score(world("busy").histories)
    assert not np.allclose(scores(name), other)


@models()
@pytest.mark.parametrize("of", WORLDS)
def test_scores_are_finite_float64_one_row_a_person_one_column_an_item(name, of):
    found = scores(name, of)
    assert found.shape == (world(of).n_users, world(of).n_items)
    assert found.dtype == np.float64
    assert np.isfinite(found).all()


@models()
def test_scores_may_be_changed_without_changing_the_model(name):
    first = scores(name)
    kept = first.copy()
    first[:] = np.nan
    np.testing.assert_array_equal(scores(name), kept)


@models()
def test_many_people_at_once_score_as_each_alone(name):
    histories = world("busy").histories
    many = np.tile(np.arange(len(histories)), 7)  # 280, more than one block
    together = fitted(name).score(histories.people(many))
    for row in (0, 1, 17, 39, 255, 256, 279):
        alone = fitted(name).score(histories.people([many[row]]))[0]
        exact = fitted(name).capabilities.exact
        rtol, atol = (1e-9, 1e-12) if exact else (1e-4, 1e-5)
        np.testing.assert_allclose(together[row], alone, rtol=rtol, atol=atol)


@models()
def test_nobody_to_score_gives_no_rows(name):
    dataset = world("busy")
    found = fitted(name).score(History.empty(0, dataset.n_items))
    assert found.shape == (0, dataset.n_items)


@models()
def test_an_empty_history_gets_finite_scores_that_are_the_same_for_everybody(name):
    dataset = world("busy")
    found = fitted(name).score(History.empty(2, dataset.n_items))
    assert np.isfinite(found).all()
    np.testing.assert_array_equal(found[0], found[1])


@models()
def test_a_history_of_one_item_gets_finite_scores_whatever_the_item(name):
    dataset = world("busy")
    for code in range(dataset.n_items):
        assert np.isfinite(fitted(name).score(History.of([code], n_items=dataset.n_items))).all()


@models()
def test_somebody_unknown_scores_as_a_known_person_who_did_the_same(name):
    dataset = world("camps")
    for row in range(dataset.n_users):
        known = dataset.histories.people([row])
        stranger = History.of(known.items, weights=known.weights, n_items=dataset.n_items)
        np.testing.assert_allclose(
            fitted(name, "camps").score(stranger)[0], scores(name, "camps")[row], atol=1e-12
        )


@models()
@pytest.mark.parametrize(
    "rows",
    [
        [("ann", "x", 0, "like")],
        [("ann", "tea", 0, "dislike"), ("ann", "jam", 1, "skip"), ("bob", "tea", 1, "dislike")],
        [("ann", "tea", 0, "like"), ("bob", "jam", 0, "like")],
        [("ann", "tea", 0, "view"), ("ann", "tea", 1, "view"), ("ann", "jam", 1, "search")],
        [("ann", "tea"), ("bob", "tea"), ("bob", "jam")],
    ],
    ids=["one row", "only dislikes", "nothing in common", "the same thing again", "no times"],
)
def test_a_world_with_hardly_anything_in_it_gives_finite_scores(name, rows):
    dataset = worlds.dataset(rows)
    if REGISTRY[name].capabilities.ratings:
        with pytest.raises(Unsupported, match="learns from ratings that differ"):
            create(name).fit(dataset)
        return
    model = learn(name, dataset)
    found = model.score(dataset.histories)
    assert np.isfinite(found).all()
    terms = model.explain(dataset.histories.people([0]), np.arange(dataset.n_items))
    np.testing.assert_allclose(terms.total, found[0], atol=1e-6)


@models()
def test_a_model_changes_nothing_of_what_it_is_given(name):
    dataset = worlds.busy(3)
    before = content_of(dataset)
    model = learn(name, dataset)
    model.score(dataset.histories)
    model.explain(dataset.histories.people([0]), np.arange(dataset.n_items))
    if model.capabilities.similar_items:
        model.similar_items(np.arange(4), 3)
    assert content_of(dataset) == before


@models()
def test_asking_changes_nothing_of_what_was_learned(name):
    dataset = world("busy")
    before = scores(name)
    every = np.arange(dataset.n_items)
    if fitted(name).capabilities.similar_items:
        fitted(name).similar_items(every, 5)
    by_item(fitted(name).explain(dataset.histories.people([0]), every))[:] = np.nan
    np.testing.assert_array_equal(scores(name), before)


@models()
def test_a_stored_model_comes_back_with_the_same_scores_reasons_and_parameters(name, tmp_path):
    dataset, model = world("busy"), fitted(name)
    store(model, tmp_path / "model.npz", dataset)
    back = restore(tmp_path / "model.npz", dataset)
    every, history = np.arange(dataset.n_items), dataset.histories.people([4])
    assert repr(back) == repr(model)
    np.testing.assert_array_equal(back.score(dataset.histories), scores(name))
    np.testing.assert_array_equal(
        by_item(back.explain(history, every)), by_item(model.explain(history, every))
    )
    if model.capabilities.similar_items:
        for there, here in zip(
            back.similar_items(every, 5), model.similar_items(every, 5), strict=True
        ):
            np.testing.assert_array_equal(there, here)


@models(steady)
def test_the_order_of_rows_in_the_file_changes_nothing(name):
    rows = worlds.busy().interactions.astype({"user_id": str, "item_id": str, "event": str})
    shuffled = rows.sample(frac=1.0, random_state=1).reset_index(drop=True)
    catalogue = worlds.busy().items
    ordered, mixed = (
        learn(name, dataset).score(dataset.histories)
        for dataset in (worlds.dataset(rows, catalogue), worlds.dataset(shuffled, catalogue))
    )
    np.testing.assert_allclose(mixed, ordered, rtol=1e-4, atol=1e-5)


@models(steady)
def test_other_names_for_people_and_items_give_the_same_scores(name):
    dataset = world("busy")
    rng = np.random.default_rng(5)
    people, items = rng.permutation(dataset.n_users), rng.permutation(dataset.n_items)
    renamed = worlds.dataset(
        dataset.interactions.assign(
            user_id=[f"u{people[c]:03}" for c in dataset.interactions["user_id"].cat.codes],
            item_id=[f"i{items[c]:03}" for c in dataset.interactions["item_id"].cat.codes],
            event=dataset.interactions["event"].astype(str),
        ),
        dataset.items.assign(item_id=[f"i{code:03}" for code in items]),
        dataset.users.assign(user_id=[f"u{code:03}" for code in people]),
    )
    found = learn(name, renamed).score(renamed.histories)[np.ix_(people, items)]
    np.testing.assert_allclose(found, scores(name), rtol=1e-4, atol=1e-5)


@models()
@pytest.mark.parametrize("of", WORLDS)
def test_contributions_add_up_to_the_score(name, of):
    dataset, model = world(of), fitted(name, of)
    every = np.arange(dataset.n_items)
    for row in range(dataset.n_users):
        history = dataset.histories.people([row])
        terms = model.explain(history, every)
        assert by_item(terms).shape == (len(terms.items), dataset.n_items)
        assert terms.base.shape == (dataset.n_items,)
        assert set(terms.items) <= set(history.items)
        np.testing.assert_allclose(terms.total, model.score(history)[0], atol=1e-6)


@models()
def test_only_the_items_asked_for_are_explained_in_the_order_asked(name):
    history = world("busy").histories.people([4])
    every = by_item(fitted(name).explain(history, np.arange(30)))
    some = by_item(fitted(name).explain(history, np.array([7, 2])))
    np.testing.assert_allclose(some, every[:, [7, 2]], atol=1e-12)


@models()
def test_an_empty_history_has_no_reasons_but_what_holds_for_anybody(name):
    dataset = world("busy")
    nobody = History.empty(1, dataset.n_items)
    terms = fitted(name).explain(nobody, np.arange(dataset.n_items))
    assert len(terms.items) == 0
    np.testing.assert_allclose(terms.total, fitted(name).score(nobody)[0], atol=1e-12)


@models()
@pytest.mark.parametrize("k", [1, 3, 11, 12, 50])
def test_similar_items_are_sorted_and_never_the_item_itself_or_are_refused(name, k):
    model, items = fitted(name, "camps"), np.array([0, 5, 11, 5])
    if not model.capabilities.similar_items:
        with pytest.raises(Unsupported, match=f"{model.label} does not know which items are alike"):
            model.similar_items(items, k)
        return
    codes, similarities = model.similar_items(items, k)
    assert codes.shape == similarities.shape == (4, min(k, 11))
    assert np.isfinite(similarities).all()
    assert (np.diff(similarities, axis=1) <= 0).all()
    assert (codes != items[:, None]).all()
    assert all(len(set(row)) == len(row) for row in codes)
    np.testing.assert_array_equal(codes[1], codes[3])


@models(lambda model: model.capabilities.similar_items and steady(model))
def test_the_items_most_like_a_drama_are_dramas(name):
    dataset = world("camps")
    codes, _ = fitted(name, "camps").similar_items(np.array([dataset.item_code("d1")]), 2)
    assert {dataset.item_ids[code] for code in codes[0]} <= {*DRAMAS, UNTOUCHED}


@models()
def test_scores_depend_on_the_person_exactly_where_that_is_declared(name):
    found = scores(name, "camps")
    alike = np.allclose(found[0], found[19])
    assert alike is not fitted(name, "camps").capabilities.personal


@models()
def test_the_order_of_a_history_matters_exactly_where_that_is_declared(name):
    model, dataset = fitted(name), world("busy")
    changed = False
    for row in range(dataset.n_users - 2):
        history = dataset.histories.people([row])
        forth = History.of(history.items, weights=history.weights, n_items=dataset.n_items)
        back = History.of(
            history.items[::-1], weights=history.weights[::-1], n_items=dataset.n_items
        )
        changed |= not np.allclose(model.score(forth), model.score(back), rtol=1e-4, atol=1e-5)
    assert changed is model.capabilities.sequential


@models()
def test_a_dislike_lowers_what_resembles_it_exactly_where_that_is_declared(name):
    dataset, model = world("camps"), fitted(name, "camps")
    for liked, disliked, alike, others in (
        (("c1", "d1"), "d2", ["d3", "d4"], ["c2", "c3", "first"]),
        (("d1", "c1"), "c2", ["c3", "c4", "first"], ["d3", "d4"]),
    ):
        codes = [dataset.item_code(item_id) for item_id in (*liked, disliked)]
        before = History.of(codes[:2], n_items=dataset.n_items)
        after = History.of(codes, weights=[1.0, 1.0, -1.0], n_items=dataset.n_items)
        change = (model.score(after) - model.score(before))[0]
        of_alike, of_others = (
            change[[dataset.item_code(item_id) for item_id in ids]].mean()
            for ids in (alike, others)
        )
        if model.capabilities.dislikes:
            assert of_alike < min(of_others, 0.0) - 1e-6
        else:
            assert not change.any()


@models()
def test_times_beyond_their_order_matter_exactly_where_that_is_declared(name):
    evenly = worlds.one_event_an_hour(data_for(create(name), world("busy")))
    found = create(name).fit(evenly).score(world("busy").histories)
    same = np.allclose(found, scores(name), rtol=1e-4, atol=1e-5)
    assert same is not fitted(name).capabilities.times


@models()
def test_an_item_nobody_touched_scores_above_zero_exactly_where_that_is_declared(name):
    dataset = world("camps")
    found = scores(name, "camps")[19, dataset.item_code(UNTOUCHED)]
    if fitted(name, "camps").capabilities.new_items:
        assert found > 0
    else:
        assert found == pytest.approx(0.0, abs=1e-9)


@models(steady)
def test_attributes_matter_exactly_where_that_is_declared(name):
    described = world("camps")
    rows = described.interactions.astype({"user_id": str, "item_id": str, "event": str})
    bare = worlds.dataset(rows)
    touched = [described.item_code(item_id) for item_id in bare.item_ids]
    without = learn(name, bare).score(bare.histories)
    same = np.allclose(without, scores(name, "camps")[:, touched], atol=1e-3)
    assert same is not fitted(name, "camps").capabilities.needs_attributes


@models()
def test_progress_is_told_in_words_and_in_shares_that_never_fall(name):
    told: list[tuple[float, str]] = []
    learn(name, world("busy"), lambda share, words: told.append((share, words)))
    shares = [share for share, _ in told]
    assert told
    assert shares == sorted(shares)
    assert min(shares) >= 0
    assert max(shares) <= 1
    assert all(words.strip() for _, words in told)


@models()
def test_whoever_watches_can_stop_a_fit_at_its_first_middle_and_last_step(name):
    steps: list[str] = []
    learn(name, world("busy"), lambda _share, words: steps.append(words))

    for stop in {0, len(steps) // 2, len(steps) - 1}:
        left = iter(range(stop))

        def watch(_share: float, _words: str, left=left) -> None:
            if next(left, None) is None:
                raise Cancelled

        with pytest.raises(Cancelled, match="Stopped as asked"):
            learn(name, world("busy"), watch)


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf")])
@pytest.mark.parametrize(
    ("model", "parameter"),
    [
        pytest.param(model, parameter.name, id=f"{name}-{parameter.name}")
        for name, model in REGISTRY.items()
        for parameter in fields(model)
        if str(parameter.type).startswith(("int", "float"))
    ],
)
def test_an_impossible_parameter_is_refused_by_name_at_construction(model, parameter, value):
    with pytest.raises(InvalidSetting, match=rf"^{re.escape(model.label)}: {parameter} is {value}"):
        model(**{parameter: value})


@models(moved_by_items)
@pytest.mark.parametrize("of", WORLDS)
def test_an_item_is_no_reason_for_itself(name, of):
    dataset, model = world(of), fitted(name, of)
    for code in range(dataset.n_items):
        assert model.score(History.of([code], n_items=dataset.n_items))[0, code] == 0.0


@models(knowing)
def test_having_the_sequel_says_more_about_the_first_film_than_the_reverse(name):
    dataset, model = world("camps"), fitted(name, "camps")
    first, second = dataset.item_code("first"), dataset.item_code("second")
    given_the_sequel = model.score(one(dataset, "second"))[0, first]
    given_the_first = model.score(one(dataset, "first"))[0, second]
    assert given_the_sequel > given_the_first + 1e-6


@models(knowing)
def test_a_friend_of_comedies_gets_the_comedy_they_lack_before_any_drama(name):
    dataset, found = world("camps"), scores(name, "camps")
    dramas = [dataset.item_code(item_id) for item_id in (*DRAMAS, UNTOUCHED)]
    for row in range(12):
        lacking = dataset.item_code(f"c{row % 4 + 1}")
        assert found[row, lacking] > found[row, dramas].max()


@models(knowing)
def test_a_friend_of_dramas_gets_the_third_drama_before_the_fourth_and_any_comedy(name):
    dataset, found = world("camps"), scores(name, "camps")
    third = dataset.item_code("d3")
    others = [dataset.item_code(item_id) for item_id in ("d4", *COMEDIES)]
    for row in (14, 16, 18):  # lack both, and liked d1 and d2 alone
        assert found[row, third] > found[row, others].max()


@models(knowing)
def test_on_the_checkerboard_the_one_field_of_their_colour_is_found_for_everybody(name):
    dataset, found = world("checkerboard"), scores(name, "checkerboard")
    unseen = np.where(dataset.histories.seen().toarray() > 0, -np.inf, found)
    for row in range(dataset.n_users):
        assert dataset.item_ids[unseen[row].argmax()] == item(missing_on_the_board(row))
        assert dataset.users["user_id"][row] == person(row)


@models(lambda model: not personal(model))
def test_a_model_that_knows_nobody_puts_the_known_item_first(name):
    assert world("camps").item_ids[scores(name, "camps")[0].argmax()] == SAME_FOR_ALL[name]

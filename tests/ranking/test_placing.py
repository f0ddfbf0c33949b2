"""Placing: fits, bars and rates against their definitions, person by person."""

import numpy as np
import pytest

from recengine.data.drafting import row_of, values_of
from recengine.models import Content
from recengine.models.features import feature_code
from recengine.ranking.placing import (
    _bin,
    audience,
    expected,
    promoted,
    reach,
    readers,
    resembling,
)
from tests import worlds


@pytest.fixture(scope="module")
def world():
    dataset = worlds.busy(n_people=60, n_items=40)
    content = Content(prior=0.5).fit(dataset)
    return dataset, content, audience(dataset, content)


def drama(dataset):
    typed = {"title": "A story of rain", "genres": "Drama"}
    return feature_code(dataset).read(row_of(dataset, typed))


def test_a_copy_of_an_untouched_item_fits_everybody_as_the_model_says():
    dataset = worlds.camps()
    content = Content(prior=0.0).fit(dataset)
    among = audience(dataset, content)
    item = dataset.item_code(worlds.UNTOUCHED)
    copy = feature_code(dataset).read(row_of(dataset, values_of(dataset, item)))
    scores = content.score(dataset.histories.people(among.people))[:, item]
    np.testing.assert_allclose(among.fit(copy), scores, atol=1e-12)
    assert resembling(among.features, copy)[0].item == item
    assert resembling(among.features, copy)[0].likeness == pytest.approx(1.0)


def test_a_new_drama_goes_to_friends_of_dramas_and_says_why():
    dataset = worlds.camps()
    among = audience(dataset, Content(prior=0.0).fit(dataset))
    new = drama(dataset)
    found = readers(among, new, among.fit(new), k=8)
    assert {each.person for each in found} == set(range(12, 20))
    dramas = {dataset.item_code(name) for name in worlds.DRAMAS}
    assert all(set(each.because) <= dramas and each.because for each in found)
    assert all(each.shared[0] == "Genres: Drama" for each in found)


def test_it_is_in_the_top_ten_of_whoever_has_met_no_ten_titles_that_fit_better(world):
    dataset, content, among = world
    fits = among.fit(drama(dataset))
    features = content.item_features_.matrix.toarray()
    ahead, with_popularity = 0, 0
    for row, person in enumerate(among.people):
        weights = dataset.histories.matrix[[person]].toarray()[0]
        taste = features @ (features.T @ weights) / np.abs(weights).sum()
        unseen = np.flatnonzero(dataset.histories.seen()[[person]].toarray()[0] == 0)
        ahead += np.sum(taste[unseen] >= fits[row] - 1e-12) < 10
        popular = (taste + content.popularity_)[unseen]
        with_popularity += np.sum(popular >= fits[row] - 1e-12) < 10
    found = reach(among, fits)[0]
    assert (found.top, found.by_description, found.with_popularity) == (10, ahead, with_popularity)
    assert found.with_popularity <= found.by_description
    everybody = reach(among, fits)[1]
    assert everybody.by_description == len(among.people)  # nobody has a hundred titles left


def test_rates_are_the_share_of_choices_by_fit_with_the_own_part_taken_out(world):
    dataset, content, among = world
    features = content.item_features_.matrix.toarray()
    hits, pairs = np.zeros(200), np.zeros(200)
    for person in among.people:
        weights = dataset.histories.matrix[[person]].toarray()[0]
        seen = dataset.histories.seen()[[person]].toarray()[0] > 0
        for item in range(dataset.n_items):
            others = weights.copy()
            others[item] = 0.0
            liked = weights[item] > 0
            if (seen[item] and not liked) or (liked and not np.abs(others).sum() > 1e-9):
                continue
            fit = features[item] @ (features.T @ others) / np.abs(others).sum()
            hits[_bin(np.array([fit]))[0]] += liked
            pairs[_bin(np.array([fit]))[0]] += 1
    assert (np.diff(among.rates) >= 0).all()
    used = pairs > 0
    assert (among.rates[used] * pairs[used]).sum() == pytest.approx(hits.sum(), rel=0.02)


def test_those_whom_it_fits_best_choose_more_than_as_many_by_lot(world):
    dataset, _, among = world
    fits = among.fit(drama(dataset))
    best = np.argsort(-fits)[:10]
    found = expected(among, fits, best)
    assert found.chosen >= found.by_lot > 0
    assert found.rate == pytest.approx(found.chosen / 10)
    everybody = expected(among, fits, np.arange(len(fits)))
    assert everybody.chosen == pytest.approx(everybody.by_lot)


def test_impressions_go_to_whom_it_fits_best_until_they_are_used_up(world):
    dataset, _, among = world
    fits = among.fit(drama(dataset))
    rows = promoted(among, fits, 7)
    assert len(rows) == 7
    assert fits[rows].tolist() == sorted(fits, reverse=True)[:7]
    assert len(promoted(among, fits, 10_000)) == len(fits)


def test_what_has_nothing_in_common_with_the_catalogue_resembles_and_fits_nothing(world):
    dataset, _, among = world
    new = feature_code(dataset).read(row_of(dataset, {"title": "Zzyzx"}))
    fits = among.fit(new)
    assert not fits.any()
    assert resembling(among.features, new) == ()
    assert readers(among, new, fits) == ()

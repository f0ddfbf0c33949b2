"""Content: tf-idf by hand, the sequel, bands of numbers, and what popularity adds."""

import numpy as np
import pandas as pd
import pytest

from recengine.data.history import History
from recengine.data.samples import load_sample
from recengine.data.searching import searched_for
from recengine.models import Content
from recengine.models.features import feature_code, item_features
from tests import worlds


def described(**columns):
    """A world of as many items as the columns are long; one person liked the first of them."""
    n = len(next(iter(columns.values())))
    ids = [f"i{code:03}" for code in range(n)]
    items = pd.DataFrame({"item_id": ids, "title": ["x"] * n, **columns})  # one letter is no word
    return worlds.dataset([("ann", ids[0], 0, "like")], items)


def cosines(dataset) -> np.ndarray:
    features = item_features(dataset).matrix
    return (features @ features.T).toarray()


def test_tf_idf_by_hand():
    dataset = described(genres=["Drama|Crime", "Drama", "Comedy|Crime", "Drama"])
    drama, crime, comedy = (np.log(5 / (1 + having)) + 1 for having in (3, 2, 1))
    first = np.array([0, crime, drama]) / np.hypot(crime, drama)
    third = np.array([comedy, crime, 0]) / np.hypot(comedy, crime)
    features = item_features(dataset)
    assert list(features.names) == ["Genres: Comedy", "Genres: Crime", "Genres: Drama"]
    np.testing.assert_allclose(features.matrix.toarray()[[0, 2]], [first, third])
    np.testing.assert_allclose(features.matrix.toarray()[[1, 3]], [[0, 0, 1], [0, 0, 1]])


def test_a_rare_genre_in_common_makes_items_more_alike_than_a_common_one():
    found = cosines(described(genres=["Drama|Noir", "Drama|War", "Noir|Love", *["Drama"] * 6]))
    assert found[0, 2] > found[0, 1]


def test_the_item_most_like_a_film_is_its_sequel():
    dataset = worlds.camps()
    model = Content().fit(dataset)
    codes, similarities = model.similar_items(np.array([dataset.item_code("first")]), 2)
    assert dataset.item_ids[codes[0, 0]] == "second"
    assert similarities[0, 0] > similarities[0, 1] + 0.1


def test_whoever_liked_the_film_gets_its_sequel_first():
    dataset = worlds.camps()
    first, second = dataset.item_code("first"), dataset.item_code("second")
    scores = Content(prior=0.0).fit(dataset).score(History.of([first], n_items=12))[0]
    scores[first] = -np.inf
    assert scores.argmax() == second


def test_1994_is_nearer_1996_than_1960():
    years = list(range(1940, 2010))
    found = cosines(described(year=[str(year) for year in years]))
    a, b, c = (years.index(year) for year in (1994, 1996, 1960))
    assert found[a, b] > 0.5
    assert found[a, c] == 0.0


def test_likeness_falls_with_distance_in_numbers():
    found = cosines(described(price=[str(price) for price in range(1, 101)]))[50]
    assert (np.diff(found[50:]) <= 1e-12).all()
    assert (np.diff(found[:51]) >= -1e-12).all()


def test_a_narrow_category_also_lies_in_the_broad_one():
    paths = ["Outdoor > Shoes", "Outdoor > Tents", "Kitchen > Pans", "Outdoor > Shoes"]
    found = cosines(described(category=paths * 3))
    assert found[0, 3] == pytest.approx(1.0)
    assert 0 < found[0, 1] < 1
    assert found[0, 2] == 0.0


def test_an_item_without_any_description_has_no_features_and_is_like_nothing():
    found = cosines(described(genres=["Drama|Crime", "", "Comedy|Crime", "Drama"]))
    assert not found[1].any()


def test_a_catalogue_without_words_tells_no_taste():
    dataset = worlds.dataset([("ann", "x", 0, "like"), ("bob", "y", 0, "like")])
    assert item_features(dataset).matrix.shape == (2, 0)
    assert not Content(prior=0.0).fit(dataset).score(dataset.histories).any()


def test_every_described_row_has_length_one():
    matrix = item_features(worlds.busy()).matrix
    np.testing.assert_allclose(np.sqrt(matrix.multiply(matrix).sum(axis=1)), 1.0)


def test_how_many_liked_an_item_is_added_to_its_likeness_by_hand():
    dataset = worlds.camps()
    plain, liked = (
        Content(prior=prior).fit(dataset).score(dataset.histories) for prior in (0.0, 0.5)
    )
    added = (liked - plain)[:, dataset.item_code("c1")]
    np.testing.assert_allclose(added, 0.5 * np.log(1 + 9) / np.log(1 + 12))


def test_taste_is_the_mean_likeness_to_the_history_by_hand():
    dataset = worlds.camps()
    alike = cosines(dataset)
    history = History.of([0, 4], weights=[1.0, -0.5], n_items=12)
    found = Content(prior=0.0).fit(dataset).score(history)[0]
    np.testing.assert_allclose(found, (alike[0] - 0.5 * alike[4]) / 1.5)


def test_a_dislike_speaks_against_what_is_alike():
    rows = [("ann", "c1", 0, "dislike"), ("bob", "d1", 0, "like"), ("cid", "c2", 0, "like")]
    dataset = worlds.dataset(rows, worlds.camps_catalogue())
    scores = Content(prior=0.0).fit(dataset).score(dataset.history("ann"))[0]
    assert scores[dataset.item_code("c3")] < 0
    assert scores[dataset.item_code("d2")] == 0


def test_attributes_add_up_to_the_taste_and_name_what_is_shared():
    dataset = worlds.camps()
    model = Content(prior=0.0).fit(dataset)
    for row in (0, 14):
        history = dataset.histories.people([row])
        for item, shared in enumerate(model.attributes(history, np.arange(dataset.n_items))):
            assert sum(part.contribution for part in shared) == pytest.approx(
                model.score(history)[0, item], abs=1e-12
            )
    drama = np.array([dataset.item_code(worlds.UNTOUCHED)])
    assert model.attributes(dataset.history("u14"), drama)[0][0].name == "Genres: Drama"


def test_an_attribute_of_what_was_disliked_speaks_against():
    dataset = worlds.camps()
    model = Content().fit(dataset)
    against = History.of([dataset.item_code("d1")], n_items=dataset.n_items, event="dislike")
    shared = model.attributes(against, np.array([dataset.item_code("d2")]))[0]
    assert {part.name: part.contribution for part in shared}["Genres: Drama"] < 0


def row(features, place):
    """One item's whole vector, words and embeddings."""
    return np.concatenate([features.words.toarray()[place], features.vectors[place]])


@pytest.mark.parametrize(
    "dataset", [worlds.camps(), worlds.busy(), worlds.embedded(gaps=0.2), load_sample("streaming")]
)
def test_a_copy_of_an_item_read_by_the_code_gets_exactly_its_vector(dataset):
    whole, code = item_features(dataset), feature_code(dataset)
    searched = searched_for(dataset)
    for item in range(0, dataset.n_items, 1 + dataset.n_items // 12):
        copy = dataset.items.iloc[[item]].reset_index(drop=True)
        typed = searched.iloc[[item]].reset_index(drop=True)
        np.testing.assert_array_equal(row(code.read(copy, typed), 0), row(whole, item))


def test_what_a_new_item_has_and_no_other_counts_nothing_and_what_it_shares_makes_it_alike():
    dataset = worlds.camps()
    rows = pd.DataFrame(
        {"title": ["Zebra", "Zebra"], "genres": ["Drama", "Opera"], "year": [2001, np.nan]}
    )
    found = feature_code(dataset).read(rows)
    alike = item_features(dataset).cosines_of(found)
    dramas = [dataset.item_code(name) for name in worlds.DRAMAS]
    assert (alike[dramas, 0] > 0.4).all()
    assert not alike[:, 1].any()
    assert found.words.shape[1] == len(found.names)


def test_ids_that_stand_in_for_titles_describe_nothing():
    rows = [("ann", "film-1"), ("bob", "film-2"), ("bob", "film-1")]
    bare = worlds.dataset(rows)
    assert item_features(bare).matrix.shape[1] == 0
    named = ["Old Harbour", "New Harbour"]
    titles = pd.DataFrame({"item_id": ["film-1", "film-2"], "title": named})
    assert item_features(worlds.dataset(rows, titles)).matrix.shape[1] > 0

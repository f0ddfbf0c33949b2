"""Content with embeddings: a world where nothing else tells tastes, exact reasons, and gaps."""

import numpy as np
import pandas as pd
import pytest

from recengine.data.history import History
from recengine.evaluation import ModelContender, evaluate
from recengine.models import Content, Popularity
from recengine.models.features import BLOCK_WEIGHTS, item_features
from recengine.models.likeness import ItemFeatures, narrowed
from recengine.ranking import Engine, Recipe
from tests import worlds

CAMPS = np.arange(96) % 4


def described(**columns):
    """A world of as many items as the columns are long; one person liked the first of them."""
    ids = [f"i{code:03}" for code in range(len(next(iter(columns.values()))))]
    items = pd.DataFrame({"item_id": ids, "title": ["x"] * len(ids), **columns})
    return worlds.dataset([("ann", ids[0], 0, "like")], items)


def without_vectors(world):
    rows = world.interactions.astype({"user_id": str, "item_id": str, "event": str})
    return worlds.dataset(rows, world.items.drop(columns="plot"))


def ndcg(world, *models) -> list[float]:
    contenders = [ModelContender(model) for model in models]
    report = evaluate(world, contenders, metrics="ndcg@10")
    return [result.metrics["ndcg@10"].mean for result in report.results]


def test_where_only_vectors_tell_tastes_content_finds_them_and_nothing_else_does():
    found = [
        [*ndcg(world, Popularity(), Content()), *ndcg(without_vectors(world), Content())]
        for world in map(worlds.embedded, range(3))
    ]
    popular, with_vectors, without = np.mean(found, axis=0)
    assert with_vectors > 3 * popular
    assert with_vectors > 3 * without


def test_the_items_most_alike_are_of_the_same_camp():
    model = Content().fit(worlds.embedded())
    codes, similarities = model.similar_items(np.arange(96), 5)
    same = (CAMPS[codes] == CAMPS[:, None]).mean()
    assert same > 0.7
    assert (np.diff(similarities, axis=1) <= 0).all()


@pytest.mark.parametrize("gaps", [0.0, 0.4])
def test_the_reasons_add_up_to_the_score(gaps):
    world = worlds.embedded(gaps=gaps)
    model = Content().fit(world)
    everything = np.arange(world.n_items)
    scores = model.score(world.histories)
    for row in range(0, 80, 7):
        history = world.histories.people([row])
        terms = model.explain(history, everything)
        np.testing.assert_allclose(terms.total, scores[row], rtol=0, atol=1e-12)


def test_the_cosine_by_hand():
    vectors = np.array([[1.0, 0, 0, 2.5], [0, 1, 0, 2.5], [0, 0, 1, 2.5], [1, 1, 1, 2.5]])
    world = described(
        plot=[str(row.tolist()) for row in vectors], kind=["Drama", "Drama", "Love", "Drama"]
    )
    centred = vectors - vectors.mean(axis=0)
    cosine = centred[0] @ centred[1] / np.linalg.norm(centred[0]) / np.linalg.norm(centred[1])
    category, vector = BLOCK_WEIGHTS["category"] ** 2, BLOCK_WEIGHTS["vector"] ** 2
    found = item_features(world).alike(np.array([0]), np.array([1]))
    wanted = (category + vector * cosine) / (category + vector)
    np.testing.assert_allclose(found, [[wanted]], atol=1e-6)


def test_vectors_over_many_columns_say_the_same_as_in_one():
    world = worlds.embedded()
    rows = np.array([np.fromstring(cell.strip("[]"), sep=",") for cell in world.items["plot"]])
    columns = {f"plot_{place}": rows[:, place].astype(str) for place in range(rows.shape[1])}
    spread = world.items.drop(columns="plot").assign(**columns)
    log = world.interactions.astype({"user_id": str, "item_id": str, "event": str})
    np.testing.assert_allclose(
        Content().fit(worlds.dataset(log, spread)).score(world.histories),
        Content().fit(world).score(world.histories),
        atol=1e-6,
    )


def test_an_item_without_a_vector_is_compared_by_the_rest():
    world = worlds.embedded(gaps=0.3)
    gap = np.flatnonzero(world.items["plot"] == "")
    features = item_features(world)
    assert len(gap) > 10
    assert not features.vectors[gap].any()
    matrix = features.matrix
    np.testing.assert_allclose(np.sqrt(matrix.multiply(matrix).sum(axis=1)), 1.0, rtol=1e-6)
    assert np.isfinite(Content().fit(world).score(world.histories)).all()


@pytest.mark.parametrize(
    "cells", [["[0.5, 1.5, 2.5, 0.1]"] * 6, ["[0.1, 0.2, 0.3, 0.7]", *[""] * 5]]
)
def test_vectors_that_tell_nothing_apart_have_no_direction(cells):
    assert not item_features(described(plot=cells)).vectors.any()


def test_likeness_is_the_same_from_both_parts_and_from_the_matrix(monkeypatch):
    world = worlds.embedded(gaps=0.2)
    features = item_features(world)
    monkeypatch.setattr("recengine.models.likeness._BLOCK", 7)
    matrix, everything = features.matrix, np.arange(world.n_items)
    whole = (matrix @ matrix.T).toarray()
    np.testing.assert_allclose(features.alike(everything), whole, atol=1e-6)
    weights = world.histories.matrix
    np.testing.assert_allclose(features.taste(weights), weights @ whole, atol=1e-5)
    assert features.vectors.dtype == np.float32


def test_vectors_too_many_to_compare_keep_their_strongest_directions(monkeypatch):
    features = item_features(worlds.embedded())
    monkeypatch.setattr("recengine.models.likeness._MOST", 96 * 8)
    fewer = ItemFeatures(features.words, features.names, features.vectors).matrix
    n_words = features.words.shape[1]
    assert fewer.shape[1] == n_words + 8
    lengths = np.linalg.norm(features.vectors, axis=1)
    np.testing.assert_allclose(
        np.linalg.norm(narrowed(features.vectors, 8), axis=1), lengths, rtol=1e-5
    )
    exact = features.alike(np.arange(96))
    assert np.corrcoef(exact.ravel(), (fewer @ fewer.T).toarray().ravel())[0, 1] > 0.9


def test_lists_are_varied_by_vectors():
    world = worlds.embedded()
    engine = Engine.fit(world, ["content"])

    def camps_shown(diversity: float) -> float:
        recipe = Recipe(models={"content": 1.0}, diversity=diversity, k=8)
        lists = [
            engine.recommend(engine.history(person), recipe).items
            for person in world.users["user_id"][:20]
        ]
        return np.mean([len({CAMPS[item.item] for item in shown}) for shown in lists])

    assert camps_shown(0.6) > camps_shown(0.0) + 0.5


def test_a_stranger_with_one_like_gets_the_camp_of_that_item():
    world = worlds.embedded()
    model = Content(prior=0.0).fit(world)
    shares = []
    for code in range(world.n_items):
        scores = model.score(History.of([code], n_items=world.n_items))[0]
        scores[code] = -np.inf
        shares.append((CAMPS[np.argsort(-scores)[:10]] == CAMPS[code]).mean())
    assert np.mean(shares) > 0.6

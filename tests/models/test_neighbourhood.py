"""What neighbours among items and among people share: parameters, weights, the highest of a row."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from implicit.nearest_neighbours import bm25_weight, tfidf_weight
from scipy import sparse

from recengine.data.history import History
from recengine.errors import InvalidSetting
from recengine.models import ItemKNN, UserKNN
from recengine.models.nearest import highest
from recengine.models.neighbourhood import SIMILARITIES
from recengine.models.storing import restore, store
from recengine.models.weighting import WEIGHTINGS, rarities, usual_total, weigh
from tests import worlds

both = pytest.mark.parametrize("model", [ItemKNN, UserKNN])
ways = pytest.mark.parametrize(
    ("similarity", "weighting"), [(s, w) for s in SIMILARITIES for w in WEIGHTINGS]
)


@both
@pytest.mark.parametrize("value", ["pearson", "", None, 3, ["cosine"]])
def test_an_unknown_name_is_refused_with_the_choices(model, value):
    with pytest.raises(InvalidSetting, match=r"similarity is .* is not one of cosine, jaccard\."):
        model(similarity=value)
    with pytest.raises(InvalidSetting, match=r"weighting is .* is not one of none, tfidf, bm25\."):
        model(weighting=value)


@both
@ways
def test_reasons_add_up_and_a_stored_model_scores_the_same(model, similarity, weighting, tmp_path):
    dataset = worlds.busy()
    fitted = model(similarity=similarity, weighting=weighting).fit(dataset)
    scores = fitted.score(dataset.histories)
    assert np.isfinite(scores).all()
    assert scores.any()
    for row in range(dataset.n_users):
        terms = fitted.explain(dataset.histories.people([row]), np.arange(dataset.n_items))
        np.testing.assert_allclose(terms.total, scores[row], atol=1e-9)
    store(fitted, tmp_path / "model.npz", dataset)
    again = restore(tmp_path / "model.npz", dataset)
    assert again == again  # noqa: PLR0124  by identity: a stored model is one of its own
    assert (again.similarity, again.weighting) == (similarity, weighting)
    np.testing.assert_array_equal(again.score(dataset.histories), scores)


@both
def test_every_similarity_and_every_weighting_gives_scores_of_its_own(model):
    dataset = worlds.busy()
    found = [
        model(similarity=similarity, weighting=weighting).fit(dataset).score(dataset.histories)
        for similarity in SIMILARITIES
        for weighting in WEIGHTINGS
    ]
    for n, one in enumerate(found):
        assert not any(np.allclose(one, other) for other in found[:n])


@pytest.mark.parametrize(
    ("weighting", "judge"),
    [("tfidf", tfidf_weight), ("bm25", lambda X: bm25_weight(X, K1=1.2, B=0.75))],
)
def test_but_for_how_rarity_is_counted_weights_are_those_of_implicit(weighting, judge):
    rng = np.random.default_rng(1)
    rows = sparse.csr_array(np.where(rng.random((40, 30)) < 0.2, rng.random((40, 30)), 0.0))
    found = weigh(rows, weighting, rarities(rows), usual_total(rows)).toarray() / rarities(rows)
    theirs = np.log(rows.shape[0]) - np.log1p(np.count_nonzero(rows.toarray(), axis=0))
    expected = judge(sparse.coo_matrix(rows)).toarray() / theirs
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_what_speaks_against_keeps_its_sign_and_counts_by_its_size(weighting):
    rows = sparse.csr_array([[0.5, 1.0, 0.0], [0.0, 1.0, 0.25], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    rarity, usual = rarities(rows), usual_total(rows)
    against = weigh(-rows, weighting, rarity, usual)
    np.testing.assert_array_equal(
        against.toarray(), -weigh(rows, weighting, rarity, usual).toarray()
    )
    assert (rarities(-rows) == rarity).all()
    assert usual_total(-rows) == usual


def test_a_person_who_likes_everything_says_less_than_one_who_likes_two():
    """Ann likes all, so what she alone has in common with others counts least under tf-idf."""
    rows = [("ann", item) for item in "abcdef"] + [("bob", "a"), ("bob", "b"), ("cid", "c")]
    found = ItemKNN(weighting="tfidf", shrink=0.0).fit(worlds.dataset(rows)).item_weights_
    plain = ItemKNN(weighting="none", shrink=0.0).fit(worlds.dataset(rows)).item_weights_
    assert found[0, 1] / found[0, 2] > plain[0, 1] / plain[0, 2]


def test_user_neighbours_are_weighted_as_they_are_written_down():
    """Worked anew for one person, dense, from the formulas at the top of the modules."""
    dataset = worlds.busy()
    X = dataset.histories.matrix.toarray()
    active = np.count_nonzero(np.diff(dataset.histories.matrix.indptr))
    idf = np.log1p(active / (1 + (X != 0).sum(axis=0)))
    W = np.sign(X) * np.sqrt(np.abs(X)) * idf
    own = W[3]
    together = W @ own
    similar = together / ((W**2).sum(axis=1) + (own**2).sum() - together + 0.5)
    asked = np.flatnonzero(similar > 0)
    expected = similar[asked] @ np.maximum(X[asked], 0) / similar[asked].sum()
    model = UserKNN(similarity="jaccard", weighting="tfidf", shrink=0.5, neighbours=1000)
    found = model.fit(dataset).score(dataset.histories.people([3]))[0]
    np.testing.assert_allclose(found, expected, atol=1e-9)


def test_a_newcomer_is_weighted_by_what_was_learned_of_others():
    dataset = worlds.busy()
    model = UserKNN(weighting="bm25").fit(dataset)
    own = History.of([1, 4, 9], n_items=dataset.n_items)
    alone = model.score(own)[0]
    among = model.score(dataset.histories)
    assert alone.any()
    assert not np.allclose(among, alone)
    np.testing.assert_array_equal(alone, model.score(own)[0])


@st.composite
def rows_of_values(draw):
    sizes = draw(st.lists(st.integers(0, 12), min_size=1, max_size=5))
    values = draw(
        st.lists(
            st.sampled_from([-1.0, 0.0, 0.25, 0.5, 0.5000001, 2.0]),
            min_size=sum(sizes),
            max_size=sum(sizes),
        )
    )
    codes = np.concatenate(
        [np.array(draw(st.permutations(range(20)))[:size], dtype=np.int32) for size in sizes]
    )
    return np.array(values, dtype=float), codes, np.concatenate(([0], np.cumsum(sizes)))


@given(rows_of_values(), st.integers(1, 12))
def test_the_highest_of_a_row_are_those_of_a_full_sort(rows, k):
    values, codes, starts = rows
    found = set(highest(values, codes, starts, k).tolist())
    expected: set[int] = set()
    for start, stop in pairwise(starts):
        positive = [n for n in range(start, stop) if values[n] > 0]
        expected |= set(sorted(positive, key=lambda n: (-values[n], codes[n]))[:k])
    assert found == expected

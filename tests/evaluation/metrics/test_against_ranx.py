"""The same figures as ranx, a library that others have checked, where definitions agree.

ranx divides average precision by all items to find, ours by at most k of them; its grades are whole
numbers, so ours are compared after they are made so.
"""

import warnings

import numpy as np
import pytest
from scipy import sparse

from recengine.evaluation.metrics import (
    at_places,
    average_precision,
    graded_ndcg,
    hit,
    ndcg,
    precision,
    recall,
    reciprocal_rank,
)

K, N_ITEMS, N_PEOPLE = 10, 60, 80
OURS = {
    "precision": precision,
    "recall": recall,
    "hit_rate": hit,
    "map": average_precision,
    "mrr": reciprocal_rank,
    "ndcg": ndcg,
}


@pytest.fixture(scope="module")
def judged():
    """Random lists judged by both: ours, and ranx's values per person."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # ranx and numba warn about their own dependencies
        from ranx import Qrels, Run, evaluate  # noqa: PLC0415  seconds to import
    rng = np.random.default_rng(7)
    codes = np.stack([rng.permutation(N_ITEMS)[:K] for _ in range(N_PEOPLE)])
    relevant = [rng.permutation(N_ITEMS)[: rng.integers(1, 20)] for _ in range(N_PEOPLE)]
    hits = np.array([np.isin(row, right) for row, right in zip(codes, relevant, strict=True)])
    qrels = {f"{u:03d}": {f"i{i}": 1 for i in right} for u, right in enumerate(relevant)}
    run = {
        f"{u:03d}": {f"i{i}": float(K - place) for place, i in enumerate(row)}
        for u, row in enumerate(codes)
    }
    names = [f"{name}@{K}" for name in OURS]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = evaluate(Qrels(qrels), Run(run), names, return_mean=False)
    return hits.astype(float), np.array([len(right) for right in relevant]), theirs


@pytest.mark.parametrize("name", OURS)
def test_equals_ranx(judged, name):
    hits, n_relevant, theirs = judged
    expected = np.asarray(theirs[f"{name}@{K}"])
    if name == "map":
        expected = expected * n_relevant / np.minimum(n_relevant, K)
    np.testing.assert_allclose(OURS[name](hits, n_relevant), expected, atol=1e-9)
    assert expected.max() > 0


@pytest.mark.parametrize("k", [3, 10])
def test_graded_ndcg_equals_ranx(k):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ranx import Qrels, Run, evaluate  # noqa: PLC0415  seconds to import
    rng = np.random.default_rng(11)
    codes = np.stack([rng.permutation(N_ITEMS)[:k] for _ in range(N_PEOPLE)])
    stars = rng.integers(1, 6, (N_PEOPLE, N_ITEMS)) * (rng.random((N_PEOPLE, N_ITEMS)) < 0.3)
    stars[:, 0] = 5
    relevant = sparse.csr_array(stars.astype(float))
    people = [f"{u:03d}" for u in range(N_PEOPLE)]
    qrels = {
        who: {f"i{i}": int(row[i]) for i in np.flatnonzero(row)}
        for who, row in zip(people, stars, strict=True)
    }
    run = {
        who: {f"i{i}": float(k - place) for place, i in enumerate(row)}
        for who, row in zip(people, codes, strict=True)
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = evaluate(Qrels(qrels), Run(run), f"ndcg@{k}", return_mean=False)
    np.testing.assert_allclose(graded_ndcg(at_places(codes, relevant), relevant), theirs, atol=1e-9)

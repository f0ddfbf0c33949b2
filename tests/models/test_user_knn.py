"""User neighbours against the same written person by person."""

from __future__ import annotations

import numpy as np
import pytest

from recengine.models import UserKNN
from tests import worlds


def person_by_person(X: np.ndarray, who: int, neighbours: int, shrink: float) -> np.ndarray:
    lengths = np.linalg.norm(X, axis=1)
    scale = np.maximum((lengths[who] + shrink) * (lengths + shrink), 1e-12)
    similar = X @ X[who] / scale
    asked = [v for v in np.argsort(-similar, kind="stable")[:neighbours] if similar[v] > 0]
    total = sum(similar[v] for v in asked)
    return sum(similar[v] * np.maximum(X[v], 0) for v in asked) / total if asked else 0 * X[0]


@pytest.mark.parametrize(("neighbours", "shrink"), [(1, 0.0), (5, 1.0), (100, 10.0)])
def test_scores_are_those_of_the_definition(neighbours: int, shrink: float) -> None:
    dataset = worlds.busy()
    X = dataset.histories.matrix.toarray()
    found = UserKNN(neighbours=neighbours, shrink=shrink).fit(dataset).score(dataset.histories)
    for who in range(dataset.n_users - 2):
        expected = person_by_person(X, who, neighbours, shrink)
        np.testing.assert_allclose(found[who], expected, atol=1e-12)


def test_sharing_a_dislike_brings_people_together() -> None:
    rows = [("ann", "x", 0, "dislike"), ("bob", "x", 0, "dislike"), ("bob", "y", 1, "like"),
            ("cat", "x", 0, "like"), ("cat", "z", 1, "like")]  # fmt: skip
    dataset = worlds.dataset(rows)
    scores = UserKNN().fit(dataset).score(dataset.history("ann"))[0]
    assert scores[dataset.item_code("y")] > scores[dataset.item_code("z")] == 0

"""BPR: its newcomers against the people that ``implicit`` knows, and its manners."""

from __future__ import annotations

import numpy as np
import pytest
from implicit.cpu.bpr import BayesianPersonalizedRanking
from scipy import sparse, stats

from recengine.data.history import History
from recengine.models import BPR
from recengine.models.bpr import _blocks
from tests import worlds


def kinds(seed: int = 0, n_people: int = 300, n_items: int = 60):
    """People of three tastes, each of whom likes eight items, most of them of their kind."""
    rng = np.random.default_rng(seed)
    kind = np.arange(n_items) % 3
    rows = []
    for person in range(n_people):
        fits = np.where(kind == person % 3, 12.0, 1.0)
        for day, item in enumerate(rng.choice(n_items, 8, replace=False, p=fits / fits.sum())):
            rows.append((f"u{person:03}", f"i{item:02}", day))
    return worlds.dataset(rows)


def known_people(model: BPR, dataset) -> np.ndarray:
    judge = BayesianPersonalizedRanking(
        factors=model.factors,
        learning_rate=model.learning_rate,
        regularization=model.l2,
        iterations=model.epochs,
        num_threads=1,
        random_state=model.seed,
    )
    judge.fit(sparse.csr_matrix(dataset.histories.likes, dtype=np.float32), show_progress=False)
    return judge.user_factors @ judge.item_factors.T


def test_whoever_is_folded_in_gets_the_order_that_implicit_gives_to_known_people() -> None:
    dataset = kinds()
    model = BPR(factors=16).fit(dataset)
    found, expected = model.score(dataset.histories), known_people(model, dataset)
    agree = [stats.spearmanr(*rows).statistic for rows in zip(found, expected, strict=True)]
    assert np.mean(agree) > 0.85


def test_items_stand_where_implicit_puts_them() -> None:
    dataset = kinds()
    model = BPR(factors=4, epochs=5).fit(dataset)
    point = np.append(np.linspace(-1, 1, 4), 1.0)
    items = np.column_stack([model.item_factors_, model.item_biases_])
    judge = BayesianPersonalizedRanking(
        factors=4, learning_rate=0.05, regularization=0.01, iterations=5, num_threads=1,
        random_state=0,
    )  # fmt: skip
    judge.fit(sparse.csr_matrix(dataset.histories.likes, dtype=np.float32), show_progress=False)
    np.testing.assert_allclose(items @ point, judge.item_factors @ point, atol=1e-6)


def test_in_blocks_of_people_it_learns_as_well_and_the_same_every_time(monkeypatch) -> None:
    dataset = kinds()
    whole = BPR(factors=16).fit(dataset).score(dataset.histories)
    monkeypatch.setattr("recengine.models.bpr._BLOCK_LIKES", 500)  # of 2,400 likes
    shares: list[float] = []
    model = BPR(factors=16).fit(dataset, lambda share, _words: shares.append(share))
    found = model.score(dataset.histories)
    agree = [stats.spearmanr(*rows).statistic for rows in zip(found, whole, strict=True)]
    assert np.mean(agree) > 0.85
    np.testing.assert_array_equal(found, BPR(factors=16).fit(dataset).score(dataset.histories))
    assert shares == sorted(shares)
    assert len(shares) == 1 + 5 * 120


def test_blocks_hold_every_person_once() -> None:
    rng = np.random.default_rng(0)
    likes = sparse.random_array((700, 600), density=0.9, rng=rng, format="csr")
    blocks = _blocks(likes, rng)
    assert [round(block.nnz / 1e5) for block in blocks] == [1] * 4
    together = sparse.vstack(blocks).toarray()
    np.testing.assert_array_equal(np.sort(together, axis=0), np.sort(likes.toarray(), axis=0))


def test_who_liked_three_of_one_kind_gets_that_kind() -> None:
    dataset = kinds()
    found = BPR().fit(dataset).score(History.of([0, 3, 6], n_items=60))[0]
    rest = np.arange(9, 60)
    best = rest[np.argsort(-found[rest])[:10]]
    assert np.count_nonzero(best % 3 == 0) >= 8


def test_what_was_disliked_and_its_kind_stand_lower_than_without_a_word_on_it() -> None:
    model = BPR().fit(kinds())
    silent = model.score(History.of([0, 3], n_items=60))[0]
    against = History.of([0, 3, 1, 4], weights=[1.0, 1.0, -1.0, -1.0], n_items=60)
    found = model.score(against)[0]
    change, kind = found - silent, np.arange(60) % 3
    assert change[[1, 4]].max() < 0
    assert change[kind == 1].mean() < change[kind == 2].mean()


def test_likes_stand_above_what_was_not_liked() -> None:
    dataset = kinds()
    found = BPR().fit(dataset).score(dataset.histories)
    liked = dataset.histories.likes.toarray() > 0
    above = [
        (found[row][liked[row]][:, None] > found[row][~liked[row]]).mean()
        for row in range(dataset.n_users)
    ]
    assert np.mean(above) > 0.9


def test_progress_is_told_after_every_pass() -> None:
    shares: list[float] = []
    BPR(epochs=4).fit(worlds.camps(), lambda share, _words: shares.append(share))
    assert shares == pytest.approx([0.0, 0.25, 0.5, 0.75, 1.0])

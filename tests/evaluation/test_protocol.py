"""Ranking the catalogue for the people of a split, and finding the hits."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from scipy import sparse

from recengine.data.history import History
from recengine.data.splits import leave_last_out
from recengine.errors import Cancelled
from recengine.evaluation.contenders import ModelContender
from recengine.evaluation.metrics import hits_of
from recengine.evaluation.protocol import describe, rank
from recengine.models import EASE, Popularity
from recengine.models.base import BLOCK
from tests.worlds import checkerboard, lopsided, missing_on_the_board


@dataclass
class Fixed:
    """Ranks the same codes for everybody, and remembers whom it was asked for."""

    codes: list
    name: str = "fixed"
    label: str = "Fixed"
    learned: tuple = ()

    def __post_init__(self):
        self.asked = []

    def fit(self, train, progress=None):
        pass

    def rank(self, histories, people, k):
        self.asked.append(list(people))
        return np.tile(np.array(self.codes), (len(histories), 1))


def ranked(contender, dataset, k):
    contender.fit(dataset)
    return rank(contender, dataset.histories, dataset.users["user_id"].tolist(), k).codes


def test_the_checkerboard_is_completed():
    codes = ranked(ModelContender(EASE(l2=1.0)), checkerboard(), 3)
    assert codes[:, 0].tolist() == [missing_on_the_board(u) for u in range(20)]


def test_nothing_met_before_is_shown_and_the_rest_is_a_gap():
    world = lopsided()
    codes = ranked(ModelContender(Popularity()), world, 12)
    seen = world.histories.seen().toarray() > 0
    for row, met in zip(codes, seen, strict=True):
        shown = row[row >= 0]
        assert set(shown) == set(np.flatnonzero(~met))
        assert (row[len(shown) :] == -1).all()
        assert (np.diff(shown) < 0).all()  # popularity runs against the order of codes


def test_a_list_longer_than_the_catalogue_has_gaps():
    assert (ranked(ModelContender(Popularity()), lopsided(), 30)[:, 12:] == -1).all()


def test_what_a_model_returns_may_be_its_own_memory():
    class Showing(Popularity):
        def score(self, histories):
            return np.broadcast_to(self.item_scores_, (len(histories), len(self.item_scores_)))

    contender, world = ModelContender(Showing()), lopsided()
    codes = ranked(contender, world, 4)
    assert np.isfinite(contender.model.item_scores_).all()
    assert (codes == ranked(ModelContender(Popularity()), world, 4)).all()


def test_people_come_in_blocks_with_their_ids_and_progress_between():
    """Blocks are ranked side by side, so that their order is open."""
    n = 2 * BLOCK + 3
    people = [f"p{u}" for u in range(n)]
    contender, shares = Fixed([1, 0]), []
    codes = rank(
        contender, History.empty(n, 5), people, 2, lambda share, words: shares.append(share)
    ).codes
    assert codes.shape == (n, 2)
    cuts = (0, BLOCK, 2 * BLOCK, n)
    assert sorted(contender.asked, key=lambda block: people.index(block[0])) == [
        people[start:end] for start, end in pairwise(cuts)
    ]
    assert shares == sorted(shares)
    assert len(shares) == 3


def test_everybody_gets_the_list_of_their_own_history_whatever_block_ends_first():
    n = 9 * BLOCK + 5
    newest = np.arange(n) % 11
    histories = History(
        starts=np.arange(n + 1),
        items=newest.astype(np.int32),
        weights=np.ones(n),
        events=np.zeros(n, dtype=np.int8),
        signals=np.ones(n),
        times=np.full(n, np.nan),
        n_items=11,
    )

    class Newest(Fixed):
        def rank(self, histories, people, k):
            return histories.items[:, None]

    codes = rank(Newest([0]), histories, ["p"] * n, 1).codes
    assert (codes[:, 0] == newest).all()


def test_cancelling_stops_before_the_next_block():
    contender = Fixed([0])

    def stop_at_the_second(share, words):
        if share > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        rank(contender, History.empty(3 * BLOCK, 2), ["p"] * 3 * BLOCK, 1, stop_at_the_second)
    assert len(contender.asked) == 1


@pytest.mark.parametrize(
    ("codes", "match"),
    [
        ([1, 1], "twice"),
        ([0, 1, 2], "asked for"),
        ([0, 9], "not in the catalogue"),
        ([0, -2], "not in the catalogue"),
    ],
)
def test_lists_that_would_falsify_the_figures_are_refused(codes, match):
    with pytest.raises(ValueError, match=match):
        rank(Fixed(codes), History.empty(3, 5), ["a", "b", "c"], 2)


def test_hits_equal_the_definition():
    rng = np.random.default_rng(5)
    relevant = sparse.csr_array(rng.random((40, 25)) < 0.1)
    codes = np.stack([rng.permutation(25)[:6] for _ in range(40)])
    codes[rng.random(codes.shape) < 0.2] = -1
    dense = relevant.toarray()
    expected = [[code >= 0 and dense[u, code] for code in row] for u, row in enumerate(codes)]
    assert (hits_of(codes, relevant) == np.array(expected)).all()


def test_a_gap_is_never_a_hit_even_beside_the_last_item():
    relevant = sparse.csr_array(np.array([[0, 1], [1, 0]]))
    assert hits_of(np.array([[-1], [-1]]), relevant).sum() == 0


def test_nothing_to_find_gives_no_hits():
    assert hits_of(np.array([[0, 1]]), sparse.csr_array((1, 2))).tolist() == [[0.0, 0.0]]


def test_the_protocol_is_said_in_words():
    words = describe([leave_last_out(lopsided())], 19)
    assert "last item" in words
    assert "whole catalogue of 12 items for 19 of 20 people" in words
    assert "nothing was sampled" in words

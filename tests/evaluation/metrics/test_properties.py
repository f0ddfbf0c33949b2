"""Laws that every ranking metric keeps, whatever the lists."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import sparse

from recengine.data.splits import random_split
from recengine.evaluation.metrics import (
    METRICS,
    Facts,
    Lists,
    average_precision,
    graded_ndcg,
    hit,
    ndcg,
    parse_metrics,
    precision,
    recall,
    reciprocal_rank,
    serendipity,
)
from recengine.models import SVD
from tests.evaluation.metrics.world import everything, lists_of

#: Time limits fail on a busy machine.
calm = settings(deadline=None)

ALL = (precision, recall, hit, average_precision, reciprocal_rank, ndcg)
BY_PLACE = (average_precision, reciprocal_rank, ndcg)


@st.composite
def lists(draw):
    """(hits, n_relevant) of a few people, each with at least as many to find as were found."""
    shape = (draw(st.integers(1, 5)), draw(st.integers(1, 12)))
    hits = draw(arrays.arrays(np.int8, shape, elements=st.integers(0, 1))).astype(float)
    more = draw(arrays.arrays(np.int64, shape[0], elements=st.integers(0, 15)))
    return hits, hits.sum(axis=1).astype(int) + more


@pytest.mark.parametrize("function", ALL, ids=lambda f: f.__name__)
@calm
@given(given_lists=lists())
def test_values_lie_between_0_and_1(function, given_lists):
    values = function(*given_lists)
    assert values.shape == (len(given_lists[0]),)
    assert (values >= 0).all()
    assert (values <= 1 + 1e-12).all()


@pytest.mark.parametrize("function", ALL, ids=lambda f: f.__name__)
@calm
@given(given_lists=lists(), seed=st.integers(0, 99))
def test_the_order_of_people_does_not_matter(function, given_lists, seed):
    hits, n_relevant = given_lists
    order = np.random.default_rng(seed).permutation(len(hits))
    np.testing.assert_allclose(
        function(hits[order], n_relevant[order]), function(hits, n_relevant)[order], atol=1e-15
    )


@pytest.mark.parametrize("function", BY_PLACE, ids=lambda f: f.__name__)
@calm
@given(given_lists=lists(), data=st.data())
def test_moving_a_hit_up_never_lowers(function, given_lists, data):
    hits, n_relevant = given_lists
    below = data.draw(st.integers(0, hits.shape[1] - 1))
    above = data.draw(st.integers(0, below))
    moved = hits.copy()
    moved[:, above] = np.maximum(hits[:, above], hits[:, below])
    moved[:, below] = np.minimum(hits[:, above], hits[:, below])
    if above == below:
        moved = hits
    assert (function(moved, n_relevant) >= function(hits, n_relevant) - 1e-12).all()


@pytest.mark.parametrize("function", BY_PLACE, ids=lambda f: f.__name__)
def test_a_lone_hit_counts_more_in_every_higher_place(function):
    values = function(np.eye(6), np.ones(6, dtype=int))
    assert (np.diff(values) < 0).all()


@pytest.mark.parametrize("function", [recall, hit, reciprocal_rank], ids=lambda f: f.__name__)
@calm
@given(given_lists=lists())
def test_a_longer_list_never_lowers(function, given_lists):
    hits, n_relevant = given_lists
    values = [function(hits[:, :k], n_relevant) for k in range(1, hits.shape[1] + 1)]
    assert (np.diff(values, axis=0) >= 0).all()


@pytest.mark.parametrize("function", ALL, ids=lambda f: f.__name__)
@calm
@given(given_lists=lists())
def test_inputs_are_unchanged(function, given_lists):
    hits, n_relevant = given_lists
    before = hits.copy(), n_relevant.copy()
    function(hits, n_relevant)
    assert (hits == before[0]).all()
    assert (n_relevant == before[1]).all()


@st.composite
def graded(draw):
    """How much each of eight items pleased one person, and a list of some of them."""
    pleased = draw(arrays.arrays(float, 8, elements=st.sampled_from([0.0, 0.25, 0.5, 1.0])))
    return pleased, np.array(draw(st.permutations(range(8))))[: draw(st.integers(1, 8))]


@calm
@given(drawn=graded(), data=st.data())
def test_graded_ndcg_lies_in_its_range_and_never_falls_when_a_better_item_moves_up(drawn, data):
    pleased, codes = drawn
    relevant = sparse.csr_array(pleased[None])
    value = graded_ndcg(pleased[codes][None], relevant)[0]
    assert 0 <= value <= 1 + 1e-12
    below = data.draw(st.integers(0, len(codes) - 1))
    above = data.draw(st.integers(0, below))
    if pleased[codes[below]] >= pleased[codes[above]]:
        codes[[above, below]] = codes[[below, above]]
        assert graded_ndcg(pleased[codes][None], relevant)[0] >= value - 1e-12


EVERY = parse_metrics(",".join(METRICS), k=5)
#: Those that look at the lists; what looks at all scores is judged by scikit-learn.
OF_LISTS = [at for at in EVERY if at.metric.needs == "lists"]
OF_PEOPLE = [at for at in EVERY if at.metric.per_person]


@pytest.fixture(scope="module")
def judged():
    return lists_of(random_split(everything(), share=0.4, seed=1), SVD(), EVERY, k=5)


def changed(lists, codes):
    return Lists.of(replace(lists.made, codes=codes), lists.facts)


@pytest.mark.parametrize("at", EVERY, ids=lambda at: at.key)
def test_a_gap_at_the_end_changes_only_what_divides_by_k(at, judged):
    codes = np.column_stack([judged.codes, np.full(len(judged.codes), -1)])
    longer = replace(at, k=6).measure(changed(judged, codes))
    expected = at.measure(judged)
    if at.metric.name in {"precision", "serendipity"}:
        assert (longer <= expected * 5 / 6 + 1e-12).all()
    elif at.metric.name in {"map", "ndcg", "ndcg_graded"}:
        assert (longer <= expected + 1e-12).all()
    else:
        np.testing.assert_allclose(longer, expected, atol=1e-12)


@pytest.mark.parametrize("at", OF_LISTS, ids=lambda at: at.key)
def test_people_in_another_order_have_the_same_figures(at, judged):
    split = judged.facts.split
    order = np.random.default_rng(0).permutation(len(split.people))
    moved = Facts(replace(split, people=split.people[order]))
    made = replace(judged.made, codes=judged.made.codes[order])
    values = at.measure(Lists.of(made, moved))
    expected = at.measure(judged)
    np.testing.assert_allclose(
        values, expected[order] if at.metric.per_person else expected, atol=1e-12
    )


def renamed(dataset, new):
    """The same data where the item with code i has code ``new[i]``."""
    codes = new[dataset.histories.items].astype(np.int32)
    return replace(
        dataset,
        histories=replace(dataset.histories, items=codes),
        items=dataset.items.iloc[np.argsort(new)].reset_index(drop=True),
    )


@pytest.mark.parametrize("at", OF_LISTS, ids=lambda at: at.key)
def test_the_codes_of_items_do_not_matter(at, judged):
    split = judged.facts.split
    new = np.random.default_rng(3).permutation(split.train.n_items)
    test = replace(split.test, items=new[split.test.items].astype(np.int32))
    moved = Facts(replace(split, train=renamed(split.train, new), test=test))
    lists = Lists.of(replace(judged.made, codes=new[judged.made.codes].astype(np.int32)), moved)
    np.testing.assert_allclose(at.measure(lists), at.measure(judged), atol=1e-12)


@pytest.mark.parametrize("at", OF_PEOPLE, ids=lambda at: at.key)
def test_some_people_have_the_figures_they_have_among_all(at, judged):
    some = slice(7, 31)
    values = at.measure(Lists.of(judged.made, judged.facts, some))
    np.testing.assert_allclose(values, at.measure(judged)[some], atol=1e-12)


@calm
@given(given_lists=lists(), seed=st.integers(0, 99))
def test_serendipity_never_exceeds_precision(given_lists, seed):
    hits, n_relevant = given_lists
    rng = np.random.default_rng(seed)
    n, k = hits.shape
    codes = np.stack([rng.permutation(20)[:k] for _ in range(n)])
    met = sparse.csr_array(rng.random((n, 20)) < 0.2)
    values = serendipity(codes, hits, rng.integers(0, 5, 20), met)
    assert (values >= 0).all()
    assert (values <= precision(hits, n_relevant) + 1e-12).all()

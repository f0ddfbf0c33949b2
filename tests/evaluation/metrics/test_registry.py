"""The registry, and what people write to choose from it."""

import numpy as np
import pytest

from recengine.errors import InvalidSetting
from recengine.evaluation.metrics import (
    DEFAULT_METRICS,
    METRICS,
    Catalogue,
    Lists,
    parse_metrics,
)
from tests.worlds import checkerboard, dataset, lopsided


@pytest.fixture(scope="module")
def lists():
    catalogue = Catalogue(checkerboard())
    codes = np.array([[0, 2, 4], [1, 3, -1]])
    return Lists(codes, np.array([[1.0, 0, 1], [0, 0, 0]]), np.array([2, 1]), catalogue)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.name)
def test_every_metric_has_words_and_measures(metric, lists):
    assert metric.label
    assert metric.help.endswith(".")
    values = metric.measure(lists)
    assert values.shape == ((2,) if metric.per_person else ())
    assert np.isfinite(values).all()


def test_the_names_that_scripts_rely_on_exist():
    promised = "precision recall hit map mrr ndcg coverage novelty diversity longtail gini"
    assert set(promised.split()) == set(METRICS)


def test_metrics_are_cut_at_their_own_k(lists):
    narrow, wide = parse_metrics("precision@1,precision@3")
    assert narrow.measure(lists)[0] == 1.0
    assert wide.measure(lists)[0] == pytest.approx(2 / 3)


def test_parsing_keeps_order_drops_doubles_and_takes_the_usual_k():
    parsed = parse_metrics(" NDCG@5, hit ,recall@20,ndcg@5", k=7)
    assert [at.key for at in parsed] == ["ndcg@5", "hit@7", "recall@20"]
    assert len(parse_metrics(DEFAULT_METRICS)) == 9


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("ncdg@10", r"no metric called 'ncdg'.*precision, recall"),
        ("ndcg@ten", r"'ndcg@ten' asks for a list of 'ten' places.*1 to 1,000"),
        ("ndcg@", "whole number"),
        ("ndcg@0", "'0' places"),
        ("hit@-3", "'-3' places"),
        ("hit@2000", "'2000' places"),
        (" , ", "No metric was named.*ndcg"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_exists(text, match):
    with pytest.raises(InvalidSetting, match=match):
        parse_metrics(text)


def test_a_catalogue_without_attributes_compares_items_by_who_liked_them():
    plain = Catalogue(dataset([("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"), ("c", "z")]))
    similar = (plain.features @ plain.features.T).toarray()
    np.testing.assert_allclose(similar, [[1, 1, 0], [1, 1, 0], [0, 0, 1]])


def test_the_catalogue_counts_people_once_an_item():
    stair = Catalogue(lopsided())
    assert stair.n_people == 20
    assert stair.owners[-1] == 20
    assert (np.diff(stair.owners) > 0).all()

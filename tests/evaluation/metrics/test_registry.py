"""The registry, and what people write to choose from it."""

import sys

import numpy as np
import pytest

from recengine.data.splits import random_split
from recengine.errors import InvalidSetting
from recengine.evaluation.metrics import (
    DEFAULT_METRICS,
    METRICS,
    Catalogue,
    parse_metrics,
    rbo,
)
from recengine.models import SVD
from tests.evaluation.metrics.world import everything, lists_of
from tests.worlds import dataset, lopsided

PARTS = ("Denominator:", "Ties:", "Empty:", "Range:", "Use:", "Source:")
EVERY = parse_metrics(",".join(METRICS), k=5)


@pytest.fixture(scope="module")
def lists():
    return lists_of(random_split(everything(), share=0.4, seed=1), SVD(), EVERY)


@pytest.mark.parametrize("at", EVERY, ids=lambda at: at.key)
def test_every_metric_has_words_and_measures(at, lists):
    assert at.metric.label
    assert at.metric.help.endswith(".")
    assert at.metric.lacks(lists.catalogue.train) is None
    values = at.measure(lists)
    assert values.shape == ((len(lists.codes),) if at.metric.per_person else ())
    assert np.isfinite(values).all()
    assert values.any()


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.name)
def test_every_definition_says_all_that_libraries_differ_in(metric):
    title, *rest = metric.definition.split("\n\n")
    assert title.count("\n") == 0
    assert ": " in title
    assert rest[0].startswith("    "), "the formula comes second"
    lines = metric.definition.splitlines()
    places = [[n for n, line in enumerate(lines) if line.startswith(part)] for part in PARTS]
    assert [len(each) for each in places] == [1] * len(PARTS)
    assert places == sorted(places)
    (span,) = (part for part in _parts(metric.definition) if part.startswith("Range:"))
    assert span.endswith(f"; {metric.direction}.")


def _parts(definition):
    """The labelled parts, each on one line."""
    said = definition[definition.index(PARTS[0]) :].replace("\n", " ")
    starts = sorted(said.index(part) for part in PARTS)
    return [said[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)]


def test_rbo_is_defined_in_the_same_parts():
    for part in PARTS:
        assert f"\n{part}" in sys.modules[rbo.__module__].__doc__


def test_the_names_that_scripts_rely_on_exist():
    promised = (
        "precision recall hit map mrr ndcg ndcg_graded auc rmse mae coverage longtail gini novelty "
        "diversity serendipity calibration popularity discovery watch_time margin"
    )
    assert promised.split() == list(METRICS)


def test_metrics_are_cut_at_their_own_k(lists):
    narrow, wide = parse_metrics("precision@1,precision@3")
    np.testing.assert_array_equal(narrow.measure(lists), lists.hits[:, 0])
    np.testing.assert_allclose(wide.measure(lists), lists.hits[:, :3].mean(axis=1))


def test_what_looks_at_everything_has_no_k():
    parsed = parse_metrics("auc, RMSE,auc", k=7)
    assert [(at.key, at.label) for at in parsed] == [("auc", "AUC"), ("rmse", "RMSE")]


def test_parsing_keeps_order_drops_doubles_and_takes_the_usual_k():
    parsed = parse_metrics(" NDCG@5, hit ,recall@20,ndcg@5", k=7)
    assert [at.key for at in parsed] == ["ndcg@5", "hit@7", "recall@20"]
    assert len(parse_metrics(DEFAULT_METRICS)) == 9


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("ncdg@10", r"no metric called 'ncdg'.*precision, recall"),
        ("ndcg@ten", r"'ndcg@ten' asks for a list of 'ten' places.*1 to 1,000"),
        ("auc@5", "'auc@5' asks for a number of places, and AUC has none. Write auc alone."),
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

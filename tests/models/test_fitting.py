"""Memory is planned before anything is learnt."""

import re

import pytest
from implicit.recommender_base import ModelFitError

from recengine.errors import InvalidSetting, Unsupported
from recengine.models import create
from tests import worlds

#: Whatever holds tables that grow with the square of the items, or with a parameter.
PLANNED = (
    "als",
    "bpr",
    "ease",
    "graph",
    "knn_baseline",
    "sasrec",
    "seq_linear",
    "slim",
    "svd",
    "svdpp",
    "two_tower",
)


@pytest.mark.parametrize("name", PLANNED)
def test_what_would_not_fit_says_so_with_figures_and_what_to_use_instead(name, monkeypatch):
    monkeypatch.setattr("recengine.models.fitting.MEMORY_LIMIT", 1_000)
    model = create(name)
    heard: list[str] = []
    with pytest.raises(Unsupported, match=r"would need \d+\.\d GB for .* allowed\. Use ") as told:
        model.fit(worlds.rated(worlds.camps()), lambda _share, words: heard.append(words))
    assert str(told.value).startswith(model.label)
    assert heard == []


@pytest.mark.parametrize(
    ("name", "learner"),
    [("bpr", "bpr.BayesianPersonalizedRanking"), ("als", "als.AlternatingLeastSquares")],
)
def test_what_grows_beyond_all_numbers_says_so(name, learner, monkeypatch):
    def astray(*_args, **_named):
        raise ModelFitError("NaN encountered in factors")

    monkeypatch.setattr(f"implicit.cpu.{learner}.fit", astray)
    model = create(name)
    with pytest.raises(InvalidSetting, match=rf"^{re.escape(model.label)} did not settle"):
        model.fit(worlds.camps())


@pytest.mark.parametrize(("factors", "heads"), [(64, 3), (10, 4)])
def test_heads_have_to_divide_the_factors(factors, heads):
    with pytest.raises(InvalidSetting, match=f"{heads} heads do not divide {factors} factors"):
        create("sasrec", factors=factors, heads=heads)

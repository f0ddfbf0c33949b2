"""Memory is planned before anything is learnt."""

import pytest

from recengine.errors import Unsupported
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

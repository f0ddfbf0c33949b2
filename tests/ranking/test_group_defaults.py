"""Group defaults: counted by hand, drawn towards everybody, and small groups never shown."""

import numpy as np
import pandas as pd
import pytest

from recengine.errors import Unsupported
from recengine.models import Popularity
from recengine.models.popularity import SHRINK
from recengine.ranking.group_defaults import FEWEST, group_list, groups_of
from tests import worlds


def towns(first=60, second=40, rare=FEWEST - 1):
    """Everybody likes bread; one town tea as well, the other coffee, and a few live elsewhere."""
    towns = ["tea town"] * first + ["coffee town"] * second + ["elsewhere"] * rare
    drinks = {"tea town": "tea", "coffee town": "coffee", "elsewhere": "milk"}
    ids = [f"u{number:03}" for number in range(len(towns))]
    rows = [(person, "bread", 0, "like") for person in ids]
    rows += [(person, drinks[town], 1, "like") for person, town in zip(ids, towns, strict=True)]
    return worlds.dataset(rows, users=pd.DataFrame({"user_id": ids, "town": towns}))


def test_a_group_gets_what_it_likes_more_than_everybody_with_both_places():
    found = group_list(towns(), "town", "coffee town", k=2)
    assert found.people == 40
    assert [each.title for each in found.items] == ["bread", "coffee"]
    coffee = found.items[1]
    assert (coffee.share, coffee.usual_share) == (1.0, pytest.approx(40 / 110))
    assert (coffee.rank, coffee.usual_rank) == (2, 3)
    assert found.same == 1
    assert len(found.to_frame()) == 2


def test_the_order_is_that_of_the_model_that_serves_newcomers():
    dataset = towns()
    model = Popularity().fit(dataset)
    assert model.segment_ == "town"
    scores = model.score(dataset.newcomer(town="coffee town"))[0]
    found = group_list(dataset, "town", "coffee town", k=3)
    assert [each.item for each in found.items] == np.argsort(-scores, kind="stable")[:3].tolist()
    by_hand = (40 + SHRINK * 40 / 110) / (40 + SHRINK)
    assert scores[dataset.item_code("coffee")] == pytest.approx(by_hand)


def test_groups_too_small_are_neither_offered_nor_shown():
    dataset = towns()
    assert groups_of(dataset, "town") == {"tea town": 60, "coffee town": 40}
    with pytest.raises(Unsupported, match="Fewer than 11 people have 'elsewhere' as town"):
        group_list(dataset, "town", "elsewhere")


def test_a_column_that_makes_no_groups_is_refused():
    with pytest.raises(Unsupported, match="No column of people called 'plan'"):
        groups_of(towns(), "plan")

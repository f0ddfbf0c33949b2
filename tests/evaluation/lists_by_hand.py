"""Reports whose lists are written by hand, and a world in which everything can be told apart."""

from dataclasses import replace

import numpy as np
import pandas as pd

from recengine.evaluation import ModelContender, evaluate, parse_metrics
from recengine.evaluation.comparison import compare
from recengine.evaluation.folds import Fold, pooled
from recengine.evaluation.made import Made
from recengine.evaluation.measuring import measure
from recengine.evaluation.metrics import Facts
from recengine.models import Popularity
from tests import worlds


def report_with(dataset, splits, lists, metrics="recall@3,ndcg@3"):
    """A report on ``splits`` in which contender ``name`` made ``lists[name]``, one array a split.

    The first contender is the baseline.
    """
    names = list(lists)
    contenders = [ModelContender(Popularity(), called=name) for name in names]
    made = evaluate(dataset, contenders, split=splits, metrics=metrics)
    folds = tuple(
        Fold(Facts(split), {name: Made(lists[name][at]) for name in names})
        for at, split in enumerate(splits)
    )
    wanted = parse_metrics(metrics)
    values = pooled(folds, [measure(fold.made, fold.facts, wanted) for fold in folds])
    compared = [
        each
        for at in wanted
        if at.metric.per_person
        for each in compare(
            np.stack([values[name][at.key] for name in names], axis=1),
            names,
            names[0],
            at.key,
            seed=0,
        )
    ]
    return replace(
        made, folds=folds, per_person=values, baseline=names[0], comparisons=tuple(compared)
    )


def at_random(split, names=("base", "other"), k=5, seed=0):
    """Lists of ``k`` items drawn from the catalogue, one array a contender."""
    rng = np.random.default_rng(seed)
    n = split.train.n_items
    return {name: [np.array([rng.permutation(n)[:k] for _ in split.people])] for name in names}


def visits(n_people=120, n_items=20, seed=4):
    """People with a plan and a date of joining, titles with genres, events with a device."""
    rng = np.random.default_rng(seed)
    n = n_people * 9
    events = pd.DataFrame(
        {
            "user_id": [f"p{code:03}" for code in rng.integers(n_people, size=n)],
            "item_id": [f"i{int(code):02}" for code in n_items * rng.random(n) ** 2],
            "event": rng.choice(["like", "view", "dislike"], size=n, p=[0.6, 0.3, 0.1]),
            "timestamp": worlds.FIRST_DAY + pd.to_timedelta(rng.integers(0, 2400, n), unit="h"),
            "device": rng.choice(["tv", "phone", ""], size=n, p=[0.5, 0.4, 0.1]),
        }
    )
    items = pd.DataFrame(
        {
            "item_id": [f"i{code:02}" for code in range(n_items)],
            "title": [f"Title {code}" for code in range(n_items)],
            "genres": rng.choice(["drama", "comedy|crime", "crime", ""], size=n_items),
        }
    )
    joined = worlds.FIRST_DAY - pd.to_timedelta(rng.integers(-80, 700, n_people), unit="D")
    users = pd.DataFrame(
        {
            "user_id": [f"p{code:03}" for code in range(n_people)],
            "plan": rng.choice(["big", "small", ""], n_people, p=[0.5, 0.3, 0.2]),
            "joined": joined.strftime("%Y-%m-%d"),
        }
    )
    return worlds.dataset(events, items, users, name="visits")

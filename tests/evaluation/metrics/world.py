"""A world that has a column for every metric: watches, stars, purchases, categories, margins."""

import numpy as np
import pandas as pd

from recengine.evaluation.contenders import ModelContender
from recengine.evaluation.metrics import Facts, Lists
from recengine.evaluation.protocol import rank
from tests.worlds import dataset

N_PEOPLE, N_ITEMS = 60, 24
GENRES = ("drama", "comedy", "crime", "space", "war", "music")


def everything(seed=4):
    """60 people with some ten of 24 items; they watch, and rate or buy some of what they watch."""
    rng = np.random.default_rng(seed)
    pull = 1 / np.arange(1, N_ITEMS + 1)
    rows = []
    for u in range(N_PEOPLE):
        chosen = rng.choice(N_ITEMS, rng.integers(8, 14), replace=False, p=pull / pull.sum())
        for day, i in enumerate(chosen):
            who, what = f"u{u:02d}", f"i{i:02d}"
            rows.append((who, what, day, "watch", float(rng.integers(5, 120))))
            if rng.random() < 0.6:
                rows.append((who, what, day, "rating", float(rng.integers(1, 6))))
            if rng.random() < 0.3:
                rows.append((who, what, day, "purchase", float(rng.integers(1, 4))))
    items = pd.DataFrame(
        {
            "item_id": [f"i{i:02d}" for i in range(N_ITEMS)],
            "title": [f"Title {i:02d}" for i in range(N_ITEMS)],
            "genre": [f"{GENRES[i % 6]}|{GENRES[(i * i + 1) % 6]}" for i in range(N_ITEMS)],
            "price": [5.0 + i for i in range(N_ITEMS)],
            "margin": [0.1 + 0.02 * i for i in range(N_ITEMS)],
        }
    )
    return dataset(rows, items, name="everything")


def lists_of(split, model, wanted, k=10):
    """Everything that ``wanted`` metrics look at, of one model."""
    facts = Facts(split)
    contender = ModelContender(model)
    contender.fit(split.train)
    people = split.train.users["user_id"].iloc[split.people].tolist()
    return Lists.of(rank(contender, facts.known, people, k, asked=facts.asked(wanted)), facts)

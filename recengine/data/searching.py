"""Searching: what people typed shortly before they chose an item, as words about that item.

A search describes what it leads to, in the words of those who look for it, which may be none of
its maker's: "boots" for a trail shoe. Each search counts for the first item that the same person
met within ``WITHIN_SECONDS``, if any; so an event that is held back takes its search with it.

What only a few typed could say more of them than of an item: a word counts once ``FEWEST_PEOPLE``
have searched for it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from recengine.data.dataset import Dataset

#: As long as a visit lasts with those who count visits.
WITHIN_SECONDS = 1_800
FEWEST_PEOPLE = 11


def searched_for(dataset: Dataset) -> pd.Series:
    """What led to each item: one text an item, in the order of item codes, empty where nothing did.

    >>> from recengine.data.samples import load_sample
    >>> shop = load_sample("shop")
    >>> "boots" in searched_for(shop)[shop.item_code("p0117")]
    True
    """
    texts = pd.Series([""] * dataset.n_items)
    led = _leading_to(dataset)
    words = led.assign(word=led["query"].str.lower().str.split()).explode("word").dropna()
    people = words.groupby("word")["person"].transform("nunique")
    joined = words[people >= FEWEST_PEOPLE].groupby("item")["word"].agg(" ".join)
    texts[joined.index] = joined.to_numpy()
    return texts


def _leading_to(dataset: Dataset) -> pd.DataFrame:
    """Searches that led to an item: ``person``, ``query`` and ``item``, in codes."""
    searches = dataset.searches
    if searches.empty or "timestamp" not in searches or not dataset.has_times:
        return pd.DataFrame({"person": [], "query": pd.Series(dtype=str), "item": []})
    people = pd.Index(dataset.users["user_id"]).get_indexer(searches["user_id"].astype(str))
    typed = pd.DataFrame(
        {
            "person": people,
            "time": _seconds(searches["timestamp"]),
            "query": searches["query"].astype(str),
        }
    )
    typed = typed[(people >= 0) & typed["time"].notna()].sort_values("time", kind="stable")
    events = dataset.histories
    theirs = np.isin(events.rows, typed["person"]) & ~np.isnan(events.times)
    met = pd.DataFrame(
        {
            "person": events.rows[theirs],
            "time": events.times[theirs],
            "item": events.items[theirs],
        }
    ).sort_values("time", kind="stable")
    led = pd.merge_asof(
        typed, met, on="time", by="person", direction="forward", tolerance=WITHIN_SECONDS
    )
    return led.dropna(subset="item").astype({"item": int})[["person", "query", "item"]]


def _seconds(moments: pd.Series) -> pd.Series:
    known = pd.to_datetime(moments).astype("datetime64[ms]")
    return known.astype("int64").where(known.notna()) / 1_000.0

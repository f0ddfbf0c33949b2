"""The one registry of recommenders; a new model is one file and one line here."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from recengine.errors import InvalidSetting, Problem, choose_among
from recengine.models.als import ALS
from recengine.models.base import Capabilities, Contributions, ItemWeightModel, Recommender, best
from recengine.models.bpr import BPR
from recengine.models.content import Content
from recengine.models.ease import EASE
from recengine.models.graph import GraphFilter
from recengine.models.hybrid import Hybrid
from recengine.models.item_knn import ItemKNN
from recengine.models.knn_baseline import KNNBaseline
from recengine.models.markov import Markov
from recengine.models.popularity import Popularity
from recengine.models.rules import Rules
from recengine.models.sasrec import SASRec
from recengine.models.seq_linear import SeqLinear
from recengine.models.session_knn import SessionKNN
from recengine.models.slim import SLIM
from recengine.models.svd import SVD
from recengine.models.svdpp import SVDpp
from recengine.models.trending import Trending
from recengine.models.two_tower import TwoTower
from recengine.models.user_knn import UserKNN

REGISTRY: dict[str, type[Recommender]] = {
    model.name: model
    for model in (
        Popularity,
        Trending,
        Content,
        UserKNN,
        ItemKNN,
        Rules,
        EASE,
        SLIM,
        GraphFilter,
        SVD,
        SVDpp,
        KNNBaseline,
        ALS,
        BPR,
        Markov,
        SessionKNN,
        SeqLinear,
        SASRec,
        TwoTower,
        Hybrid,
    )
}


def create(name: str, **parameters: Any) -> Recommender:
    """A model with its defaults, or with some parameters of one's own.

    >>> create("ease"), create("ease", l2=500)
    (EASE(l2=100.0), EASE(l2=500))
    """
    if name not in REGISTRY:
        raise InvalidSetting(
            Problem(
                "unknown_model",
                f"There is no model called {name!r}.",
                choose_among(REGISTRY, name),
                value=name,
            )
        )
    own = {field.name for field in fields(REGISTRY[name])}  # type: ignore[arg-type]
    unknown = [each for each in parameters if each not in own]
    if unknown:
        raise InvalidSetting(
            Problem(
                "unknown_parameter",
                f"{REGISTRY[name].label} has no parameter {unknown[0]!r}.",
                choose_among(sorted(own), unknown[0]) if own else "It has none.",
                value=unknown[0],
            )
        )
    return REGISTRY[name](**parameters)


__all__ = [
    "ALS",
    "BPR",
    "EASE",
    "REGISTRY",
    "SLIM",
    "SVD",
    "Capabilities",
    "Content",
    "Contributions",
    "GraphFilter",
    "Hybrid",
    "ItemKNN",
    "ItemWeightModel",
    "KNNBaseline",
    "Markov",
    "Popularity",
    "Recommender",
    "Rules",
    "SASRec",
    "SVDpp",
    "SeqLinear",
    "SessionKNN",
    "Trending",
    "TwoTower",
    "UserKNN",
    "best",
    "create",
]

"""similar: items like one item."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np

from recengine.cli.answer import Answer
from recengine.cli.inputs import dataset_of, watch
from recengine.cli.options import count
from recengine.data.dataset import Dataset
from recengine.data.titles import titles_like
from recengine.errors import Problem, UnknownId
from recengine.models import REGISTRY, create


def add(commands: Any, data: argparse.ArgumentParser) -> None:
    """Describe the command."""
    command = commands.add_parser("similar", parents=[data], help="items like one item")
    command.add_argument(
        "--item", required=True, metavar="ID|TITLE", help="an id, or words of one title alone"
    )
    command.add_argument("-k", type=count, default=10, metavar="N", help="how many; by default 10")
    command.add_argument(
        "--model",
        default="item_knn",
        choices=_similar_models(),
        help="whose likeness is asked; by default that of item_knn",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> Answer:
    """The items most like one."""
    dataset = dataset_of(options)
    code = _code(dataset, options.item)
    model = create(options.model).fit(dataset, watch())
    codes, values = model.similar_items(np.array([code], dtype=np.int32), options.k)
    items = [
        {
            "rank": rank,
            "item_id": str(dataset.item_ids[other]),
            "title": str(dataset.titles[other]),
            "similarity": float(value),
        }
        for rank, (other, value) in enumerate(zip(codes[0], values[0], strict=True), start=1)
    ]
    document = {
        "item_id": str(dataset.item_ids[code]),
        "title": str(dataset.titles[code]),
        "model": options.model,
        "items": items,
    }
    lines = [f"Like {dataset.titles[code]}, by {model.label}"]
    lines += [f"{item['rank']:>3}. {item['title']}  {item['similarity']:.3f}" for item in items]
    return document, "\n".join(lines)


def _code(dataset: Dataset, named: str) -> int:
    """The code of the item with this id, or of the only one whose title holds these words."""
    found = titles_like(dataset, named).tolist() if named.strip() else []
    if not found or named in set(dataset.item_ids):
        return dataset.item_code(named)
    same = [code for code in found if str(dataset.titles[code]).casefold() == named.casefold()]
    for alone in (same, found):
        if len(alone) == 1:
            return int(alone[0])
    these = ", ".join(f"{dataset.titles[code]} ({dataset.item_ids[code]})" for code in found[:3])
    raise UnknownId(
        Problem(
            "several_items",
            f"{dataset.name} has more than one item called like {named!r}: {these}"
            f"{' and others' if len(found) > 3 else ''}.",
            "Give the id of one of them.",
            value=named,
        )
    )


def _similar_models() -> tuple[str, ...]:
    return tuple(name for name, model in REGISTRY.items() if model.capabilities.similar_items)

"""similar: items like one item."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np

from recengine.cli.answer import Answer
from recengine.cli.inputs import (
    dataset_of,
    watch,
)
from recengine.cli.options import count
from recengine.models import REGISTRY, create


def add(commands: Any, data: argparse.ArgumentParser) -> None:
    """Describe the command."""
    command = commands.add_parser("similar", parents=[data], help="items like one item")
    command.add_argument("--item", required=True, metavar="ID")
    command.add_argument("-k", type=count, default=10, metavar="N")
    command.add_argument("--model", default="item_knn", choices=_similar_models())
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> Answer:
    """The items most like one."""
    dataset = dataset_of(options)
    code = dataset.item_code(options.item)
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
        "item_id": options.item,
        "title": str(dataset.titles[code]),
        "model": options.model,
        "items": items,
    }
    lines = [f"Like {dataset.titles[code]}, by {model.label}"]
    lines += [f"{item['rank']:>3}. {item['title']}  {item['similarity']:.3f}" for item in items]
    return document, "\n".join(lines)


def _similar_models() -> tuple[str, ...]:
    return tuple(name for name, model in REGISTRY.items() if model.capabilities.similar_items)

"""recommend: one person's list with scores and reasons."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from recengine.cli.answer import Answer
from recengine.cli.inputs import (
    dataset_of,
    recipe_of,
    watch,
)
from recengine.cli.options import count, reasons
from recengine.cli.words import dataset_figures
from recengine.data.dataset import Dataset
from recengine.data.privacy.pseudonyms import Pseudonyms
from recengine.ranking import PRESETS, Engine, Past


def add(commands: Any, data: argparse.ArgumentParser) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "recommend", parents=[data], help="one person's list with scores and reasons"
    )
    command.add_argument("--user", required=True, metavar="ID", help="whose list, as in the file")
    command.add_argument(
        "--recipe", metavar="FILE|NAME", default="plain", help=f"JSON file, or {', '.join(PRESETS)}"
    )
    command.add_argument("-k", type=count, metavar="N", help="length of the list")
    command.add_argument(
        "--reasons",
        type=reasons,
        default=3,
        metavar="N|all",
        help="past items to name, a model and item; the others are summed up",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> Answer:
    """One person's list."""
    recipe = recipe_of(options.recipe)
    if options.k is not None:
        recipe = recipe.changed(k=options.k)
    if options.seed:
        recipe = recipe.changed(
            exploration={**recipe.exploration.model_dump(), "seed": options.seed}
        )
    dataset = dataset_of(options)
    person = _person(options, dataset)
    history = dataset.history(person)
    engine = Engine.fit(dataset, tuple(recipe.weights), watch())
    found = engine.recommend(history, recipe, person=person, reasons=options.reasons)
    document = {
        "user_id": person,
        "recipe": recipe.model_dump(),
        "dataset": dataset_figures(dataset),
        "fallback": found.fallback,
        "notes": list(found.notes),
        "items": [item.to_dict() for item in found.items],
    }
    lines = [f"{recipe.name} for {person}, from {dataset.name}"]
    for item in found.items:
        because = f"   because {_named(item.because)}" if item.because else ""
        mark = "   (exploring)" if item.explored else ""
        lines.append(f"{item.rank:>3}. {item.title}  {item.score:.3f}{because}{mark}")
    lines += found.notes
    return document, "\n".join(lines)


def _named(because: Sequence[Past]) -> str:
    """What a title is there for, in a few words."""
    more = f" and {len(because) - 1} more" if len(because) > 1 else ""
    return f"{because[0].verb} {because[0].title}{more}"


def _person(options: argparse.Namespace, dataset: Dataset) -> str:
    """The id that the data set knows somebody by, which may be a pseudonym."""
    pseudonym = Pseudonyms(options.key).of(options.user)
    return pseudonym if pseudonym in set(dataset.users["user_id"]) else str(options.user)

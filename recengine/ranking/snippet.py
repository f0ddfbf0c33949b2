"""Snippet: a list as a few lines of Python that make it again, and as one JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recengine.data.dataset import Dataset
from recengine.data.editing import Edit, written
from recengine.ranking.recipe import Recipe
from recengine.ranking.recommendations import Recommendations


def python_snippet(
    dataset: Dataset, recipe: Recipe, person: str, edits: Sequence[Edit] = (), *, sample: str = ""
) -> str:
    """Lines that print ids in the order of the list.

    Parameters
    ----------
    sample : name of the sample that the list is from; without one the lines read files, and stop
        where they are not those that the list was made from.
    """
    opening = _open_sample(sample) if sample else _open_files(dataset.fingerprint)
    history = f"engine.history({person!r})"
    if edits:
        history = f"edited(dataset, {history}, read({written(edits)!r}))"
    editing = ["from recengine.data.editing import edited, read"] if edits else []
    return "\n".join(
        [
            *editing,
            *opening[0],
            "from recengine.ranking import Engine, parse_recipe",
            "",
            *opening[1],
            f"recipe = parse_recipe({recipe.to_json()!r})",
            "engine = Engine.fit(dataset, tuple(recipe.weights))",
            f"history = {history}",
            f"for item in engine.recommend(history, recipe, person={person!r}).items:",
            "    print(item.rank, item.item_id, item.title)",
            "",
        ]
    )


def as_document(
    dataset: Dataset, recipe: Recipe, found: Recommendations, edits: Sequence[Edit] = ()
) -> dict[str, Any]:
    """Everything about a list as plain values for JSON."""
    return {
        "user_id": found.user_id,
        "dataset": {"name": dataset.name, "fingerprint": dataset.fingerprint},
        "recipe": recipe.model_dump(),
        "edits": [{"do": edit.do, "item_id": str(dataset.item_ids[edit.item])} for edit in edits],
        "fallback": found.fallback,
        "notes": list(found.notes),
        "items": [item.to_dict() for item in found.items],
    }


def _open_sample(name: str) -> tuple[list[str], list[str]]:
    imports = ["from recengine.data.samples import load_sample"]
    return imports, [f"dataset = load_sample({name!r})"]


def _open_files(fingerprint: str) -> tuple[list[str], list[str]]:
    imports = [
        "import time",
        "from recengine.data.dataset import Dataset",
        "from recengine.data.quality import Cleaning, clean",
        "from recengine.data.reading import read_table",
    ]
    return imports, [
        'events = read_table("interactions.csv")  # the files of the list, under your names',
        'items = None  # or read_table("items.csv", kind="items")',
        "dataset = clean(Dataset.from_tables(events, items), Cleaning(), now=time.time())[0]",
        f'assert dataset.fingerprint == {fingerprint!r}, "not the data of the list"',
    ]

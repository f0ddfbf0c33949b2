"""tune --recipe: a recipe that suits the data, and one look at the test where it is asked for."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recengine.cli.answer import Answer
from recengine.cli.inputs import dataset_of, recipe_of, text_of, watch, write_text
from recengine.data.dataset import Dataset
from recengine.evaluation.searching import (
    GOALS,
    MEMBERS,
    NAME,
    SPLITS_OF_THREE,
    Bench,
    Search,
    begin,
    changes,
    check_same,
    confirm,
    go_on,
    goal_of,
    label,
    trade,
)
from recengine.progress import Progress, part_of
from recengine.ranking import Recipe

#: What is said as long as nobody has looked.
_UNSEEN = (
    "The test was not looked at. --look does, for the recipe that you settle on: once, since "
    "whoever looks at several and keeps the best has chosen by the test. Only --state remembers it."
)
#: Shares of the work: fitting until here, then trials until there, then the test.
_FITTED, _TRIED = 0.2, 0.9


def add(command: argparse.ArgumentParser) -> None:
    """Options that only a recipe needs."""
    recipe = command.add_argument_group("for a recipe")
    recipe.add_argument(
        "--goal",
        default="diversity",
        choices=tuple(GOALS),
        help="what is wanted beside accuracy; by default diversity",
    )
    recipe.add_argument(
        "--give-up",
        type=_percent,
        default=0.0,
        metavar="PERCENT",
        help="how much of the best accuracy the goal may cost; by default 0",
    )
    recipe.add_argument(
        "--split",
        default="leave_last_out",
        choices=SPLITS_OF_THREE,
        help="how the test, and before it what trials have to find, are put aside",
    )
    recipe.add_argument(
        "--state", metavar="FILE", help="keep the search here, and go on with it if it is there"
    )
    recipe.add_argument(
        "--look",
        action="store_true",
        help="judge the recipe by the test, which no trial has seen; once, when all choices are "
        "made, since whoever looks at several and keeps the best has chosen by the test",
    )


def run(options: argparse.Namespace) -> Answer:
    """Search, choose from the front, and look at the test if that is wanted and nobody has yet."""
    start, dataset, progress = recipe_of(options.recipe), dataset_of(options), watch()
    goal_of(dataset, options.goal)
    bench = Bench.of(
        dataset,
        tuple(dict.fromkeys((*MEMBERS, *start.weights))),
        split=options.split,
        metric=options.metric,
        seed=options.seed,
        progress=part_of(progress, 0.0, _FITTED),
    )
    keep = Path(options.state) if options.state else None
    search = go_on(
        _kept(keep, bench, start, options.goal),
        bench,
        seconds=60.0 * options.minutes,
        trials=options.trials or 1_000,
        take=lambda found: write_text(keep, found.to_json()) if keep else None,
        progress=part_of(progress, _FITTED, _TRIED),
    )
    number = search.giving_up(options.give_up)
    recipe = search.trials[number].recipe
    if options.look and not search.looks and not recipe.makes_the_same_list(search.start):
        search = _looked(dataset, search, number, keep, part_of(progress, _TRIED, 1.0))
    if options.out:
        write_text(Path(options.out), recipe.changed(name=f"Found: {recipe.name[:NAME]}").to_json())
    return _document(search, number), _words(search, number)


def _kept(keep: Path | None, bench: Bench, start: Recipe, goal: str) -> Search:
    """The search as it was kept, or a new one."""
    new = begin(bench, start, goal)
    if keep is None or not keep.exists():
        return new
    found = Search.from_json(text_of(keep, "search"))
    check_same(found, new)
    return found


def _looked(
    dataset: Dataset, search: Search, number: int, keep: Path | None, progress: Progress
) -> Search:
    """The search with its one look, kept at once."""
    search, _ = confirm(dataset, search, number, when=datetime.now(UTC), progress=progress)
    if keep:
        write_text(keep, search.to_json())
    return search


def _document(search: Search, number: int) -> dict[str, Any]:
    chosen = search.trials[number]
    return {
        "recipe": chosen.recipe.model_dump(),
        "start": search.start.model_dump(),
        "metric": search.accuracy,
        "goal": search.goal,
        "people": search.people,
        "trial": number,
        "validation": {
            name: {key: asdict(each) for key, each in figures.items()}
            for name, figures in (
                ("start", search.trials[0].figures),
                ("found", chosen.figures),
                ("difference", chosen.gains),
            )
        },
        "front": [
            {
                "trial": each,
                "recipe": search.trials[each].recipe.model_dump(exclude_defaults=True),
                **{key: value.mean for key, value in search.trials[each].figures.items()},
            }
            for each in search.front
        ],
        "trials": len(search.trials),
        "test": [
            {**asdict(look), "recipe": look.recipe.model_dump(exclude_defaults=True)}
            for look in search.looks
        ],
    }


def _words(search: Search, number: int) -> str:
    chosen = search.trials[number]
    figure = chosen.figures[search.accuracy]
    accuracy = f"{figure.mean:.4f} ({figure.low:.4f} to {figure.high:.4f})"
    lines = [
        f"{len(search.trials)} recipes, {len(search.front)} on the front ({search.people} people).",
        f"{chosen.recipe.name}: {label(search.accuracy)} {accuracy}. {trade(search, number)}",
        *(
            f"  {setting}: {after} (was {before})"
            for setting, before, after in changes(search.start, chosen.recipe)
        ),
    ]
    if chosen.recipe.makes_the_same_list(search.start):
        lines.append("Nothing was better than the start.")
    if not search.looks:
        return "\n".join([*lines, _UNSEEN])
    look = search.looks[-1]
    lines.append(
        f"On the test, looked at on {look.when.replace('T', ' at ')} for {look.recipe.name}: "
        f"{look.words}"
    )
    if not look.recipe.makes_the_same_list(chosen.recipe):
        lines.append(
            "That was another recipe; the test is not looked at again, since whoever keeps the "
            "better of two has chosen by it."
        )
    return "\n".join(lines)


def _percent(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 100")
    return number / 100

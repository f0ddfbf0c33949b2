"""tune: parameters of a model, or a whole recipe, that suit the data."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from recengine.cli import tune_recipe
from recengine.cli.answer import Answer
from recengine.cli.inputs import dataset_of, watch, write_text
from recengine.evaluation import Tuned, tunable, tune
from recengine.models import REGISTRY


def add(commands: Any, data: argparse.ArgumentParser) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "tune",
        parents=[data],
        help="look for parameters of a model, or for a whole recipe, that suit the data",
    )
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--model",
        metavar="NAME",
        help=f"tune the parameters of one of "
        f"{', '.join(name for name in REGISTRY if tunable(name))}",
    )
    what.add_argument(
        "--recipe", metavar="FILE|NAME", help="look for a better recipe, starting from this one"
    )
    command.add_argument(
        "--minutes", type=_minutes, default=1.0, metavar="N", help="budget of time; by default 1"
    )
    command.add_argument(
        "--trials",
        type=_trials,
        default=None,
        metavar="N",
        help="most parameters or recipes to try; by default 100 parameters or 1000 recipes",
    )
    command.add_argument(
        "--metric", default="ndcg@10", metavar="NAME", help="by which trials are judged"
    )
    command.add_argument(
        "--out",
        metavar="FILE",
        help="where the parameters go, for evaluate --parameters, or the recipe, for --recipe",
    )
    tune_recipe.add(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> Answer:
    """The best that was found, and what it is worth."""
    if options.recipe:
        return tune_recipe.run(options)
    found = tune(
        dataset_of(options),
        options.model,
        seconds=60.0 * options.minutes,
        trials=options.trials or 100,
        metric=options.metric,
        seed=options.seed,
        progress=watch(),
    )
    if options.out:
        write_text(Path(options.out), json.dumps({found.model: found.parameters}, indent=2) + "\n")
    return found.to_dict(), _words(found)


def _words(found: Tuned) -> str:
    number = f"{len(found.trials)} trials" if len(found.trials) > 1 else "1 trial"
    values = ", ".join(f"{name} {value:.4g}" for name, value in found.parameters.items())
    if found.report is None:
        return f"{number}: nothing was better than the defaults ({values})."
    before, after = (result.metrics[found.metric] for result in found.report.results)
    against = found.report.comparison("tuned", found.metric)
    verdict = against.verdict if against else ""
    return (
        f"{number}: best with {values}.\n"
        f"On the test, which took no part: {found.metric} {after.mean:.4f} against "
        f"{before.mean:.4f} of the defaults ({verdict})."
    )


def _trials(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 10000")
    return number


def _minutes(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= 24 * 60:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of minutes up to a day")
    return number

"""tune: parameters of a model that suit the data."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from recengine.cli.answer import Answer
from recengine.cli.inputs import dataset_of, watch
from recengine.cli.options import count
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation import Tuned, tunable, tune
from recengine.models import REGISTRY


def add(commands: Any, data: argparse.ArgumentParser) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "tune", parents=[data], help="look for parameters of a model that suit the data"
    )
    command.add_argument(
        "--model",
        required=True,
        metavar="NAME",
        help=f"one of {', '.join(name for name in REGISTRY if tunable(name))}",
    )
    command.add_argument(
        "--minutes", type=_minutes, default=1.0, metavar="N", help="budget of time; by default 1"
    )
    command.add_argument(
        "--trials", type=count, default=100, metavar="N", help="most parameters to try"
    )
    command.add_argument(
        "--metric", default="ndcg@10", metavar="NAME", help="by which trials are judged"
    )
    command.add_argument(
        "--out", metavar="FILE", help="where the parameters go, for evaluate --parameters"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> Answer:
    """The best parameters that were found, and what they are worth."""
    found = tune(
        dataset_of(options),
        options.model,
        seconds=60.0 * options.minutes,
        trials=options.trials,
        metric=options.metric,
        seed=options.seed,
        progress=watch(),
    )
    if options.out:
        _write(Path(options.out), {found.model: found.parameters})
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


def _write(path: Path, parameters: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(parameters, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise InvalidSetting(
            Problem(
                "cannot_write", f"{path} cannot be written.", "Name a file in a folder that exists."
            )
        ) from error


def _minutes(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= 24 * 60:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of minutes up to a day")
    return number

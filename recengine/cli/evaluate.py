"""evaluate: compare approaches on held-back data."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from recengine.charts.comparison_page import comparison_page
from recengine.cli.answer import Answer
from recengine.cli.inputs import (
    consents_of,
    dataset_of,
    others_of,
    parameters_of,
    read,
    recipe_of,
    text_of,
    watch,
    write_text,
)
from recengine.cli.options import count
from recengine.data.splits import SPLITS, Split, SplitSettings, predefined_split
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation import METRICS, Entrant, Report, Setup, finding
from recengine.evaluation.reproducing import (
    Kept,
    check_same_data,
    differing_figures,
    parse_report,
)
from recengine.models import REGISTRY, create


def add(commands: Any, data: argparse.ArgumentParser) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "evaluate", parents=[data], help="compare approaches on held-back data"
    )
    command.add_argument(
        "--models",
        default=",".join(_everyday_models()),
        metavar="A,B,...",
        help=f"among {', '.join(REGISTRY)}; by default all that fit any data in seconds",
    )
    command.add_argument(
        "--recipe",
        action="append",
        default=[],
        metavar="FILE|NAME",
        help="also judge this recipe; may be repeated",
    )
    command.add_argument(
        "--parameters", metavar="FILE", help="JSON of models' parameters, as tune writes it"
    )
    command.add_argument(
        "--split",
        default="leave_last_out",
        choices=SPLITS,
        help="what is held back to be found: "
        + "; ".join(f"{name}: {each.words}" for name, each in SPLITS.items()).replace("%", "%%"),
    )
    for option, kind, words in (
        ("share", float, "part held back, where a split takes a share; by default 0.2"),
        ("last", int, "items held back of each person by leave_n_out; by default 1"),
        ("windows", int, "how many windows rolling has; by default 3"),
        ("days", float, "days of a window of rolling; by default each holds about as many events"),
    ):
        command.add_argument(f"--{option}", type=kind, metavar="N", help=words)
    for part, words in (
        ("train", "to learn from, where the data is already split"),
        ("valid", "known when lists are made, and not learned from"),
        ("test", "to be found"),
    ):
        command.add_argument(f"--{part}", metavar="FILE", help=words)
    command.add_argument(
        "--metrics",
        default="ndcg,recall,precision,map,coverage,novelty,diversity",
        metavar="A,B,...",
        help=f"among {', '.join(METRICS)}, each with @ and a length of its own where one is wanted",
    )
    command.add_argument("--baseline", metavar="NAME", help="compare the others with this one")
    command.add_argument(
        "-k", type=count, default=10, metavar="N", help="length of the lists; by default 10"
    )
    command.add_argument(
        "--from",
        dest="kept",
        metavar="REPORT",
        help="run again what this report.json was asked, on the same data",
    )
    command.add_argument(
        "--page", metavar="FILE", help="also write the report as an HTML file that stands alone"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> Answer:
    """Figures of everything that was named, or of what a kept report had named."""
    kept = parse_report(text_of(Path(options.kept), "report")) if options.kept else None
    setup = kept.setup if kept else _setup(options)
    if setup.sample and not (options.interactions or options.train or options.sample):
        options.sample = setup.sample
    split = _predefined(options)
    dataset = split.whole if split and split.whole else dataset_of(options)
    if kept:
        check_same_data(kept, dataset)
    report = setup.run(dataset, split=split, progress=watch())
    if options.page:
        write_text(Path(options.page), comparison_page(report, dataset))
    first = report.measured[0]
    lines = [
        report.protocol,
        *filter(None, [report.caveat]),
        _leaderboard(report),
        finding(report, first),
    ]
    lines += [
        f"{each.label}: {words}"
        for each in report.results
        for words in (*each.learned, *each.not_given)
    ]
    lines += [f"{label} did not take part: {why}" for label, why in report.left_out.items()]
    document = report.to_dict()
    if kept:
        differing = differing_figures(kept, report)
        document["reproduced"] = {"same": not differing, "differing": list(differing)}
        lines.append(_reproduced(kept, differing, document["versions"]))
    return document, "\n".join(lines)


def _setup(options: argparse.Namespace) -> Setup:
    """What the options ask."""
    names = [name.strip() for name in options.models.split(",") if name.strip()]
    parameters = parameters_of(options.parameters)
    _say_unused(parameters, names)
    entrants = [Entrant.of_model(name, **parameters.get(name, {})) for name in names]
    entrants += [Entrant(recipe=recipe_of(source)) for source in options.recipe]
    if not entrants:
        raise InvalidSetting(
            Problem(
                "nothing_to_compare",
                "No model and no recipe was named.",
                "Name some with --models or --recipe.",
            )
        )
    return Setup(
        entrants=tuple(entrants),
        split=None if options.train else _split(options),
        k=options.k,
        metrics=options.metrics,
        seed=options.seed,
        baseline=options.baseline,
        sample=options.sample or "",
    )


def _split(options: argparse.Namespace) -> SplitSettings:
    given = {
        name: getattr(options, name)
        for name in ("share", "last", "windows", "days")
        if getattr(options, name) is not None
    }
    return SplitSettings(name=options.split, seed=options.seed, **given)


def _reproduced(kept: Kept, differing: Sequence[str], versions: dict[str, str]) -> str:
    """Whether the figures came out as they were."""
    if not differing:
        return "Every figure is the same as in the report, to the last digit."
    told = kept.document.get("versions")
    told = told if isinstance(told, dict) else {}
    other = [f"{name} {told[name]}" for name in told if versions.get(name) != told[name]]
    why = f" It was made with {', '.join(other)}." if other else ""
    return f"{len(differing)} figures differ from the report, the first is {differing[0]}.{why}"


def _say_unused(parameters: Iterable[str], names: Sequence[str]) -> None:
    """Tell of parameters that go nowhere; those of a name that no model has are refused."""
    for unused in (each for each in parameters if each not in names):
        label = create(unused).label
        print(
            f"note: {label} ({unused}) does not take part, so its parameters are not used.",
            file=sys.stderr,
        )


def _predefined(options: argparse.Namespace) -> Split | None:
    """The split that files make, where they are given."""
    paths = (options.train, options.test, options.valid)
    if not any(paths):
        return None
    if not (options.train and options.test) or options.interactions or options.sample:
        raise InvalidSetting(
            Problem(
                "incomplete_split",
                "A split by files needs --train and --test, and no other interactions.",
                "Name both; --valid may be added.",
            )
        )
    train, test, valid = (
        read(path, "interactions", options, watch()) if path else None for path in paths
    )
    assert train is not None and test is not None  # noqa: S101, PT018  checked above
    items, users = others_of(options, train)
    tables = (train, test, valid, items, users)
    consents_of(options, tuple(held for held in tables if held is not None))
    return predefined_split(
        train, test, valid, items=items, users=users, name=Path(options.train).name
    )


def _leaderboard(report: Report) -> str:
    """A row for each contender, with the interval of the first metric."""
    rows, first = [], report.measured[0]
    for result in report.results:
        row = {"approach": result.label}
        row |= {key: f"{each.mean:.4f}" for key, each in result.metrics.items()}
        if first in result.metrics and report.has_interval(first):
            estimate = result.metrics[first]
            row[f"95 % of {first}"] = f"{estimate.low:.4f} to {estimate.high:.4f}"
        rows.append({**row, "fit s": f"{result.fit_seconds:.2f}"})
    sure = [f"95 % of {first}"] if report.has_interval(first) else []
    columns = ["approach", *report.measured, *sure, "fit s"]
    return pd.DataFrame(rows).reindex(columns=columns).to_string(index=False, na_rep="")


def _everyday_models() -> tuple[str, ...]:
    return tuple(name for name, model in REGISTRY.items() if model.capabilities.everyday)

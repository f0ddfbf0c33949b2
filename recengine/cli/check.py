"""check: what a file is, what was repaired, what was refused."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from recengine.cli.answer import Answer
from recengine.cli.inputs import (
    consents_of,
    nothing_given,
    others_of,
    read,
    watch,
)
from recengine.cli.words import dataset_figures, dataset_words, table_words, withheld_words
from recengine.data.dataset import Dataset
from recengine.data.quality import Cleaning, clean, find, headline, uses
from recengine.data.reading import guess_kind
from recengine.data.samples import load_sample
from recengine.data.tables import ROLES, Kind


def add(commands: Any, data: argparse.ArgumentParser) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "check", parents=[data], help="what a file is, what was repaired, what was refused"
    )
    command.add_argument("file", nargs="?", help="the file to check")
    command.add_argument(
        "--kind", choices=tuple(ROLES), help="what its rows are, where guessing is not wanted"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> Answer:
    """What the file holds."""
    source = options.file or options.interactions
    if source is None and options.sample is None:
        raise nothing_given()
    if source is None:
        dataset = load_sample(options.sample)
        return {"dataset": dataset_figures(dataset)}, dataset_words(dataset)
    kind: Kind = options.kind or guess_kind(Path(source))
    table = read(source, kind, options, watch())
    others = others_of(options, table) if kind == "interactions" else ()
    tables = tuple(held for held in (table, *others) if held is not None)
    document: dict[str, Any] = {
        "file": str(source),
        "kind": kind,
        "verdict": table.verdict,
        "rows_read": table.rows_read,
        "accepted": table.accepted,
        "repaired": table.repaired,
        "refused": table.refused,
        "ignored": table.ignored,
        "mapping": {role: vars(guess) for role, guess in table.mapping.items()},
        "problems": [vars(problem) for problem in table.problems],
        "choices": [vars(choice) for choice in table.choices],
        "event_names": table.event_names,
        "withheld": [
            {"file": held.source, **vars(column)} for held in tables for column in held.withheld
        ],
        "consents": consents_of(options, tables).to_list(),
    }
    words = [table_words(table), *withheld_words(tables)]
    if kind == "interactions":
        dataset = Dataset.from_tables(
            table,
            *others,
            name=Path(source).name,
        )
        document["problems"].extend(vars(problem) for problem in dataset.problems)
        dataset, left_out = clean(dataset, Cleaning(), now=time.time())
        document["problems"].extend(vars(problem) for problem in left_out)
        document["dataset"] = dataset_figures(dataset)
        found, verdicts = find(dataset, now=time.time()), uses(dataset)
        document["findings"] = [vars(finding) for finding in found]
        document["uses"] = [vars(use) for use in verdicts]
        words.append(dataset_words(dataset))
        words.extend(f"  note: {problem}" for problem in left_out)
        words.append(headline(verdicts))
        words.extend(f"  {finding.title}. {finding.why}" for finding in found)
    else:
        document["dataset"] = {kind: len(table.frame)}
    return document, "\n".join(words)

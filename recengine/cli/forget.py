"""forget: write files again without one person."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from recengine.cli.answer import Answer
from recengine.cli.inputs import (
    columns_of,
    nothing_given,
)
from recengine.cli.options import columns
from recengine.data.forgetting import FilePlace, forget
from recengine.data.tables import Kind


def add(commands: Any, data: argparse.ArgumentParser) -> None:
    """Describe the command."""
    del data  # it reads none
    command = commands.add_parser("forget", help="write files again without one person")
    command.add_argument("--user", required=True, metavar="ID")
    command.add_argument("--interactions", metavar="FILE")
    command.add_argument("--users", metavar="FILE")
    command.add_argument("--out", required=True, metavar="DIR", help="where the new files go")
    command.add_argument("--columns", type=columns, default={}, metavar="ROLE=COLUMN,...")
    command.add_argument("--json", action="store_true", help="one JSON document on stdout")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> Answer:
    """The new files, and what was removed."""
    out = Path(options.out)
    files: tuple[tuple[Kind, str | None], ...] = (
        ("interactions", options.interactions),
        ("users", options.users),
    )
    places = [
        FilePlace(Path(path), kind, out, columns_of(kind, options.columns))
        for kind, path in files
        if path
    ]
    if not places:
        raise nothing_given()
    removals = forget(options.user, places)
    document = {
        "user_id": options.user,
        "places": [
            {
                "place": removal.place,
                "removed": removal.removed,
                "kept": removal.kept,
                "mentions": removal.mentions,
            }
            for removal in removals
        ],
    }
    words = [
        f"{removal.place}: {removal.removed:,} records removed, {removal.kept:,} kept"
        + (f"; {removal.mentions:,} other lines still hold the id" if removal.mentions else "")
        for removal in removals
    ]
    return document, "\n".join([*words, f"The new files are in {out}; delete the old ones."])

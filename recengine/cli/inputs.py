"""Inputs: data, recipes and progress as the terminal gives them."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from recengine.data.dataset import Dataset
from recengine.data.matching import match_ids
from recengine.data.privacy.consent import Consent, Consents
from recengine.data.quality import Cleaning, clean
from recengine.data.reading import read_table
from recengine.data.samples import load_sample
from recengine.data.tables import ROLES, Kind, Table
from recengine.errors import InvalidSetting, Problem, choose_among
from recengine.progress import Progress, quiet
from recengine.ranking import PRESETS, Recipe, parse_recipe, preset

#: Seconds of silence between two lines of progress, where nobody sits at a terminal.
_PAUSE = 10.0


def dataset_of(options: argparse.Namespace) -> Dataset:
    """The data set of the files or the sample that were named, cleaned as the app does."""
    if options.sample:
        return load_sample(options.sample, watch())
    if not options.interactions:
        raise nothing_given()
    table = read(options.interactions, "interactions", options, watch())
    others = others_of(options, table)
    consents_of(options, tuple(held for held in (table, *others) if held is not None))
    dataset = Dataset.from_tables(table, *others, name=Path(options.interactions).name)
    return clean(dataset, Cleaning(), now=time.time())[0]


def others_of(options: argparse.Namespace, events: Table) -> tuple[Table | None, Table | None]:
    """The tables of items and of people, where they are given."""
    items = read(options.items, "items", options) if options.items else None
    users = read(options.users, "users", options) if options.users else None
    return (
        match_ids(events, items, options.choose) if items else None,
        match_ids(events, users, options.choose) if users else None,
    )


def read(path: str, kind: Kind, options: argparse.Namespace, progress: Progress = quiet) -> Table:
    """One file, read as its options say."""
    return read_table(
        Path(path),
        kind=kind,
        columns=columns_of(kind, options.columns),
        answers=options.choose,
        include=options.include,
        key=options.key,
        progress=progress,
    )


def consents_of(options: argparse.Namespace, tables: Sequence[Table]) -> Consents:
    """What ``--include`` lets in; a column that no file has was misspelt."""
    known = {column.strip().casefold() for table in tables for column in table.columns}
    strange = [name for name in options.include if name.casefold() not in known]
    if strange:
        raise InvalidSetting(
            Problem(
                "no_such_column",
                f"No file has a column {strange[0]!r} that could be included.",
                "Columns that are left out are listed by check.",
                column=strange[0],
            )
        )
    register, now = Consents(), datetime.now(UTC)
    for held in (column for table in tables for column in table.included):
        register = register.add(Consent.to(held, options.purpose, now))
    return register


def columns_of(kind: Kind, columns: dict[str, str]) -> dict[str, str]:
    """What ``--columns`` says of one kind of file: ``items.item_id`` is for items alone."""
    own = {
        role.partition(".")[2]: name
        for role, name in columns.items()
        if role.startswith(f"{kind}.")
    }
    shared = {role: name for role, name in columns.items() if "." not in role}
    if kind == "interactions":
        own = {**{role: name for role, name in shared.items() if role in ROLES[kind]}, **own}
    else:
        own = {
            **{
                role: name
                for role, name in shared.items()
                if role in ROLES[kind] and role not in ROLES["interactions"]
            },
            **own,
        }
    return own


def recipe_of(source: str) -> Recipe:
    """A recipe by name, or from a JSON file."""
    if source in PRESETS:
        return preset(source)
    if not Path(source).is_file():
        raise InvalidSetting(
            Problem(
                "unknown_recipe",
                f"There is neither a recipe nor a file called {source!r}.",
                f"{choose_among(PRESETS, source)} The name of a JSON file will do as well.",
                value=source,
            )
        )
    return parse_recipe(text_of(Path(source), "recipe"))


def parameters_of(source: str | None) -> dict[str, dict[str, float | str]]:
    """Parameters of models by name, from a JSON file; none without one."""
    if source is None:
        return {}
    text = text_of(Path(source), "file of parameters")
    try:
        held = TypeAdapter(dict[str, dict[str, float | int | str]]).validate_json(text, strict=True)
    except ValidationError as error:
        raise InvalidSetting(
            Problem(
                "unreadable_parameters",
                f"{Path(source).name} is no JSON of parameters by model.",
                'Write it as {"ease": {"l2": 500}}, or let tune --out write it.',
                value=source,
            )
        ) from error
    return held


def write_text(path: Path, text: str) -> None:
    """Write a file, or say why that cannot be."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InvalidSetting(
            Problem(
                "cannot_write", f"{path} cannot be written.", "Name a file in a folder that exists."
            )
        ) from error


def text_of(path: Path, what: str) -> str:
    """The text of a file that somebody named."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSetting(
            Problem(
                "unreadable_text",
                f"The {what} {path.name} cannot be read as text.",
                "Give a JSON file in UTF-8.",
                value=str(path),
            )
        ) from error


def nothing_given() -> InvalidSetting:
    """The error of a command without data."""
    return InvalidSetting(
        Problem(
            "no_data",
            "No data was given.",
            "Name a file with --interactions, or a world with --sample.",
        )
    )


def watch() -> Progress:
    """Progress in one line on a terminal; where output is collected, a line now and then."""
    return _overwriting if sys.stderr.isatty() else _now_and_then(time.monotonic)


def _overwriting(share: float, words: str) -> None:
    end = "\n" if share >= 1 else ""
    print(f"\r{share:4.0%} {words:<60.60}", end=end, file=sys.stderr, flush=True)


def _now_and_then(clock: Callable[[], float]) -> Progress:
    """Progress that is told at most every ``_PAUSE`` seconds, and not at all of shorter work."""
    last = clock()

    def show(share: float, words: str) -> None:
        nonlocal last
        if clock() - last >= _PAUSE:
            last = clock()
            print(f"{share:4.0%} {words}", file=sys.stderr, flush=True)

    return show

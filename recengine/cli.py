"""The terminal: ``python -m recengine check | recommend | similar | evaluate | forget``.

One JSON document on stdout with ``--json``, everything else on stderr. Exit code 0 done, 1 the
input is unusable (one sentence on stderr), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from recengine import __version__
from recengine.data.dataset import Dataset
from recengine.data.forgetting import FilePlace, forget
from recengine.data.matching import match_ids
from recengine.data.predefined import predefined_split
from recengine.data.privacy.consent import Consent, Consents
from recengine.data.privacy.pseudonyms import Pseudonyms, fresh_key
from recengine.data.quality import Cleaning, clean, find, headline, uses
from recengine.data.reading import guess_kind, read_table
from recengine.data.samples import SAMPLES, load_sample
from recengine.data.splitting import SPLITS, Split
from recengine.data.tables import ROLES, Kind, Table
from recengine.errors import InvalidSetting, Problem, RecengineError
from recengine.evaluation import Contender, ModelContender, Report, evaluate, finding
from recengine.models import REGISTRY, create
from recengine.progress import Progress, quiet
from recengine.ranking import PRESETS, Engine, Recipe, RecipeContender, parse_recipe, preset


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        document, text = options.run(options)
    except RecengineError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1
    try:
        print(json.dumps(document, indent=2, allow_nan=False) if options.json else text)
    except BrokenPipeError:
        sys.stderr.close()
    return 0


Answer = tuple[dict[str, Any], str]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m recengine", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    data = _data_options()

    check = commands.add_parser(
        "check", parents=[data], help="what a file is, what was repaired, what was refused"
    )
    check.add_argument("file", nargs="?", help="the file to check")
    check.add_argument(
        "--kind", choices=tuple(ROLES), help="what its rows are, where guessing is not wanted"
    )
    check.set_defaults(run=_check)

    recommend = commands.add_parser(
        "recommend", parents=[data], help="one person's list with scores and reasons"
    )
    recommend.add_argument("--user", required=True, metavar="ID")
    recommend.add_argument(
        "--recipe", metavar="FILE|NAME", default="plain", help=f"JSON file, or {', '.join(PRESETS)}"
    )
    recommend.add_argument("-k", type=_count, metavar="N", help="length of the list")
    recommend.add_argument(
        "--reasons",
        type=_reasons,
        default=3,
        metavar="N|all",
        help="past items to name, a model and item; the others are summed up",
    )
    recommend.set_defaults(run=_recommend)

    similar = commands.add_parser("similar", parents=[data], help="items like one item")
    similar.add_argument("--item", required=True, metavar="ID")
    similar.add_argument("-k", type=_count, default=10, metavar="N")
    similar.add_argument("--model", default="item_knn", choices=_similar_models())
    similar.set_defaults(run=_similar)

    judge = commands.add_parser(
        "evaluate", parents=[data], help="compare approaches on held-back data"
    )
    judge.add_argument(
        "--models",
        default=",".join(_everyday_models()),
        metavar="A,B,...",
        help=f"among {', '.join(REGISTRY)}; by default all that fit any data in seconds",
    )
    judge.add_argument(
        "--recipe",
        action="append",
        default=[],
        metavar="FILE|NAME",
        help="also judge this recipe; may be repeated",
    )
    judge.add_argument("--split", default="leave_last_out", choices=SPLITS)
    for part, words in (
        ("train", "to learn from, where the data is already split"),
        ("valid", "known when lists are made, and not learned from"),
        ("test", "to be found"),
    ):
        judge.add_argument(f"--{part}", metavar="FILE", help=words)
    judge.add_argument(
        "--metrics",
        default="ndcg,recall,precision,map,coverage,novelty,diversity",
        metavar="A,B,...",
    )
    judge.add_argument("--baseline", metavar="NAME", help="compare the others with this one")
    judge.add_argument("-k", type=_count, default=10, metavar="N")
    judge.set_defaults(run=_evaluate)

    erase = commands.add_parser("forget", help="write files again without one person")
    erase.add_argument("--user", required=True, metavar="ID")
    erase.add_argument("--interactions", metavar="FILE")
    erase.add_argument("--users", metavar="FILE")
    erase.add_argument("--out", required=True, metavar="DIR", help="where the new files go")
    erase.add_argument("--columns", type=_columns, default={}, metavar="ROLE=COLUMN,...")
    erase.add_argument("--json", action="store_true", help="one JSON document on stdout")
    erase.set_defaults(run=_forget)
    return parser


def _data_options() -> argparse.ArgumentParser:
    data = argparse.ArgumentParser(add_help=False)
    source = data.add_mutually_exclusive_group()
    source.add_argument("--interactions", metavar="FILE", help="who did what with which item")
    source.add_argument(
        "--sample", choices=tuple(SAMPLES), help="a world that ships with the project"
    )
    data.add_argument("--items", metavar="FILE", help="titles and attributes of items")
    data.add_argument("--users", metavar="FILE", help="attributes of people")
    data.add_argument(
        "--columns",
        type=_columns,
        default={},
        metavar="ROLE=COLUMN,...",
        help="which column plays which role, where guessing is not wanted",
    )
    data.add_argument(
        "--choose",
        type=_answers,
        default={},
        metavar="QUESTION=ANSWER,...",
        help="answers to what a file leaves open, as check lists it",
    )
    data.add_argument(
        "--include",
        type=_names,
        default=(),
        metavar="COLUMN,...",
        help="personal columns that are wanted all the same; check lists those left out",
    )
    data.add_argument(
        "--purpose",
        default="",
        metavar="TEXT",
        help="what they are for; a must for religion, health and the like",
    )
    data.add_argument(
        "--key",
        type=_key,
        default=fresh_key(),
        metavar="FILE",
        help="16 to 64 secret bytes for pseudonyms; by default another key every time",
    )
    data.add_argument("--seed", type=int, default=0, metavar="N")
    data.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return data


def _check(options: argparse.Namespace) -> Answer:
    source = options.file or options.interactions
    if source is None and options.sample is None:
        raise _nothing_given()
    if source is None:
        dataset = load_sample(options.sample)
        return {"dataset": _dataset_figures(dataset)}, _dataset_words(dataset)
    kind: Kind = options.kind or guess_kind(Path(source))
    table = _read(source, kind, options, _watch())
    others = _others(options, table) if kind == "interactions" else ()
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
        "consents": _consents(options, tables).to_list(),
    }
    words = [_table_words(table), *_withheld_words(tables)]
    if kind == "interactions":
        dataset = Dataset.from_tables(
            table,
            *others,
            name=Path(source).name,
        )
        document["problems"].extend(vars(problem) for problem in dataset.problems)
        dataset, left_out = clean(dataset, Cleaning(), now=time.time())
        document["problems"].extend(vars(problem) for problem in left_out)
        document["dataset"] = _dataset_figures(dataset)
        found, verdicts = find(dataset, now=time.time()), uses(dataset)
        document["findings"] = [vars(finding) for finding in found]
        document["uses"] = [vars(use) for use in verdicts]
        words.append(_dataset_words(dataset))
        words.extend(f"  note: {problem}" for problem in left_out)
        words.append(headline(verdicts))
        words.extend(f"  {finding.title}. {finding.why}" for finding in found)
    else:
        document["dataset"] = {kind: len(table.frame)}
    return document, "\n".join(words)


def _recommend(options: argparse.Namespace) -> Answer:
    recipe = _recipe(options.recipe)
    if options.k is not None:
        recipe = recipe.changed(k=options.k)
    if options.seed:
        recipe = recipe.changed(
            exploration={**recipe.exploration.model_dump(), "seed": options.seed}
        )
    dataset = _dataset(options)
    person = _person(options, dataset)
    history = dataset.history(person)
    engine = Engine.fit(dataset, tuple(recipe.weights), _watch())
    found = engine.recommend(history, recipe, person=person, reasons=options.reasons)
    document = {
        "user_id": person,
        "recipe": recipe.model_dump(),
        "dataset": _dataset_figures(dataset),
        "fallback": found.fallback,
        "items": [item.to_dict() for item in found.items],
    }
    lines = [f"{recipe.name} for {person}, from {dataset.name}"]
    for item in found.items:
        why = next((reason for reason in item.reasons if reason.kind == "history"), None)
        because = f"   because {why.verb} {why.title}" if why else ""
        mark = "   (exploring)" if item.explored else ""
        lines.append(f"{item.rank:>3}. {item.title}  {item.score:.3f}{because}{mark}")
    return document, "\n".join(lines)


def _person(options: argparse.Namespace, dataset: Dataset) -> str:
    """The id that the data set knows somebody by, which may be a pseudonym."""
    pseudonym = Pseudonyms(options.key).of(options.user)
    return pseudonym if pseudonym in set(dataset.users["user_id"]) else str(options.user)


def _similar(options: argparse.Namespace) -> Answer:
    dataset = _dataset(options)
    code = dataset.item_code(options.item)
    model = create(options.model).fit(dataset, _watch())
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


def _evaluate(options: argparse.Namespace) -> Answer:
    names = [name.strip() for name in options.models.split(",") if name.strip()]
    contenders: list[Contender] = [ModelContender(create(name)) for name in names]
    contenders += [RecipeContender(_recipe(source)) for source in options.recipe]
    if not contenders:
        raise InvalidSetting(
            Problem(
                "nothing_to_compare",
                "No model and no recipe was named.",
                "Name some with --models or --recipe.",
            )
        )
    split = _predefined(options)
    report = evaluate(
        split.train if split else _dataset(options),
        contenders,
        split=split or options.split,
        k=options.k,
        metrics=options.metrics,
        seed=options.seed,
        baseline=options.baseline,
        progress=_watch(),
    )
    first = next(iter(report.results[0].metrics))
    lines = [report.protocol, _leaderboard(report), finding(report, first)]
    return report.to_dict(), "\n".join(lines)


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
        _read(path, "interactions", options, _watch()) if path else None for path in paths
    )
    assert train is not None and test is not None  # noqa: S101, PT018  checked above
    items, users = _others(options, train)
    return predefined_split(
        train, test, valid, items=items, users=users, name=Path(options.train).name
    )


def _leaderboard(report: Report) -> str:
    """A row for each contender, with the interval of the first metric."""
    rows = []
    for result in report.results:
        keys = list(result.metrics)
        first = result.metrics[keys[0]]
        row = {"approach": result.label, **{key: result.metrics[key].mean for key in keys}}
        row[f"95 % of {keys[0]}"] = f"{first.low:.4f} to {first.high:.4f}"
        rows.append({**row, "fit s": result.fit_seconds})
    return pd.DataFrame(rows).to_string(index=False, float_format="{:.4g}".format)


def _dataset(options: argparse.Namespace) -> Dataset:
    if options.sample:
        return load_sample(options.sample, _watch())
    if not options.interactions:
        raise _nothing_given()
    table = _read(options.interactions, "interactions", options, _watch())
    others = _others(options, table)
    _consents(options, tuple(held for held in (table, *others) if held is not None))
    dataset = Dataset.from_tables(table, *others, name=Path(options.interactions).name)
    return clean(dataset, Cleaning(), now=time.time())[0]


def _others(options: argparse.Namespace, events: Table) -> tuple[Table | None, Table | None]:
    """The tables of items and of people, where they are given."""
    items = _read(options.items, "items", options) if options.items else None
    users = _read(options.users, "users", options) if options.users else None
    return (
        match_ids(events, items, options.choose) if items else None,
        match_ids(events, users, options.choose) if users else None,
    )


def _read(path: str, kind: Kind, options: argparse.Namespace, progress: Progress = quiet) -> Table:
    return read_table(
        Path(path),
        kind=kind,
        columns=_columns_of(kind, options.columns),
        answers=options.choose,
        include=options.include,
        key=options.key,
        progress=progress,
    )


def _consents(options: argparse.Namespace, tables: Sequence[Table]) -> Consents:
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


def _forget(options: argparse.Namespace) -> Answer:
    out = Path(options.out)
    files: tuple[tuple[Kind, str | None], ...] = (
        ("interactions", options.interactions),
        ("users", options.users),
    )
    places = [
        FilePlace(Path(path), kind, out, _columns_of(kind, options.columns))
        for kind, path in files
        if path
    ]
    if not places:
        raise _nothing_given()
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


def _columns_of(kind: Kind, columns: dict[str, str]) -> dict[str, str]:
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


def _recipe(source: str) -> Recipe:
    path = Path(source)
    if source in PRESETS:
        return preset(source)
    if not path.is_file():
        raise InvalidSetting(
            Problem(
                "unknown_recipe",
                f"There is neither a recipe nor a file called {source!r}.",
                f"Choose among {', '.join(PRESETS)}, or give a JSON file.",
                value=source,
            )
        )
    try:
        return parse_recipe(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSetting(
            Problem(
                "unreadable_recipe",
                f"The recipe {path.name} cannot be read as text.",
                "Give a JSON file in UTF-8.",
                value=source,
            )
        ) from error


def _nothing_given() -> InvalidSetting:
    return InvalidSetting(
        Problem(
            "no_data",
            "No data was given.",
            "Name a file with --interactions, or a world with --sample.",
        )
    )


def _dataset_figures(dataset: Dataset) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "users": dataset.n_users,
        "items": dataset.n_items,
        "interactions": len(dataset.histories.items),
        "fingerprint": dataset.fingerprint,
    }


def _dataset_words(dataset: Dataset) -> str:
    words = (
        f"{dataset.name}: {dataset.n_users:,} people, {dataset.n_items:,} items, "
        f"{len(dataset.histories.items):,} interactions (fingerprint {dataset.fingerprint})"
    )
    return "\n".join([words, *(f"  note: {problem}" for problem in dataset.problems)])


def _table_words(table: Table) -> str:
    account = (
        f"{table.source}: {table.kind}; {table.rows_read:,} rows = {table.accepted:,} accepted + "
        f"{table.repaired:,} repaired + {table.refused:,} refused + {table.ignored:,} ignored "
        f"({table.verdict})"
    )
    lines = [account]
    for role, guess in table.mapping.items():
        lines.append(
            f"  {role} is the column {guess.column!r} ({guess.confidence:.0%}: {guess.why})"
        )
    lines += [
        f"  {choice.question} Taken as: {choice.options[choice.chosen]} "
        f"(--choose {choice.code}={'|'.join(choice.options)})"
        for choice in table.choices
    ]
    for problem in table.problems:
        where = f" [line {problem.line}]" if problem.line else ""
        lines.append(f"  {problem}{where}")
    return "\n".join(lines)


def _withheld_words(tables: Sequence[Table]) -> list[str]:
    return [
        f"  {table.source}: {held.column!r} is left out: {held.category}"
        f"{' (special category)' if held.special else ''}, {held.why} "
        f"(--include {held.column} brings it in)"
        for table in tables
        for held in table.withheld
    ]


def _watch() -> Progress:
    """Progress on a terminal; silence where output is collected."""
    if not sys.stderr.isatty():
        return quiet

    def show(share: float, words: str) -> None:
        end = "\n" if share >= 1 else ""
        print(f"\r{share:4.0%} {words:<60.60}", end=end, file=sys.stderr, flush=True)

    return show


def _everyday_models() -> tuple[str, ...]:
    return tuple(name for name, model in REGISTRY.items() if model.capabilities.everyday)


def _similar_models() -> tuple[str, ...]:
    return tuple(name for name, model in REGISTRY.items() if model.capabilities.similar_items)


def _count(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 100")
    return number


def _reasons(text: str) -> int | None:
    if text == "all":
        return None
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("the number of reasons cannot be negative")
    return number


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _key(path: str) -> bytes:
    try:
        return Pseudonyms(Path(path).read_bytes()).key
    except OSError as error:
        raise argparse.ArgumentTypeError(f"the key {path!r} cannot be read") from error
    except InvalidSetting as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _answers(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",") if part]
    wrong = [code for code, equals, _ in pairs if not equals]
    if wrong:
        raise argparse.ArgumentTypeError(f"{wrong[0]!r} is not written QUESTION=ANSWER")
    return {code: answer for code, _, answer in pairs}


def _columns(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",") if part]
    wrong = [role for role, equals, _ in pairs if not equals]
    if wrong:
        raise argparse.ArgumentTypeError(f"{wrong[0]!r} is not written ROLE=COLUMN")
    known = {role for roles in ROLES.values() for role in roles}
    unknown = [role for role, _, _ in pairs if role.rpartition(".")[2] not in known]
    if unknown:
        raise argparse.ArgumentTypeError(
            f"there is no role {unknown[0]!r}; there are {', '.join(sorted(known))}"
        )
    return {role: name for role, _, name in pairs}

"""Together: which of several files are one table, and how they are read as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recengine.data.joining import join_tables
from recengine.data.reading.asking import Asking
from recengine.data.reading.choosing import look
from recengine.data.reading.kinds import guess_kind_of
from recengine.data.reading.loading import load
from recengine.data.reading.naming import event_of_name
from recengine.data.reading.parts import Part, listed_names, nothing_inside
from recengine.data.reading.roles import guess_roles
from recengine.data.reading.wide import is_wide_events
from recengine.data.tables import Kind, Table
from recengine.errors import Problem, UnusableFile
from recengine.progress import Progress, part_of

_ABOUT = {"interactions": "interactions", "items": "items", "users": "people"}

#: What no good file of the same archive excuses.
_HOSTILE = frozenset({"too_large"})


@dataclass(frozen=True)
class Described:
    """What a part is about, by its first rows; ``says_event`` by a column or by its name."""

    part: Part
    kind: Kind
    columns: tuple[str, ...]
    says_event: bool


def kind_of_parts(parts: Sequence[Part], name: str) -> Kind:
    """What several files are about: interactions if one of them is, else what the largest is."""
    described, _ = _described(parts, name)
    kinds = [held.kind for held in sorted(described, key=lambda held: -held.part.size)]
    return "interactions" if "interactions" in kinds else kinds[0]


def columns_of_parts(parts: Sequence[Part], name: str) -> tuple[str, ...]:
    """Names of the columns of all files."""
    described, _ = _described(parts, name)
    return tuple(dict.fromkeys(column for held in described for column in held.columns))


def read_parts(
    parts: Sequence[Part],
    name: str,
    kind: Kind,
    asking: Asking,
    read: Callable[[Path | bytes, str, Progress], Table],
    progress: Progress,
) -> Table:
    """Read the parts that are of the kind and belong together, each by ``read``, and join them."""
    described, notes = _described(parts, name) if len(parts) > 1 else _alone(parts[0], kind)
    chosen = _belonging(
        [held for held in described if held.kind == kind] or described, name, asking
    )
    tables: list[Table] = []
    errors: list[UnusableFile] = []
    for place, held in enumerate(chosen):
        step = part_of(progress, place / len(chosen), (place + 1) / len(chosen))
        try:
            tables.append(read(held.part.open(), held.part.name, step))
        except UnusableFile as error:
            errors.append(error)
            notes.append(_unreadable(held.part.name, error))
    if not tables:
        raise _none_readable(errors, name)
    notes += [_of_other_kind(held, name, chosen) for held in described if held not in chosen]
    whole = join_tables(tables, source=name)
    return replace(
        whole,
        problems=(_read_as_one(name, tables), *notes, *whole.problems),
        choices=(*asking.choices, *whole.choices),
    )


def _alone(part: Part, kind: Kind) -> tuple[list[Described], list[Problem]]:
    """A single part needs no look: it is what is asked for, or it cannot be used."""
    return [Described(part, kind, (), says_event=False)], []


def _belonging(described: list[Described], name: str, asking: Asking) -> list[Described]:
    """Parts that make one table: equal columns, or each with its own event; else a question."""
    groups: dict[tuple[str, ...], list[Described]] = {}
    for held in described:
        groups.setdefault(tuple(sorted(held.columns)), []).append(held)
    if len(groups) == 1 or all(held.says_event for held in described):
        return described
    sizes = {key: sum(held.part.size for held in group) for key, group in groups.items()}
    ordered = [groups[key] for key in sorted(groups, key=lambda key: -sizes[key])]
    options = {max(group, key=lambda held: held.part.size).part.name: group for group in ordered}
    chosen = asking.ask(
        "member",
        f"{name} holds tables with different columns ({listed_names(list(options))}); which one is "
        "meant?",
        {member: _words(group) for member, group in options.items()},
    )
    return options[chosen]


def _described(parts: Sequence[Part], name: str) -> tuple[list[Described], list[Problem]]:
    described: list[Described] = []
    notes: list[Problem] = []
    errors: list[UnusableFile] = []
    for part in parts:
        try:
            described.append(_describe(part))
        except UnusableFile as error:
            if error.problem.code in _HOSTILE:
                raise
            errors.append(error)
            notes.append(_unreadable(part.name, error))
    if not described:
        raise _none_readable(errors, name) if errors else nothing_inside(name)
    return described, notes


def _describe(part: Part) -> Described:
    loaded = load(part.open(), part.name, head_only=True)
    looks = look(loaded)
    wide = is_wide_events(loaded)
    kind = "interactions" if wide else guess_kind_of(looks, part.name, named=loaded.named)
    says = kind == "interactions" and (
        event_of_name(part.name) is not None
        or "event" in guess_roles(looks, "interactions", named=loaded.named)
    )
    return Described(part, kind, loaded.columns, says)


def _none_readable(errors: Sequence[UnusableFile], name: str) -> UnusableFile:
    """The first error speaks for all files, since mostly there is one file or one reason."""
    first = errors[0].problem
    return UnusableFile(replace(first, message=f"No file in {name} can be used: {first.message}"))


def _unreadable(name: str, error: UnusableFile) -> Problem:
    return Problem(
        "part_left_out",
        f"{name} was left out: {error.problem.message}",
        error.problem.fix,
        value=name,
    )


def _of_other_kind(held: Described, name: str, chosen: Sequence[Described]) -> Problem:
    about = (
        f"it is about {_ABOUT[held.kind]}"
        if held.kind != chosen[0].kind
        else "it has other columns"
    )
    return Problem(
        "part_left_out",
        f"{name}: {held.part.name} was left out, since {about}.",
        "Read it on its own if it matters.",
        value=held.part.name,
    )


def _read_as_one(name: str, tables: Sequence[Table]) -> Problem:
    names = [table.source for table in tables]
    words = "1 file was" if len(names) == 1 else f"{len(names):,} files were"
    return Problem(
        "parts", f"{name}: {words} read as one table ({listed_names(names)}).", count=len(names)
    )


def _words(group: Sequence[Described]) -> str:
    files = "1 file" if len(group) == 1 else f"{len(group):,} files"
    return f"{files} with {listed_names(list(group[0].columns))}"

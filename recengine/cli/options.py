"""Options: what every command that reads data understands, and how their texts are read."""

from __future__ import annotations

import argparse
from pathlib import Path

from recengine.data.privacy.pseudonyms import Pseudonyms, fresh_key
from recengine.data.samples import SAMPLES
from recengine.data.tables import ROLES
from recengine.errors import InvalidSetting


def data_options() -> argparse.ArgumentParser:
    """Options of every command that reads data."""
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
        type=columns,
        default={},
        metavar="ROLE=COLUMN,...",
        help="which column plays which role, where guessing is not wanted",
    )
    data.add_argument(
        "--choose",
        type=answers,
        default={},
        metavar="QUESTION=ANSWER,...",
        help="answers to what a file leaves open, as check lists it",
    )
    data.add_argument(
        "--include",
        type=names,
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
        type=key,
        default=fresh_key(),
        metavar="FILE",
        help="16 to 64 secret bytes for pseudonyms; by default another key every time",
    )
    data.add_argument(
        "--seed",
        type=int,
        default=0,
        metavar="N",
        help="of all that is random; by default 0",
    )
    data.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return data


def count(text: str) -> int:
    """The length of a list."""
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 100")
    return number


def reasons(text: str) -> int | None:
    """How many reasons; None for all."""
    if text == "all":
        return None
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("the number of reasons cannot be negative")
    return number


def names(text: str) -> tuple[str, ...]:
    """Words between commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def key(path: str) -> bytes:
    """The secret bytes of a file."""
    try:
        return Pseudonyms(Path(path).read_bytes()).key
    except OSError as error:
        raise argparse.ArgumentTypeError(f"the key {path!r} cannot be read") from error
    except InvalidSetting as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def answers(text: str) -> dict[str, str]:
    """Answers by question."""
    pairs = [part.partition("=") for part in text.split(",") if part]
    wrong = [code for code, equals, _ in pairs if not equals]
    if wrong:
        raise argparse.ArgumentTypeError(f"{wrong[0]!r} is not written QUESTION=ANSWER")
    return {code: answer for code, _, answer in pairs}


def columns(text: str) -> dict[str, str]:
    """Columns by role."""
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

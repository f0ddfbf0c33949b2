"""The terminal: ``python -m recengine COMMAND``, one file a command.

One JSON document on stdout with ``--json``, everything else on stderr. Exit code 0 done, 1 the
input is unusable (one sentence on stderr), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from recengine import __version__
from recengine.cli import check, evaluate, forget, recommend, similar, tune
from recengine.cli.options import data_options
from recengine.errors import RecengineError

_COMMANDS = (check, recommend, similar, evaluate, tune, forget)


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m recengine",
        description="Recommend from a file of who did what, with reasons, and judge how well.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    data = data_options()
    for command in _COMMANDS:
        command.add(commands, data)
    return parser

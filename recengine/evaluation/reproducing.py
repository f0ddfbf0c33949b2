"""Reproducing: a report that was kept, and whether asking again gives the same digits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from recengine.data.dataset import Dataset
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation.report import Report
from recengine.evaluation.setup import Setup, parse_setup

#: What the machine and the moment decide, and not the data.
_OF_THE_MACHINE = ("fit_seconds", "score_seconds", "peak_mb")


@dataclass(frozen=True)
class Kept:
    """A report as it was written down.

    Parameters
    ----------
    setup : what was asked.
    fingerprint : of the data.
    document : all of it.
    """

    setup: Setup
    fingerprint: str
    document: dict[str, Any]


def parse_report(text: str) -> Kept:
    """A report from its JSON."""
    try:
        document = json.loads(text)
        fingerprint, setup = document["dataset"]["fingerprint"], document["setup"]
        _ = document["results"], document["comparisons"]
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidSetting(
            Problem(
                "unreadable_report",
                "This is no report of a comparison.",
                "Give the file that evaluate --json or the Compare page wrote.",
            )
        ) from error
    return Kept(parse_setup(setup), str(fingerprint), document)


def check_same_data(kept: Kept, dataset: Dataset) -> None:
    """Refuse other data than the report was made on."""
    if dataset.fingerprint != kept.fingerprint:
        raise InvalidSetting(
            Problem(
                "other_data",
                f"The report was made on data with the fingerprint {kept.fingerprint}, and "
                f"{dataset.name} has {dataset.fingerprint}.",
                "Name the same files, and the same --key if ids were replaced by pseudonyms.",
                value=dataset.fingerprint,
            )
        )


def differing_figures(kept: Kept, again: Report) -> tuple[str, ...]:
    """Where two runs do not agree to the last digit, as paths; times and memory aside.

    Only what both hold is looked at, so that a newer version may tell more.
    """
    document = json.loads(json.dumps(again.to_dict()))
    names = ("results", "comparisons", "people", "newcomers", "baseline")
    return tuple(
        path
        for name in names
        if name in kept.document
        for path in _differences(kept.document[name], document[name], name)
    )


def _differences(old: Any, new: Any, path: str) -> list[str]:
    """Paths at which two JSON values differ.

    >>> _differences({"a": [1, 2]}, {"a": [1, 3], "b": 0}, "top")
    ['top.a.1']
    """
    if isinstance(old, dict) and isinstance(new, dict):
        pairs = [(key, value, new.get(key)) for key, value in old.items()]
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = [(str(place), *both) for place, both in enumerate(zip(old, new, strict=True))]
    else:
        return [] if old == new else [path]
    return [
        found
        for key, one, other in pairs
        if key not in _OF_THE_MACHINE
        for found in _differences(one, other, f"{path}.{key}")
    ]

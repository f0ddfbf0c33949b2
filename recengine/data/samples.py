"""The two worlds that ship with the project, by name.

What is true about their people's taste lies beside them for the simulator and is never read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from recengine.data.dataset import Dataset
from recengine.data.reading import read_table
from recengine.errors import InvalidSetting, Problem
from recengine.progress import Progress, part_of, quiet

ROOT = Path(__file__).resolve().parents[2] / "sample_data"


@dataclass(frozen=True)
class Sample:
    """A world: its name in links and on the command line, and how a page offers it."""

    name: str
    label: str
    words: str


SAMPLES: dict[str, Sample] = {
    sample.name: sample
    for sample in (
        Sample(
            "streaming",
            "Streaming service",
            "A year of films and series: what viewers watched, liked, skipped and searched for.",
        ),
        Sample(
            "shop",
            "Online shop",
            "A year of visits to a department store: views, baskets, purchases and reviews.",
        ),
    )
}


def load_sample(name: str, progress: Progress = quiet) -> Dataset:
    """Read a sample world."""
    if name not in SAMPLES:
        raise InvalidSetting(
            Problem(
                "unknown_sample",
                f"There is no sample called {name!r}.",
                f"Choose {' or '.join(SAMPLES)}.",
                value=name,
            )
        )
    folder = ROOT / name
    interactions = read_table(
        folder / "interactions.csv", kind="interactions", progress=part_of(progress, 0.0, 0.6)
    )
    items = read_table(folder / "items.csv", kind="items", progress=part_of(progress, 0.6, 0.7))
    users = read_table(folder / "users.csv", kind="users", progress=part_of(progress, 0.7, 0.8))
    return Dataset.from_tables(interactions, items, users, name=SAMPLES[name].label)

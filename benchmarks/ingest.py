"""How long a CSV takes to become a data set, and how much memory, against pandas in the same run.

    python benchmarks/ingest.py [--rows 20000000] [--ids numbers|words] [--order time|none]

Writes a seeded file of interactions (user, item, rating, timestamp) into a temporary folder: people
and items with a long tail, half stars, ids of mixed length, rows in the order of time like a log
(``--order none`` shuffles the times). Then three ways take turns, each in a process of its own:

    ours          read_table + Dataset.from_tables: every row judged, sorted, coded, fingerprinted
    pandas, text  read_csv with ids as text, as they have to be kept, and factorize of both
    pandas, plain read_csv as it comes, which turns ids into numbers, and factorize of both

Seconds and processor seconds are from after the imports to the end; the peak is the whole process.
Medians of all turns.

Targets: at most 0.6 times the seconds and at most 1.0 times the peak of pandas with ids as text;
from 0.1 over 1 to 10 million rows at most 1.15 times linear.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

ROOT = Path(__file__).resolve().parents[1]
WAYS = ("ours", "pandas, text", "pandas, plain")
GROWTH = (100_000, 1_000_000, 10_000_000)
BLOCK = 1_000_000
ITEMS = 30_000
FIRST, LAST = 1_100_000_000, 1_700_000_000
ROWS_PER_PERSON = 140


@dataclass(frozen=True)
class Cost:
    """What one turn took: seconds, seconds of processor, and megabytes at the peak."""

    seconds: float
    processor: float
    peak: float


def main() -> None:
    options = _options()
    if options.way:
        print(json.dumps(vars(measure(options.way, options.file))))
        return
    with tempfile.TemporaryDirectory(prefix="recengine-ingest-") as folder:
        file = write(Path(folder), options.rows, options.ids, options.order)
        size = file.stat().st_size / 1e6
        print(f"{options.rows:,} rows, {size:,.0f} MB, ids: {options.ids}, order: {options.order}")
        costs = take_turns(file, WAYS, options.turns)
        compare(costs)
        file.unlink()
        if options.growth:
            grow(Path(folder), options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time and memory from a CSV to a data set.")
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--ids", choices=("numbers", "words"), default="numbers")
    parser.add_argument("--order", choices=("time", "none"), default="time")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--no-growth", dest="growth", action="store_false")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    return parser.parse_args()


def write(folder: Path, rows: int, ids: str, order: str) -> Path:
    """Write a file of interactions, block by block."""
    rng = np.random.default_rng(20)
    people = max(rows // ROWS_PER_PERSON, 100)
    user_ids, item_ids = _texts(rng, people, ids, "u"), _texts(rng, ITEMS, ids, "item-")
    file = folder / f"{rows}.csv"
    schema = pa.schema({"userId": pa.string(), "movieId": pa.string()})
    schema = schema.append(pa.field("rating", pa.float64()))
    schema = schema.append(pa.field("timestamp", pa.int64()))
    plain = csv.WriteOptions(quoting_style="none")
    with csv.CSVWriter(file, schema, write_options=plain) as writer:
        for begin in range(0, rows, BLOCK):
            count = min(BLOCK, rows - begin)
            places = begin + np.sort(rng.random(count)) * count
            columns = [
                user_ids.take(pa.array((people * rng.random(count) ** 1.5).astype(np.int64))),
                item_ids.take(pa.array((ITEMS * rng.random(count) ** 4).astype(np.int64))),
                pa.array(rng.integers(1, 11, count) / 2),
                pa.array((FIRST + (LAST - FIRST) * places / rows).astype(np.int64)),
            ]
            if order == "none":
                columns[3] = columns[3].take(pa.array(rng.permutation(count)))
            writer.write(pa.table(columns, schema=schema))
    return file


def _texts(rng: np.random.Generator, count: int, ids: str, prefix: str) -> pa.Array:
    """Ids in a random order, so that neither the first nor the shortest are the busiest."""
    numbers = pc.cast(pa.array(rng.permutation(count) + 1), pa.string())
    return numbers if ids == "numbers" else pc.binary_join_element_wise(prefix, numbers, "")


def take_turns(file: Path, ways: tuple[str, ...], turns: int) -> dict[str, Cost]:
    """The median cost of each way, the ways taking turns."""
    all_costs: dict[str, list[Cost]] = {way: [] for way in ways}
    for _ in range(turns):
        for way, costs in all_costs.items():
            command = [sys.executable, __file__, "--way", way, "--file", str(file)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            costs.append(Cost(**json.loads(done.stdout)))
    return {way: _median(costs) for way, costs in all_costs.items()}


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        *(
            statistics.median(values)
            for values in zip(*(vars(c).values() for c in costs), strict=True)
        )
    )


def measure(way: str, file: str) -> Cost:
    """Do it once in this process."""
    work = _ours() if way == "ours" else _pandas(ids_as_text=way == "pandas, text")
    start, processor = time.perf_counter(), time.process_time()
    work(file)
    seconds, processor = time.perf_counter() - start, time.process_time() - processor
    return Cost(seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _ours() -> Callable[[str], object]:
    sys.path.insert(0, str(ROOT))
    from recengine.data.dataset import Dataset  # noqa: PLC0415 - a process loads only what it measures
    from recengine.data.reading import read_table  # noqa: PLC0415 - a process loads only what it measures

    return lambda file: Dataset.from_tables(read_table(file))


def _pandas(*, ids_as_text: bool) -> Callable[[str], object]:
    import pandas as pd  # noqa: PLC0415 - a process loads only what it measures

    dtype = {"userId": str, "movieId": str} if ids_as_text else None

    def work(file: str) -> object:
        frame = pd.read_csv(file, dtype=dtype)
        return frame, pd.factorize(frame["userId"]), pd.factorize(frame["movieId"])

    return work


def compare(costs: dict[str, Cost]) -> None:
    """Print what each way took, and whether the targets hold."""
    print(f"{'way':15}{'seconds':>9}{'processor':>11}{'peak MB':>9}{'time':>7}{'memory':>8}")
    ours = costs["ours"]
    for way, cost in costs.items():
        print(
            f"{way:15}{cost.seconds:9.2f}{cost.processor:11.2f}{cost.peak:9,.0f}"
            f"{ours.seconds / cost.seconds:7.2f}{ours.peak / cost.peak:8.2f}"
        )
    pandas = costs["pandas, text"]
    _say("time at most 0.6 of pandas with ids as text", ours.seconds / pandas.seconds, 0.6)
    _say("peak at most 1.0 of pandas with ids as text", ours.peak / pandas.peak, 1.0)


def grow(folder: Path, options: argparse.Namespace) -> None:
    """Print how the cost grows with the rows."""
    print(f"\n{'rows':>12}{'seconds':>9}{'processor':>11}{'peak MB':>9}{'us a row':>10}")
    before: tuple[int, Cost] | None = None
    for rows in GROWTH:
        file = write(folder, rows, options.ids, options.order)
        cost = take_turns(file, ("ours",), options.turns)["ours"]
        file.unlink()
        print(
            f"{rows:12,}{cost.seconds:9.2f}{cost.processor:11.2f}{cost.peak:9,.0f}"
            f"{1e6 * cost.seconds / rows:10.2f}"
        )
        if before is not None:
            linear = before[1].seconds * rows / before[0]
            _say(f"from {before[0]:,} at most 1.15 times linear", cost.seconds / linear, 1.15)
        before = (rows, cost)


def _say(target: str, found: float, most: float) -> None:
    print(f"{target}: {found:.2f}, {'holds' if found <= most else 'missed'}")


if __name__ == "__main__":
    main()

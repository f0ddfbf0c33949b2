"""Break files at random and read them, until something goes wrong or the time is up.

    python -m tests.data.fuzz [--minutes 10] [--seed 0]

Takes the files of the corpus, flips, cuts, doubles and splices their bytes, and reads what comes
out. A table whose rows add up or one sentence is well; anything else, or a read of more than five
seconds, stops the run, and the bytes are kept in a file that is named.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from recengine.data.reading import guess_kind, read_table
from recengine.errors import RecengineError
from tests.data.corpus import CASES, Case

LONGEST = 200_000
SLOW = 5.0
TOKENS = (
    *(b"\x00", b'"', b"'", b",", b";", b"\t", b"|", b"::", b"\r", b"\n", b"\r\n", b"\\", b"#"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"{", b"[", b"=1+1"),
    *(b"1e400", b"nan", b"99999999999999999999", b"2024-02-30", b"user_id", b"sep=;", b"\xf0\x9f"),
)


def mutated(raw: bytes, other: bytes, rng: np.random.Generator) -> bytes:
    """One to four random changes to ``raw``; a splice takes its end from ``other``."""
    for _ in range(rng.integers(1, 5)):
        place = int(rng.integers(0, len(raw) + 1))
        end = min(place + int(rng.integers(1, 40)), len(raw))
        change = rng.integers(0, 5)
        if change == 0:
            raw = raw[:place] + bytes(rng.integers(0, 256, end - place, dtype=np.uint8)) + raw[end:]
        elif change == 1:
            raw = raw[:place] + raw[end:]
        elif change == 2:
            raw = raw[:end] + raw[place:]
        elif change == 3:
            raw = raw[:place] + TOKENS[rng.integers(len(TOKENS))] + raw[place:]
        else:
            raw = raw[:place] + other[int(rng.integers(0, len(other) + 1)) :]
    return raw


def complaint(raw: bytes, case: Case) -> str:
    """What went wrong with a file, or nothing."""
    begun = time.process_time()
    try:
        guess_kind(raw, case.file)
        table = read_table(raw, kind=case.kind, name=case.file, key=b"k" * 16)
    except RecengineError:
        table = None
    except Exception as error:  # noqa: BLE001  whatever comes is what is looked for
        return f"{type(error).__name__}: {error}"
    if table is not None and not len(table.frame):
        return "a table without rows"
    seconds = time.process_time() - begun
    return f"{seconds:.1f} s" if seconds > SLOW else ""


def main() -> int:
    """Fuzz; the exit code says whether all was well."""
    parser = argparse.ArgumentParser(description="Break files at random and read them.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    seeds = [case for case in CASES.values() if 0 < len(case.raw) <= LONGEST]
    begun, runs = time.monotonic(), 0
    while time.monotonic() - begun < 60 * options.minutes:
        case, other = (seeds[place] for place in rng.integers(0, len(seeds), 2))
        raw = mutated(case.raw, other.raw, rng)
        wrong = complaint(raw, case)
        runs += 1
        if wrong:
            kept = Path(tempfile.mkdtemp()) / case.file
            kept.write_bytes(raw)
            print(f"after {runs:,} files: {wrong}\n{case.kind}: {kept}")
            return 1
    seconds = time.monotonic() - begun
    print(f"{runs:,} files in {seconds:.0f} s, {runs / seconds:.0f} a second: all well")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Write the corpus into a folder."""

import sys
from pathlib import Path

from tests.data.corpus import CASES

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES.values():
        (folder / case.file).write_bytes(case.raw)
    print(f"{len(CASES)} files in {folder}")

"""Make the two sample worlds: ``python sample_data/generate.py [--out DIR]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from worlds import shop_files, streaming_files

SEED = 20250101


def main() -> None:
    """Build both worlds and write them below ``--out``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, metavar="DIR")
    out = parser.parse_args().out
    streaming_files.write(out / "streaming", SEED)
    shop_files.write(out / "shop", SEED)


if __name__ == "__main__":
    main()

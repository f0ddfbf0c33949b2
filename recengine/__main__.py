"""``python -m recengine``."""

import sys

from recengine.cli import main

if __name__ == "__main__":
    sys.exit(main())

"""What every test shares: how often laws are tried, and how many threads one worker may use."""

import os

if "PYTEST_XDIST_WORKER" in os.environ:
    # Workers already fill the cores; set before numpy is first imported, or it has no effect.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")

from hypothesis import settings

# A deadline in milliseconds says more about the machine than about the code.
settings.register_profile("here", deadline=None)
# The same examples every time, so that a red run can be repeated.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

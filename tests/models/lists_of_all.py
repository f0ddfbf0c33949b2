"""A program: fits every model and writes its lists, in a process with threads of its own.

python -m tests.models.lists_of_all THREADS FILE
"""

from __future__ import annotations

import os
import sys

LIST = 10
#: What libraries read: OpenMP, OpenBLAS, MKL, and JAX's compiler.
LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NPROC")
#: Less work for models that would take half a minute as they usually are.
_FEWER = {
    "sasrec": {"epochs": 1, "factors": 32, "length": 8},
    "two_tower": {"epochs": 2, "factors": 32},
    "hybrid": {"judges": 300},
}


def hold_to(threads: int) -> None:
    """Threads for all libraries; most of them look only while they are imported."""
    os.environ.update(dict.fromkeys(LIMITS, str(threads)))
    if threads == 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])


def main(threads: int, path: str) -> None:
    """Write (n_people, 10) codes and (n_people, n_items) scores of every model."""
    hold_to(threads)
    import numpy as np  # noqa: PLC0415  after the threads are set

    from recengine.models import REGISTRY, best  # noqa: PLC0415
    from tests import worlds  # noqa: PLC0415

    world = worlds.with_twins(worlds.busy(seed=5, n_people=900, n_items=200), 40)
    starred = worlds.rated(world)
    found = {}
    for name, kind in REGISTRY.items():
        model = kind(**_FEWER.get(name, {}))
        model.fit(starred if model.capabilities.ratings else world)
        scores = model.score(world.histories)
        found[f"{name} scores"], found[f"{name} lists"] = scores, best(scores, LIST)[0]
    np.savez(path, allow_pickle=False, **found)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

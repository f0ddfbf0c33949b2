"""Memory: where the text of a file is held while it is read.

The text is the largest thing there ever is, and it is soon done with. Arrow's usual pool keeps
what its threads gave back, so that a file of 20 million rows went on taking hundreds of megabytes
that nothing used; this pool returns them to the system at once.
"""

from __future__ import annotations

import pyarrow as pa


def _prompt_pool() -> pa.MemoryPool:
    if "jemalloc" not in pa.supported_memory_backends():  # as on Windows
        return pa.default_memory_pool()
    pa.jemalloc_set_decay_ms(0)
    return pa.jemalloc_memory_pool()


POOL = _prompt_pool()

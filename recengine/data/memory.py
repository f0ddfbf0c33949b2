"""Memory: how much of it is free, by the machine's own account and by the limit of a container."""

from __future__ import annotations

import re
from pathlib import Path

_AVAILABLE = re.compile(r"^MemAvailable:\s+(\d+) kB", re.MULTILINE)
_OWN_GROUP = re.compile(r"^0::(\S+)$", re.MULTILINE)
_INACTIVE = re.compile(r"^(?:total_)?inactive_file (\d+)$", re.MULTILINE)


def free_memory(root: Path = Path("/")) -> int | None:
    """Bytes that may still be taken; nothing where the system does not say.

    The smaller of what the machine has available and what a control group (version 2 or 1) leaves
    below its limit; files that are only cached count as free.
    """
    known = [_of_machine(root), *(_of_group(folder) for folder in _groups(root))]
    return min((free for free in known if free is not None), default=None)


def _of_machine(root: Path) -> int | None:
    found = _AVAILABLE.search(_text(root / "proc/meminfo"))
    return int(found[1]) * 1024 if found else None


def _groups(root: Path) -> list[Path]:
    """Folders of the control groups that may hold a limit, the process' own and those above."""
    base = root / "sys/fs/cgroup"
    own = _OWN_GROUP.search(_text(root / "proc/self/cgroup"))
    inner = base / own[1].strip("/") if own else base
    above = [folder for folder in inner.parents if folder.is_relative_to(base)]
    return [inner, *above, base / "memory"]


def _of_group(folder: Path) -> int | None:
    for limit_name, used_name in (
        ("memory.max", "memory.current"),
        ("memory.limit_in_bytes", "memory.usage_in_bytes"),
    ):
        limit, used = _text(folder / limit_name).strip(), _text(folder / used_name).strip()
        if limit.isdecimal() and used.isdecimal():
            cached = _INACTIVE.search(_text(folder / "memory.stat"))
            return max(int(limit) - int(used) + (int(cached[1]) if cached else 0), 0)
    return None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""

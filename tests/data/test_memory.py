"""Memory is asked for before a file is read: the machine's, the container's, and what is needed."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recengine.data.memory import free_memory
from recengine.data.reading import fitting, read_table
from recengine.data.reading.fitting import plan_memory, plan_reading, refuse_unfitting
from recengine.errors import UnusableFile

GB = 1_000_000_000
ROWS = b"user_id,item_id\n" + b"1,2\n" * 1000


def system(place: Path, **files: str) -> Path:
    for name, text in files.items():
        path = place / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return place


def test_what_the_machine_has(tmp_path: Path) -> None:
    root = system(tmp_path, proc__meminfo="MemTotal: 9 kB\nMemAvailable:   8000000 kB\n")
    assert free_memory(root) == 8_192_000_000


def test_a_container_may_leave_less(tmp_path: Path) -> None:
    root = system(
        tmp_path,
        proc__meminfo="MemAvailable: 8000000 kB\n",
        proc__self__cgroup="0::/app/web\n",
        sys__fs__cgroup__app__memory_dot_max="3000000000\n",
        sys__fs__cgroup__app__memory_dot_current="2000000000\n",
        sys__fs__cgroup__app__memory_dot_stat="anon 1\ninactive_file 500000000\n",
        sys__fs__cgroup__app__web__memory_dot_max="max\n",
        sys__fs__cgroup__app__web__memory_dot_current="1\n",
    )
    assert free_memory(root) == 1_500_000_000


def test_an_older_container_and_one_that_is_full(tmp_path: Path) -> None:
    root = system(
        tmp_path,
        proc__meminfo="MemAvailable: 8000000 kB\n",
        sys__fs__cgroup__memory__memory_dot_limit_in_bytes="1000\n",
        sys__fs__cgroup__memory__memory_dot_usage_in_bytes="2000\n",
    )
    assert free_memory(root) == 0


def test_nothing_is_refused_where_the_system_does_not_say(tmp_path: Path) -> None:
    assert free_memory(tmp_path) is None
    refuse_unfitting(fitting.MemoryPlan(10**15, None), "a.csv")


@pytest.mark.parametrize(
    ("name", "giga"),
    [("a.csv", 6), ("a.parquet", 15), ("a.jsonl", 11), ("a.csv.gz", 24), ("a.xlsx", 50), ("", 6)],
)
def test_an_upload_is_planned_by_size_and_name(name: str, giga: int) -> None:
    assert plan_memory(GB, name, free=10 * GB).needed == giga * GB
    assert plan_memory(GB, name, free=10 * GB).fits == (giga <= 10)


def test_a_file_is_planned_by_its_edges(tmp_path: Path) -> None:
    plain, packed, table, book = (tmp_path / name for name in ("a", "b", "c", "d"))
    plain.write_bytes(ROWS)
    packed.write_bytes(gzip.compress(ROWS, mtime=0))
    pq.write_table(pa.table({"user": ["1"] * 1000, "item": ["2"] * 1000}), table)
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(5000))
    assert plan_reading(plain, free=0).needed == len(ROWS) * 6
    assert plan_reading(packed, free=0).needed == len(ROWS) * 6
    assert plan_reading(table, free=0).needed == 2000 * 42
    assert plan_reading(book, free=0).needed == 25_000
    assert plan_reading(ROWS, free=0).needed == len(ROWS) * 5
    assert plan_reading(b'{"a": 1}\n' * 100, free=0).needed == 9000
    assert plan_reading(tmp_path / "nothing", free=0).fits


def test_a_file_that_does_not_fit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.csv"
    with path.open("wb") as file:
        file.truncate(50 * GB)  # sparse: takes no room on the disk
    monkeypatch.setattr(fitting, "free_memory", lambda: 2 * GB)
    with pytest.raises(UnusableFile, match=r"about 300\.0 GB of memory .* 2\.0 GB are free"):
        read_table(path)
    monkeypatch.setattr(fitting, "free_memory", lambda: 20_000)
    with pytest.raises(UnusableFile, match=r"about 0 MB .*Keep only the columns"):
        read_table(io.BytesIO(ROWS + ROWS), name="a.csv")

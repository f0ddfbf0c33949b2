"""Containers and impostors: other kinds under a .csv name, archives, bombs, markup, formulas."""

from __future__ import annotations

import gzip
import io
import pickle
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq

from tests.data.corpus.case import Case, ids, lines

PLAIN = lines().encode()


def packed(**members: bytes) -> bytes:
    """A zip with fixed dates; ``__`` in a name stands for a slash, a trailing ``_x`` for ``.csv``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            path = name.replace("__", "/").replace("UP", "..").replace("_x", ".csv")
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parquet() -> bytes:
    """The calm file as Parquet."""
    table = pa.table({"user_id": [f"u{n}" for n in range(20)], "item_id": ["i1", "i2"] * 10})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    return sink.getvalue().to_pybytes()


HOSTILE = (
    "=1+1", "+2", "-3", "@sum(A1)", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "'; DROP TABLE users; --", "../../etc/passwd", "C:\\Windows", "{0.__class__}", "%s%n", "${7*7}",
    "$x^2$", ":red[x]", "![x](http://example.com/x.png)", "\u202egnp.exe",
)  # fmt: skip
_CELLS = tuple(one.replace('"', '""') for one in HOSTILE)
_QUOTED = "".join(f'"{one}",i1,"{one}"\n' for one in _CELLS)

CASES = (
    Case("nul bytes", PLAIN.replace(b"u3,", b"u\x003,"), "PR"),
    Case("picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "E"),
    Case("old spreadsheet", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E"),
    Case("page", b"<!DOCTYPE html><html><body><table></table></body></html>", "E"),
    Case("pickle", pickle.dumps({"user_id": [1, 2]}, protocol=4), "E"),
    Case("json object", b'{"error": "not found", "code": 404}', "E"),
    Case("json lines under csv", b"".join(b'{"user_id": "u%d", "item_id": "i%d"}\n' % (n, n % 4)
         for n in range(12)), "AR", rows=12),
    Case("parquet under csv", parquet(), "AR", rows=20),
    Case("hostile cells", ("user_id,item_id,title\n" + _QUOTED).encode(), "AR", rows=len(HOSTILE),
         users=HOSTILE),
    Case("hostile ids of items", ids(*(one for one in HOSTILE if "," not in one),
         column="item_id"), "AR", rows=len(HOSTILE)),
    Case("gzip under csv", gzip.compress(PLAIN, mtime=0), "AR", rows=20),
    Case("truncated gzip", gzip.compress(PLAIN * 50, mtime=0)[:-400], "E"),
    Case("gzip bomb", gzip.compress(bytes(300_000_000), mtime=0), "E"),
    Case("zip of one", packed(ratings_x=PLAIN, README=b"about"), "AR", rows=20, ending="zip"),
    Case("zip of two", packed(a_x=PLAIN, b_x=b"colour,weight\nblue,1\nred,2\n"), "QR",
         ending="zip"),
    Case("zip with a way out", packed(UP__UP__a_x=PLAIN), "E", ending="zip"),
    Case("zip bomb", packed(a_x=bytes(300_000_000)), "E", ending="zip"),
    Case("empty zip", packed(), "E", ending="zip"),
    Case("truncated zip", packed(ratings_x=PLAIN)[:-60], "E", ending="zip"),
)  # fmt: skip

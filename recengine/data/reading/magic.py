"""Magic: what kind of file some bytes are, whatever their name says.

Only what can be read goes on; everything else is refused with its name and a way out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from recengine.errors import Problem, UnusableFile


class _Mark(NamedTuple):
    start: bytes
    code: str
    what: str
    fix: str


_AS_XLSX = "Save it as .xlsx or CSV (UTF-8) and choose that file."
_TABLE = "Choose the CSV file with the data."
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
#: What Office names the stream that holds a workbook behind a password.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_MARKS = (
    _Mark(b"\x89PNG", "a_picture", "a picture (PNG)", _TABLE),
    _Mark(b"\xff\xd8\xff", "a_picture", "a picture (JPEG)", _TABLE),
    _Mark(b"GIF8", "a_picture", "a picture (GIF)", _TABLE),
    _Mark(b"II*\x00", "a_picture", "a picture (TIFF)", _TABLE),
    _Mark(b"MM\x00*", "a_picture", "a picture (TIFF)", _TABLE),
    _Mark(b"RIFF", "a_media_file", "a picture, sound or film (RIFF)", _TABLE),
    _Mark(b"%PDF", "a_pdf", "a PDF document", "Export the table behind it as CSV."),
    _Mark(_OLD_OFFICE, "a_spreadsheet", "an old Office file (such as .xls)", _AS_XLSX),
    _Mark(b"Rar!", "an_archive", "a RAR archive", "Unpack it and choose one file."),
    _Mark(b"7z\xbc\xaf", "an_archive", "a 7-Zip archive", "Unpack it and choose one file."),
    _Mark(b"BZh", "an_archive", "a bzip2 file", "Unpack it, or compress it with gzip."),
    _Mark(b"\xfd7zXZ", "an_archive", "an xz file", "Unpack it, or compress it with gzip."),
    _Mark(b"\x28\xb5\x2f\xfd", "an_archive", "a zstd file", "Unpack it, or compress it with gzip."),
    _Mark(b"SQLite format 3", "a_database", "an SQLite database", "Export the table as CSV."),
    _Mark(b"\x93NUMPY", "an_array", "a NumPy array", "Save it as CSV with a header."),
    _Mark(b"\x89HDF", "an_array", "an HDF5 file", "Save the table as CSV or Parquet."),
    _Mark(b"ARROW1", "an_arrow_file", "an Arrow (Feather) file", "Save it as Parquet or CSV."),
    _Mark(b"ORC", "an_orc_file", "an ORC file", "Save it as Parquet or CSV."),
)
_PICKLE = re.compile(rb"\x80[\x02-\x05](?:\x95|[\]\}\(c])")
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|table|script)\b", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml|[a-z][\w:-]*[\s>])", re.IGNORECASE)


def refuse_other_kinds(raw: bytes, name: str) -> None:
    """Raise ``UnusableFile`` for a picture, an archive, a program's file and so on.

    >>> refuse_other_kinds(b"%PDF-1.7", "ratings.csv")
    Traceback (most recent call last):
    recengine.errors.UnusableFile: ratings.csv is a PDF document, not a table. Export the ...
    """
    if raw.startswith(_OLD_OFFICE) and _ENCRYPTED in raw:
        raise protected(name)
    for mark in _MARKS:
        if raw.startswith(mark.start) and not (mark.start.isalpha() and _is_plain(raw)):
            raise _refusal(mark.code, name, mark.what, mark.fix)
    if _PICKLE.match(raw):
        raise _refusal("a_pickle", name, "a Python pickle", "Save the table as CSV or Parquet.")


def refuse_other_texts(start: str, name: str) -> None:
    """Raise ``UnusableFile`` for a web page or XML.

    >>> refuse_other_texts("user,item", "a.csv")
    """
    if _HTML.match(start):
        raise _refusal("a_web_page", name, "a web page (HTML)", "Download the file itself as CSV.")
    if _XML.match(start):
        raise _refusal("an_xml_file", name, "an XML file", "Export it as CSV.")


def protected(name: str) -> UnusableFile:
    """The error for a workbook that cannot be opened without a password."""
    return UnusableFile(
        Problem(
            "encrypted",
            f"{name} is protected by a password.",
            "Save a copy without a password, or as CSV.",
        )
    )


def is_gzip(raw: bytes) -> bool:
    """Whether the bytes are gzip, whatever the file is called."""
    return raw.startswith(b"\x1f\x8b")


def is_parquet(raw: bytes) -> bool:
    """Whether the bytes are a Parquet file."""
    return raw.startswith(b"PAR1") and raw.endswith(b"PAR1")


def _is_plain(raw: bytes) -> bool:
    """Text that merely starts with letters that are also a mark, as in ``ORCA,user``."""
    return not any(byte < 9 for byte in raw[:1024])


def _refusal(code: str, name: str, what: str, fix: str) -> UnusableFile:
    return UnusableFile(Problem(code, f"{name} is {what}, not a table.", fix))

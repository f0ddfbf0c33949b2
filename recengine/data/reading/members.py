"""Members: which files of a folder or an archive hold data, judged by their names."""

from __future__ import annotations

from pathlib import PurePosixPath

#: First words of files that tell about data without holding any.
_WORDS = (
    *("readme", "license", "licence", "copying", "changelog", "notice", "citation", "checksum"),
    *("makefile", "dockerfile", "requirements"),
)
#: Endings of files that hold no table.
_ENDINGS = (
    *(".md", ".rst", ".pdf", ".html", ".htm", ".doc", ".docx", ".ppt", ".pptx", ".url"),
    *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".mp3", ".mp4", ".exe", ".dll"),
    *(".py", ".r", ".ipynb", ".sh", ".sql", ".yml", ".yaml", ".toml", ".ini", ".xml", ".xsd"),
    *(".crc", ".md5", ".sha1", ".sha256", ".log", ".pickle", ".pkl", ".npy", ".npz", ".sqlite"),
)


def is_data(path: str) -> bool:
    """Whether a file may hold a table: nothing hidden, no text about the data, no other kind.

    >>> [is_data(p) for p in ("ml/ratings.csv", "README.txt", "__MACOSX/._a.csv", "part-0000")]
    [True, False, False, True]
    """
    place = PurePosixPath(path.replace("\\", "/"))
    if any(part.startswith((".", "_")) for part in place.parts):
        return False
    name = place.name.lower()
    return not name.startswith(_WORDS) and not name.endswith(_ENDINGS)

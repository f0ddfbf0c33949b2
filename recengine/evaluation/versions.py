"""Versions: what made a report, for whoever wants the same digits again."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from recengine import __version__

_LIBRARIES = ("numpy", "scipy", "pandas", "scikit-learn", "implicit", "scikit-surprise", "jax")


def versions() -> dict[str, str]:
    """Versions by name; a library that is not installed is left out.

    >>> list(versions())[:2]
    ['recengine', 'python']
    """
    found = {"recengine": __version__, "python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return {**found, "machine": platform.machine()}

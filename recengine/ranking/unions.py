"""Unions: what the annotation of a field may be."""

from __future__ import annotations

import types
from typing import Any, Union, get_args, get_origin


def ways_of(annotation: Any) -> tuple[Any, ...]:
    """The parts of a union, or the annotation alone.

    >>> ways_of(float | None)
    (<class 'float'>, <class 'NoneType'>)
    """
    union = get_origin(annotation) in (Union, types.UnionType)
    return get_args(annotation) if union else (annotation,)

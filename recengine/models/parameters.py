"""Parameters: the values each may have, said once, where a model declares it.

    factors: int = whole(64, most=4096)
    l2: float = above_zero(1.0)

A model checks itself when it is made. Its own default always holds, so that None may stand for
"choose for me".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from numbers import Integral, Real
from typing import Any

from recengine.errors import InvalidSetting, Problem


@dataclass(frozen=True)
class Allowed:
    """Values that a parameter may have.

    Parameters
    ----------
    words : what they are, such as ``a number from 0 to 10``.
    holds : whether a value is one of them.
    """

    words: str
    holds: Callable[[Any], bool]


def whole(default: int, *, least: int = 1, most: int = 10_000) -> Any:
    """Declare a whole number from ``least`` to ``most``."""
    words = f"a whole number from {least:,} to {most:,}"
    return _declared(default, words, lambda value: _is(value, Integral) and least <= value <= most)


def above_zero(default: float, *, most: float = 1e9) -> Any:
    """Declare a number above zero, up to ``most``."""
    words = f"a number above 0 and up to {most:,.0f}"
    return _declared(default, words, lambda value: _is(value, Real) and 0 < value <= most)


def not_negative(default: float | None, *, most: float = 1e9) -> Any:
    """Declare a number from zero up to ``most``."""
    words = f"a number from 0 to {most:,.0f}"
    return _declared(default, words, lambda value: _is(value, Real) and 0 <= value <= most)


def below_one(default: float) -> Any:
    """Declare a part of a whole that leaves something over: from 0 to below 1."""
    words = "a number from 0 to below 1"
    return _declared(default, words, lambda value: _is(value, Real) and 0 <= value < 1)


def one_of(default: str, choices: tuple[str, ...]) -> Any:
    """Declare one of a few words."""
    return _declared(default, f"one of {', '.join(choices)}", lambda value: value in choices)


def any_seed() -> Any:
    """Declare where random numbers begin."""
    return whole(0, least=0, most=2**32 - 1)


def check_parameters(model: Any) -> None:
    """Refuse a model that has a parameter outside of what it may be.

    >>> from recengine.models import create
    >>> create("ease", l2=-1)
    Traceback (most recent call last):
    recengine.errors.InvalidSetting: EASE: l2 is -1, which is not a number above 0 and up to \
1,000,000,000. Choose another value.
    """
    for each in fields(model):
        allowed, value = each.metadata.get("allowed"), getattr(model, each.name)
        if allowed is None or value is each.default or allowed.holds(value):
            continue
        raise InvalidSetting(
            Problem(
                "parameter_out_of_range",
                f"{model.label}: {each.name} is {value!r}, which is not {allowed.words}.",
                "Choose another value.",
                value=str(value),
            )
        )


def _declared(default: Any, words: str, holds: Callable[[Any], bool]) -> Any:
    return field(default=default, metadata={"allowed": Allowed(words, holds)})


def _is(value: Any, kind: type) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)

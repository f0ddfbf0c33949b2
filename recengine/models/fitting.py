"""Fitting: what a model will hold is counted before, and a fit that went astray says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from recengine.data.memory import free_memory
from recengine.errors import InvalidSetting, Problem, Unsupported

#: Most bytes that one model may hold, whatever the machine has.
MEMORY_LIMIT = 6_000_000_000
#: Share of what is free that one model may take.
_SHARE = 0.8


def check_fits(label: str, needed: int, what: str, instead: str) -> None:
    """Raise ``Unsupported`` where ``needed`` bytes are more than there is room for.

    Parameters
    ----------
    label : the model's.
    needed : bytes at the peak of its fit.
    what : what they are for, such as ``12,000 items``.
    instead : the model to use, and why it takes less.
    """
    free = free_memory()
    limit = MEMORY_LIMIT if free is None else min(MEMORY_LIMIT, int(_SHARE * free))
    if needed > limit:
        raise Unsupported(
            Problem(
                "model_too_large",
                f"{label} would need {needed / 1e9:.1f} GB for {what}; {limit / 1e9:.1f} GB are "
                "allowed.",
                f"Use {instead}.",
            )
        )


def check_points_fit(label: str, n_users: int, n_items: int, factors: int) -> None:
    """The same for a model that holds people and items as points of ``factors`` numbers.

    Counted are the points of people, three times those of items (as learnt, as kept, and turned
    for the fold-in), and as many square tables as a solve of all dimensions at once needs.
    """
    check_fits(
        label,
        8 * factors * (n_users + 3 * n_items + 3 * factors),
        f"{n_users + n_items:,} people and items of {factors:,} factors",
        "fewer factors, or item_knn, which keeps the closest items alone",
    )


@contextmanager
def settling(label: str) -> Iterator[None]:
    """Turn what ``implicit`` raises where points grow beyond all numbers into one sentence."""
    from implicit.recommender_base import ModelFitError  # noqa: PLC0415  slow to import

    try:
        yield
    except ModelFitError as error:
        raise InvalidSetting(
            Problem(
                "did_not_settle",
                f"{label} did not settle: with these parameters its points grow beyond all "
                "numbers.",
                "Take a smaller learning_rate or alpha, or another l2.",
            )
        ) from error

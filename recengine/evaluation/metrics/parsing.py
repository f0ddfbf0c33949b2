"""Parsing: metrics from the text in which people name them, such as ``ndcg@10,recall@20``."""

from __future__ import annotations

from recengine.errors import InvalidSetting, Problem, choose_among
from recengine.evaluation.metrics.metric import MetricAt
from recengine.evaluation.metrics.registry import METRICS

#: Longest list that may be judged.
MAX_K = 1_000


def parse_metrics(text: str, k: int = 10) -> tuple[MetricAt, ...]:
    """Metrics from text such as ``ndcg@10,recall@20``; a name alone is taken at ``k``.

    >>> [wanted.key for wanted in parse_metrics("ndcg@5, hit, auc")]
    ['ndcg@5', 'hit@10', 'auc']
    """
    parts = [part.strip().lower() for part in text.split(",") if part.strip()]
    wanted = tuple(dict.fromkeys(_parse(part, k) for part in parts))
    if not wanted:
        raise InvalidSetting(
            Problem("no_metric", "No metric was named.", f"Choose among {', '.join(METRICS)}.")
        )
    return wanted


def _parse(part: str, k: int) -> MetricAt:
    name, at, places = part.partition("@")
    if name not in METRICS:
        raise InvalidSetting(
            Problem(
                "unknown_metric",
                f"There is no metric called {name!r}.",
                f"{choose_among(METRICS, name)} Write them as in ndcg@10.",
                value=part,
            )
        )
    if at and not METRICS[name].cut:
        raise InvalidSetting(
            Problem(
                "no_k",
                f"{part!r} asks for a number of places, and {METRICS[name].label} has none.",
                f"Write {name} alone.",
                value=part,
            )
        )
    if at and not places.isdecimal():
        raise _bad_k(part, places)
    size = int(places) if at else k
    if not 1 <= size <= MAX_K:
        raise _bad_k(part, str(size))
    return MetricAt(METRICS[name], size)


def _bad_k(part: str, places: str) -> InvalidSetting:
    return InvalidSetting(
        Problem(
            "bad_k",
            f"{part!r} asks for a list of {places!r} places.",
            f"Write a whole number from 1 to {MAX_K:,} after the @, as in ndcg@10.",
            value=part,
        )
    )

"""Comparison page: a report as one HTML file, which answers first and can be run again."""

from __future__ import annotations

import json

import pandas as pd

from recengine.charts.document import Section, document
from recengine.charts.evaluation import leaderboard, metric_label, trade_off
from recengine.evaluation import METRICS, Report, finding

#: What accuracy is held against, the first that was measured.
_ACROSS = ("diversity", "novelty", "longtail", "coverage")


def comparison_page(report: Report) -> str:
    """The whole file, for a browser without a network."""
    keys = list(report.results[0].metrics)
    data = report.dataset
    about = (
        f"{data.name}: {data.users:,} people, {data.items:,} items, {data.interactions:,} "
        f"interactions (fingerprint {data.fingerprint})."
    )
    opening = (finding(report, keys[0]), report.protocol, about)
    sections = (
        _leaderboard(report, keys),
        *_differences(report),
        *_trade_off(report, keys),
        *_newcomers(report),
        _definitions(keys),
        _again(report),
    )
    title = f"Comparison of {len(report.results)} approaches on {data.name}"
    return document(title, opening, sections)


def _leaderboard(report: Report, keys: list[str]) -> Section:
    rows = [
        {
            "Approach": result.label,
            **{metric_label(key): result.metrics[key].mean for key in result.metrics},
            "Seconds to fit": result.fit_seconds,
        }
        for result in report.results
    ]
    words = tuple(f"{each.label}: {said}" for each in report.results for said in each.learned)
    return Section("Leaderboard", words, leaderboard(report, keys[0]), pd.DataFrame(rows))


def _differences(report: Report) -> tuple[Section, ...]:
    rows = [
        {
            "Approach": report.result(each.model).label,
            "Metric": metric_label(each.metric),
            "Difference": each.difference,
            "95 % interval": f"{each.low:.3g} to {each.high:.3g}",
            "p": each.p_value,
            "p, corrected": each.p_adjusted,
            "Verdict": each.verdict,
        }
        for each in report.comparisons
    ]
    if not rows:
        return ()
    baseline = report.result(report.baseline).label
    words = (
        f"Everybody against {baseline}, for the same people: a paired randomisation test, "
        "corrected for the number of approaches (Holm); intervals by resampling people."
    )
    return (Section(f"Against {baseline}", (words,), table=pd.DataFrame(rows)),)


def _trade_off(report: Report, keys: list[str]) -> tuple[Section, ...]:
    across = [key for name in _ACROSS for key in keys if key.startswith(f"{name}@")]
    if not across:
        return ()
    return (Section("What accuracy costs", figure=trade_off(report, across[0], keys[0])),)


def _newcomers(report: Report) -> tuple[Section, ...]:
    if not report.newcomers:
        return ()
    rows = [
        {
            "Approach": result.label,
            **{metric_label(key): estimate.mean for key, estimate in result.cold.items()},
        }
        for result in report.results
    ]
    words = (
        f"{report.newcomers:,} people had something to find of whom nothing was known before. They "
        "are not part of the figures above."
    )
    return (Section("Newcomers, apart", (words,), table=pd.DataFrame(rows)),)


def _definitions(keys: list[str]) -> Section:
    names = list(dict.fromkeys(key.partition("@")[0] for key in keys))
    text = "\n\n\n".join(METRICS[name].definition for name in names)
    return Section("What the metrics mean", code=text)


def _again(report: Report) -> Section:
    words = (
        "Save this as report.json; python -m recengine evaluate --from report.json runs it again "
        "on the same data, to the same digits with the same versions."
    )
    text = json.dumps(report.to_dict(), indent=2)
    return Section("Run it again", (words,), code=text)

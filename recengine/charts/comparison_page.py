"""Comparison page: a report as one HTML file, which answers first and can be run again."""

from __future__ import annotations

import json

import pandas as pd

from recengine.charts.curves import by_length
from recengine.charts.differences import differences
from recengine.charts.document import Section, document
from recengine.charts.evaluation import leaderboard, metric_label, trade_off
from recengine.charts.segments import segments as segments_chart
from recengine.data.dataset import Dataset
from recengine.evaluation import METRICS, Report, finding
from recengine.evaluation.claims import better_and_worse
from recengine.evaluation.curves import curve
from recengine.evaluation.groups.dimensions import dimensions
from recengine.evaluation.groups.segments import Segments, segments
from recengine.evaluation.small_cells import FEWEST
from recengine.progress import Progress, part_of, quiet

#: What accuracy is held against, the first that was measured.
_ACROSS = ("diversity", "novelty", "longtail", "coverage")

_OF_WHAT = {"people": " of people", "choices": " of their choices"}
_KEY = (
    "In the cells: the difference to the baseline, blue is better, orange worse. ▲ and ▼ stand "
    "where chance would hardly explain it, corrected for all cells; hatched groups have too few "
    "people."
)


def comparison_page(report: Report, dataset: Dataset, progress: Progress = quiet) -> str:
    """The whole file, for a browser without a network.

    Parameters
    ----------
    report : with its folds.
    dataset : what it was made on.
    progress : called at every length and every group; may raise Cancelled.
    """
    keys = list(report.measured)
    data = report.dataset
    about = (
        f"{data.name}: {data.users:,} people, {data.items:,} items, {data.interactions:,} "
        f"interactions (fingerprint {data.fingerprint})."
    )
    opening = tuple(filter(None, (finding(report, keys[0]), report.caveat, report.protocol, about)))
    sections = (
        _leaderboard(report, keys),
        *_differences(report, keys[0]),
        *_by_length(report, keys[0], part_of(progress, 0.0, 0.2)),
        *_trade_off(report, keys),
        *_where(report, dataset, keys, part_of(progress, 0.2, 1.0)),
        *_newcomers(report),
        *_learned(report),
        _definitions(keys),
        _again(report),
    )
    title = f"Comparison of {len(report.results)} approaches on {data.name}"
    return document(title, opening, sections)


def _leaderboard(report: Report, keys: list[str]) -> Section:
    rows = [
        {
            "Approach": result.label,
            **{
                metric_label(key): result.metrics[key].mean if key in result.metrics else None
                for key in keys
            },
            "Seconds to fit": result.fit_seconds,
        }
        for result in report.results
    ]
    return Section("Leaderboard", figure=leaderboard(report, keys[0]), table=pd.DataFrame(rows))


def _learned(report: Report) -> tuple[Section, ...]:
    """What fits chose by themselves, and what some approaches cannot give."""
    words = [
        f"{each.label}: {said}"
        for each in report.results
        for said in (*each.learned, *each.not_given)
    ]
    words += [f"{label} did not take part: {why}" for label, why in report.left_out.items()]
    if not words:
        return ()
    return (Section("What approaches chose by themselves", code="\n".join(words), folded="Show"),)


def _differences(report: Report, key: str) -> tuple[Section, ...]:
    rows = [
        {
            "Approach": report.result(each.model).label,
            "Metric": metric_label(each.metric),
            "Difference": each.difference,
            "95 % interval": f"{each.low:.3g} to {each.high:.3g}" if each.people > 1 else None,
            "p": each.p_value,
            "p, corrected": each.p_adjusted,
            "Effect size": each.effect_size,
            **dict(zip(("Better for", "Worse for"), better_and_worse(each), strict=True)),
            "Verdict": each.verdict,
        }
        for each in report.comparisons
    ]
    if not rows:
        return ()
    baseline = report.result(report.baseline).label
    words = (
        f"Everybody against {baseline}, for the same people: a paired randomisation test, "
        "corrected for the number of approaches (Holm). Intervals are of each difference alone."
    )
    figure = differences(report, key) if METRICS[key.partition("@")[0]].per_person else None
    return (
        Section(f"Against {baseline}", (words,), figure, pd.DataFrame(rows), folded="Every metric"),
    )


def _by_length(report: Report, key: str, progress: Progress) -> tuple[Section, ...]:
    name, at, _ = key.partition("@")
    if not at:
        return ()
    return (Section("By the length of the list", figure=by_length(curve(report, name, progress))),)


def _where(
    report: Report, dataset: Dataset, keys: list[str], progress: Progress
) -> tuple[Section, ...]:
    """A heat map for everything that tells people or their choices apart."""
    key = next((key for key in keys if METRICS[key.partition("@")[0]].per_person), None)
    if key is None or len(report.results) < 2:
        return ()
    known = [each for each in dimensions(dataset, report) if not each.missing]
    sections = []
    for place, dimension in enumerate(known):
        step = part_of(progress, place / len(known), (place + 1) / len(known))
        found = segments(report, dataset, dimension.key, key, step)
        sections.append(
            Section(
                f"Where it wins, by {dimension.label.lower()}{_OF_WHAT[dimension.of]}",
                (found.denominator, _KEY),
                segments_chart(found),
                _groups(found),
                folded="The numbers",
            )
        )
    return tuple(sections)


def _trade_off(report: Report, keys: list[str]) -> tuple[Section, ...]:
    across = [key for name in _ACROSS for key in keys if key.startswith(f"{name}@")]
    if not across:
        return ()
    return (Section("What accuracy costs", figure=trade_off(report, across[0], keys[0])),)


def _groups(found: Segments) -> pd.DataFrame:
    """A row a group, a column an approach; empty cells where nothing may be told."""
    return pd.DataFrame(
        {
            "Group": group.label,
            **{
                label: found.figures[model][group.label].mean if group.told else None
                for model, label in found.labels.items()
            },
        }
        for group in found.groups
    )


def _newcomers(report: Report) -> tuple[Section, ...]:
    if report.newcomers is None:
        words = f"Fewer than {FEWEST} people had something to find of whom nothing was known."
        return (Section("Newcomers, apart", (f"{words} They are too few to tell of.",)),)
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
    return Section("What the metrics mean", code=text, folded="Their definitions")


def _again(report: Report) -> Section:
    words = (
        "Save this as report.json; python -m recengine evaluate --from report.json runs it again "
        "on the same data, to the same digits with the same versions."
    )
    text = json.dumps(report.to_dict(), indent=2)
    return Section("Run it again", (words,), code=text, folded="report.json")

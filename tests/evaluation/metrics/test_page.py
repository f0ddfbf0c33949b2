"""The page on metrics: its figures are what the code gives, and no metric is missing from it."""

import doctest
from pathlib import Path

from recengine.evaluation.metrics import METRICS

PAGE = Path(__file__).parents[3] / "docs" / "metrics.md"


def span_of(metric):
    """The range in the words of the definition, without the direction."""
    said = metric.definition.partition("\nRange: ")[2].partition("\nUse: ")[0]
    return " ".join(said.split()).partition(";")[0]


def table():
    """What the registry says of every metric, as the page has it."""
    rows = ["| name | called | says | range | better |", "| --- | --- | --- | --- | --- |"]
    for metric in METRICS.values():
        name = f"`{metric.name}{'@k' if metric.cut else ''}`"
        better = "higher" if metric.higher_is_better else "lower"
        kind = "" if metric.per_person else " One figure."
        cells = (name, metric.label, metric.help + kind, span_of(metric), better)
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def test_the_page_lists_what_the_registry_holds():
    written = PAGE.read_text(encoding="utf-8").partition("<!-- from the registry -->\n")[2]
    assert written.partition("\n<!-- to here -->")[0] == table()


def test_the_figures_of_the_page_are_what_the_code_gives():
    found = doctest.testfile(
        str(PAGE),
        module_relative=False,
        optionflags=doctest.NORMALIZE_WHITESPACE,
        encoding="utf-8",
    )
    assert found.attempted > 10
    assert found.failed == 0

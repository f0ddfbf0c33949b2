"""The report of a comparison as a page: the answer first, and all that it takes to run it again."""

import html
import json
import re

import pytest

from recengine.charts.comparison_page import comparison_page
from recengine.errors import Cancelled
from recengine.evaluation import METRICS, Entrant, Setup, finding
from recengine.evaluation.reproducing import parse_report
from recengine.ranking import preset
from tests.worlds import checkerboard


@pytest.fixture(scope="module")
def report():
    entrants = (Entrant.of_model("popularity"), Entrant.of_model("ease"))
    return Setup(entrants=(*entrants, Entrant(recipe=preset("plain").only(("ease",))))).run(
        checkerboard()
    )


@pytest.fixture(scope="module")
def page(report):
    return comparison_page(report, checkerboard())


def test_the_finding_stands_first_and_the_data_is_named(page, report):
    text = html.unescape(page)
    assert text.index(finding(report, "ndcg@10")) < text.index("Leaderboard")
    assert checkerboard().fingerprint in text


def test_every_metric_is_defined_in_the_words_of_the_code(page, report):
    text = html.unescape(page)
    for key in report.results[0].metrics:
        assert METRICS[key.partition("@")[0]].definition in text


def test_the_report_in_the_page_can_be_run_again(page, report):
    held = re.findall(r"<pre>(.*?)</pre>", page, flags=re.DOTALL)[-1]
    kept = parse_report(html.unescape(held))
    assert kept.setup == Setup.model_validate(report.setup)
    assert json.loads(json.dumps(report.to_dict())) == kept.document


@pytest.mark.parametrize("metrics", ["coverage", "diversity", "auc", "hit@3,coverage@3"])
def test_a_page_is_made_whatever_is_measured_first(metrics):
    setup = Setup(entrants=(Entrant.of_model("popularity"),), metrics=metrics)
    world = checkerboard()
    assert "Leaderboard" in comparison_page(setup.run(world), world)


def test_progress_rises_while_the_page_is_made_and_may_end_it(report):
    told = []
    comparison_page(report, checkerboard(), lambda share, words: told.append((share, words)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert len(set(shares)) > 10
    assert 0.5 < shares[-1] <= 1

    def stop(share, _words):
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        comparison_page(report, checkerboard(), stop)

"""Sentences for somebody who has to decide."""

import re

import numpy as np
import pytest

from recengine.errors import InvalidSetting
from recengine.evaluation.finding import finding
from recengine.evaluation.report import DatasetSummary, Report, Result
from recengine.evaluation.significance.comparison import compare
from recengine.evaluation.significance.uncertainty import Estimate, bootstrap_means, interval

LABELS = {"popularity": "Popularity", "item_knn": "Item neighbours", "ease": "EASE"}


def hits(n, right, start=0):
    """(n,) of which ``right`` are 1, from a place on."""
    out = np.zeros(n)
    out[start : start + right] = 1
    return out


def made(values, key="hit@10", baseline="popularity", counts=None):
    """A report on one metric per person and, perhaps, one count."""
    names = list(values or counts)
    results, per_person, comparisons = [], {}, ()
    for name in names:
        metrics = {}
        if values:
            low, high = interval(bootstrap_means(values[name], seed=0))
            metrics[key] = Estimate(float(values[name].mean()), float(low), float(high))
        if counts:
            metrics["coverage@10"] = Estimate(*[counts[name]] * 3)
        results.append(Result(name, LABELS[name], metrics, 0.1, 0.1, 1.0))
        per_person[name] = {key: values[name]} if values else {}
    if values:
        table = np.stack(list(values.values()), axis=1)
        comparisons = compare(table, names, baseline, key, seed=0)
    n = len(next(iter(values.values()))) if values else 100
    summary = DatasetSummary("world", "0", n, 9, 99)
    people = tuple(str(u) for u in range(n))
    return Report("words", summary, tuple(results), comparisons, baseline, 0, people, per_person)


def test_the_best_against_the_baseline_with_its_interval_and_who_is_as_good():
    report = made(
        {
            "popularity": hits(400, 36),
            "item_knn": hits(400, 47, start=2),
            "ease": hits(400, 50),
        }
    )
    assert finding(report, "hit@10") == (
        "EASE puts a right title in the first ten for 12 of 100 people, 4 more than Popularity "
        "(95 % interval 2 to 5); that difference is larger than chance would give, corrected for 2 "
        "comparisons. It is better for 14 of 400 people and worse for none (effect size 0.19, "
        "by Cohen very small). Item neighbours and EASE cannot be told apart on this data. "
        "This data can detect a difference of 1.3 of 100 people in four of five cases."
    )


def test_a_lead_that_chance_could_give_is_said_to_be_one():
    report = made(
        {
            "popularity": hits(400, 40, start=100),
            "item_knn": hits(400, 0),
            "ease": hits(400, 50),
        }
    )
    said = finding(report, "hit@10")
    assert "EASE puts a right title in the first ten for 12 of 100 people, 2 more than" in said
    assert "chance could give that difference" in said
    assert "larger than chance" not in said
    assert "told apart" not in said
    assert "It is better for" not in said
    (detectable,) = re.findall(r"detect a difference of (\d+) of 100 people in four of", said)
    assert int(detectable) == round(100 * report.comparison("ease", "hit@10").detectable)


def test_who_is_ahead_of_everybody_is_said_to_be_with_the_next_one():
    values = {"popularity": hits(400, 20), "item_knn": hits(400, 60), "ease": hits(400, 120)}
    said = finding(made(values), "hit@10")
    assert "Every other approach is behind it by more than chance would give, Item" in said
    del values["item_knn"]
    assert "Every other" not in finding(made(values), "hit@10")


def test_the_baseline_may_be_best():
    report = made({"popularity": hits(200, 60), "ease": hits(200, 20)})
    assert finding(report, "hit@10") == (
        "Nothing beats the baseline. Popularity puts a right title in the first ten for 30 of 100 "
        "people, 20 more than EASE (95 % interval 14 to 26); that difference is larger than chance "
        "would give."
    )


def test_all_tied():
    report = made(
        {
            "popularity": hits(100, 10),
            "item_knn": hits(100, 10, start=40),
            "ease": hits(100, 11, start=20),
        }
    )
    assert finding(report, "hit@10") == (
        "Popularity, Item neighbours and EASE cannot be told apart on this data: EASE puts a right "
        "title in the first ten for 11.0 of 100 people, 1.0 more than Item neighbours, and chance "
        "could give that difference. This data can detect a difference of 14 of 100 people in four "
        "of five cases."
    )


def test_the_very_same_figures():
    report = made({"popularity": hits(100, 0), "ease": hits(100, 0)})
    assert finding(report, "hit@10") == (
        "Popularity and EASE cannot be told apart on this data: each puts a right title in the "
        "first ten for 0.0 of 100 people."
    )


def test_one_contender_has_nobody_to_beat():
    said = finding(made({"ease": hits(100, 30)}, baseline="ease"), "hit@10")
    assert said.startswith("EASE puts a right title in the first ten for 30 of 100 people (95 %")
    assert said.endswith("There is nothing to compare it with.")


@pytest.mark.parametrize(("n", "warned"), [(1, True), (49, True), (50, False)])
def test_few_people_are_warned_about(n, warned):
    said = finding(made({"popularity": hits(n, 1), "ease": hits(n, 1)}), "hit@10")
    assert ("too few to rely on" in said) == warned
    assert ("one person was" in said) == (n == 1)


def test_a_metric_without_everyday_words_keeps_its_name():
    report = made(
        {"popularity": np.linspace(0, 0.1, 90), "ease": np.linspace(0.2, 0.1, 90)}, key="ndcg@20"
    )
    said = finding(report, "ndcg@20")
    assert said.startswith("EASE reaches an NDCG@20 of 0.150, 0.100 more than Popularity (95 %")


def test_a_lead_of_few_over_many_names_both():
    base = np.full(200, 0.1)
    lucky = base - 0.05
    lucky[:60] = 1.0
    said = finding(made({"popularity": base, "ease": lucky}, key="ndcg@10"), "ndcg@10")
    assert (
        "It is better for 60 of 200 people but worse for 140 (effect size 0.54, by Cohen medium)"
        in said
    )


def test_nothing_is_said_to_be_detectable_with_a_handful_of_people():
    few = made({"popularity": hits(49, 5), "ease": hits(49, 5, start=20)})
    enough = made({"popularity": hits(50, 5), "ease": hits(50, 5, start=20)})
    assert "can detect" not in finding(few, "hit@10")
    assert "can detect a difference of" in finding(enough, "hit@10")


def test_what_can_be_detected_is_never_said_to_be_nothing():
    rng = np.random.default_rng(0)
    base, other = (0.001 * rng.random(900) for _ in range(2))
    said = finding(made({"popularity": base, "ease": other}, key="ndcg@10"), "ndcg@10")
    assert re.search(r"detect a difference of 0\.0000[1-9] in NDCG@10 in four of five", said)


def test_who_can_be_told_apart_from_the_best_does_not_need_to_know_what_could_be():
    said = finding(made({"popularity": hits(400, 36), "ease": hits(400, 80)}), "hit@10")
    assert "can detect" not in said
    assert "corrected" not in said


def test_a_count_is_stated_without_a_claim_about_chance():
    report = made({}, counts={"popularity": 0.02, "ease": 0.34})
    assert finding(report, "coverage@10") == (
        "EASE shows 34 of 100 titles of the catalogue to somebody in its first ten; Popularity 2. "
        "This is a count of the lists shown, not an estimate."
    )


def test_the_verdict_on_the_baseline_is_the_report_s_own():
    report = made({"popularity": hits(300, 30), "item_knn": hits(300, 30), "ease": hits(300, 44)})
    claims = "larger than chance" in finding(report, "hit@10")
    assert claims == (report.comparison("ease", "hit@10").verdict == "better")


def test_what_was_not_measured_is_refused_with_what_was():
    with pytest.raises(InvalidSetting, match=r"does not hold ndcg@10\. Choose among hit@10"):
        finding(made({"ease": hits(9, 1)}, baseline="ease"), "ndcg")

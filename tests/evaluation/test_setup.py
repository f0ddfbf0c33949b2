"""A setup asks the same again; a kept report is refused on other data, and compared by digit."""

import json

import pytest

from recengine.data.splits import SPLITS, SplitSettings, leave_last_out
from recengine.errors import InvalidSetting
from recengine.evaluation import Entrant, Setup
from recengine.evaluation.reproducing import check_same_data, differing_figures, parse_report
from recengine.evaluation.setup import parse_setup
from recengine.evaluation.versions import versions
from recengine.models import REGISTRY
from recengine.ranking import PRESETS, preset
from tests.worlds import checkerboard, lopsided


def setup(**choices):
    entrants = (Entrant.of_model("popularity"), Entrant.of_model("ease", l2=7.0))
    return Setup(entrants=entrants, **choices)


def as_text(report):
    return json.dumps(report.to_dict(), allow_nan=False)


@pytest.mark.parametrize("name", REGISTRY)
def test_every_model_survives_being_written_down(name):
    entrant = Entrant.of_model(name)
    again = Entrant.model_validate_json(entrant.model_dump_json())
    assert again == entrant
    assert vars(again.contender().model) == vars(entrant.contender().model)


@pytest.mark.parametrize("name", PRESETS)
def test_every_recipe_survives_being_written_down(name):
    entrant = Entrant(recipe=preset(name))
    assert Entrant.model_validate_json(entrant.model_dump_json()) == entrant


@pytest.mark.parametrize("name", SPLITS)
def test_a_report_runs_again_to_the_same_digits(name):
    world = checkerboard()
    report = setup(split=SplitSettings(name=name, share=0.3, seed=3), seed=3).run(world)
    kept = parse_report(as_text(report))
    check_same_data(kept, world)
    assert differing_figures(kept, kept.setup.run(world)) == ()


def test_another_figure_is_found_and_named():
    world = checkerboard()
    kept = parse_report(as_text(setup().run(world)))
    kept.document["results"][1]["metrics"]["ndcg@10"]["mean"] += 1e-15
    kept.document["results"][0]["fit_seconds"] += 1
    assert differing_figures(kept, kept.setup.run(world)) == ("results.1.metrics.ndcg@10.mean",)


def test_a_parameter_is_kept_as_it_was():
    report = setup().run(checkerboard())
    assert report.setup["entrants"][1]["parameters"] == {"l2": 7.0}


def test_other_data_is_refused():
    kept = parse_report(as_text(setup().run(checkerboard())))
    with pytest.raises(InvalidSetting, match="fingerprint"):
        check_same_data(kept, lopsided())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"dataset": {}}', "null", "\x00"])
def test_what_is_no_report_is_refused(text):
    with pytest.raises(InvalidSetting, match="no report"):
        parse_report(text)


@pytest.mark.parametrize(
    ("held", "match"),
    [
        ({"entrants": [{"model": "ease", "recipe": {"name": "both"}}]}, "entrant"),
        ({"entrants": [{}]}, "entrant"),
        ({"entrants": [], "k": 0}, "k"),
        ({"entrants": [], "more": 1}, "more"),
        (7, "cannot be read"),
        ({"entrants": [], "split": {"name": "sideways"}}, "sideways"),
    ],
)
def test_a_setup_that_makes_no_sense_is_one_sentence(held, match):
    with pytest.raises(InvalidSetting, match=match):
        parse_setup(held)


def test_what_was_split_by_files_needs_the_files_again():
    world = checkerboard()
    files = setup(split=None)
    assert len(files.run(world, split=leave_last_out(world)).people) == 20
    with pytest.raises(InvalidSetting, match="--train"):
        files.run(world)


def test_versions_name_what_the_digits_rest_on():
    assert {"recengine", "python", "numpy", "scipy"} <= set(versions())

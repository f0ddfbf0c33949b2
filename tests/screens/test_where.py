"""Where it wins and loses: groups, what is missing, and the way to a person in Explore."""

import json
import time

import pytest

from recengine.data.splits import SplitSettings
from recengine.evaluation import Entrant, Setup
from recengine.evaluation.small_cells import FEWEST
from recengine.ranking import PRESETS
from screens.parts import session, where
from screens.parts.compare_queue import Run
from tests import worlds
from tests.evaluation.lists_by_hand import visits
from tests.screens.driving import calm, holding, on, said, until

MODELS = ("popularity", "item_knn", "ease")


def compared(number, dataset, *entrants):
    """A comparison that has come out."""
    setup = Setup(
        entrants=entrants, split=SplitSettings(name="leave_last_out"), metrics="ndcg,diversity"
    )
    return Run(number, setup, dataset.fingerprint, setup.run(dataset))


def looking(dataset, *entrants):
    """A visitor who has compared some approaches and looks at where they win."""
    app = holding(dataset, "start.py")
    app.session_state["compare_runs"] = [compared(1, dataset, *entrants)]
    app.session_state["compare_part"] = "Where it wins"
    return calm(on(app, "compare.py"))


@pytest.fixture(scope="module")
def world():
    return visits()


@pytest.fixture
def app(world):
    plain = Entrant(recipe=PRESETS["plain"].recipe)
    return looking(world, *(Entrant.of_model(name) for name in MODELS), plain)


def chart(app):
    """The heat map, as the browser gets it; None where none is drawn."""
    for drawn in app.get("plotly_chart"):
        if any(trace["type"] == "heatmap" for trace in json.loads(drawn.proto.spec)["data"]):
            return drawn.proto.spec
    return None


def choose(app, key):
    return calm(app.selectbox(key="w_where").set_value(key).run())


def table(app):
    return next(frame.value for frame in app.dataframe if "Group" in frame.value)


def test_every_dimension_is_drawn_with_its_table(app):
    for key in ("history", "person:plan", "account", "popularity", "category", "device", "when"):
        choose(app, key)
        assert chart(app)
        assert (table(app)["People"] >= FEWEST).all()
        assert "In the cells" in said(app)


def test_what_is_missing_is_said_with_the_column_that_unlocks_it(world):
    bare = world.interactions.drop(columns="device").astype(
        {"user_id": str, "item_id": str, "event": str}
    )
    poor = worlds.dataset(bare, name="poor")
    app = looking(poor, *(Entrant.of_model(name) for name in MODELS))
    assert "on what device each happened" in said(app)
    assert "genres or category" in said(app)


def test_a_choice_of_dimension_and_its_figures_are_kept(app, monkeypatch):
    choose(app, "person:plan")
    before = chart(app)
    monkeypatch.setattr(where, "segments", None)
    calm(app.run())
    assert chart(app) == before
    calm(on(on(app, "start.py"), "compare.py"))
    assert app.selectbox(key="w_where").value == "person:plan"
    assert chart(app) == before


def test_another_comparison_has_figures_of_its_own(app, world):
    before = table(app)
    second = compared(2, world, *(Entrant.of_model(name) for name in ("popularity", "content")))
    app.session_state["compare_runs"] = [*app.session_state["compare_runs"], second]
    app.session_state["compare_shown"] = 2
    calm(app.run())
    assert "Content" in table(app)
    assert "Content" not in before


def test_with_very_many_people_a_job_works_them_out(app, monkeypatch):
    monkeypatch.setattr(where, "_AT_ONCE", 10)
    app.selectbox(key="w_where").set_value("device").run()
    for _ in range(100):
        if "device" in str(list(app.session_state["where"][1])):
            break
        app.run()
    assert set(table(calm(app.run()))["Group"]) == {"phone", "tv"}


def test_a_job_that_was_stopped_waits_until_somebody_wants_it_again(app, monkeypatch):
    begun = []

    def slowly(*_):
        begun.append(_[2])
        while True:
            _[-1](0.5, "a group")
            time.sleep(0.01)

    monkeypatch.setattr(where, "_AT_ONCE", 10)
    monkeypatch.setattr(where, "segments", slowly)
    app.selectbox(key="w_where").set_value("device").run()
    until(app, lambda _: bool(begun))
    job = app.session_state["jobs"]["where"]
    app.button(key="cancel_where").click().run()
    assert job.done.wait(5)
    until(app, lambda app: any(button.key == "where_again" for button in app.button))
    for _ in range(3):
        app.run()
    assert begun == ["device"]
    monkeypatch.undo()
    app.button(key="where_again").click().run()
    assert set(table(calm(app))["Group"]) == {"phone", "tv"}


def test_who_differs_most_is_opened_in_explore_by_both_approaches(app):
    app.selectbox(key="w_where_a").set_value("ease").run()
    app.selectbox(key="w_where_b").set_value("recipe:Plain").run()
    button = next(b for b in calm(app).button if str(b.key).startswith("explore_"))
    person = button.key.removeprefix("explore_")
    button.click().run()
    assert app.session_state["person"] == person
    assert app.session_state["recipe"].models == {"ease": 1.0}
    assert app.session_state["recipe"].name == "EASE"
    assert app.session_state["reference"].name == "Plain"
    assert calm(app).title[0].value == "Explore"


def test_the_same_approach_twice_is_not_compared(app):
    app.selectbox(key="w_where_a").set_value("ease").run()
    app.selectbox(key="w_where_b").set_value("ease").run()
    assert "Choose two different" in said(calm(app))


def test_one_contender_alone_has_a_table_and_no_chart(world):
    app = looking(world, Entrant.of_model("popularity"))
    assert "took part alone" in said(app)
    assert len(table(app))
    assert chart(app) is None


def test_the_figures_are_forgotten_with_the_data(app):
    assert "where" in app.session_state
    app.session_state["workspace"] = session.prepare("file", visits(seed=9), lambda *_: None)
    app.session_state["person"] = app.session_state["workspace"].telling[0].user_id
    calm(on(app, "compare.py"))
    assert chart(app) is None

"""New item: what is typed is placed at once; promotion and estimate follow their sliders."""

import time

import pytest

from recengine.data.drafting import values_of
from screens.parts import drafted as drafted_part
from screens.parts import placing_view
from tests import worlds
from tests.screens.driving import calm, holding, on, open_sample, said, until

PAGE = "new_item.py"


def kept(app):
    return app.session_state.drafted


def ready(app):
    return until(app, lambda app: kept(app).placing is not None and not kept(app).wishes)


@pytest.fixture
def app(world):
    return calm(ready(holding(world, PAGE)))


def field(app, name):
    """The key of a field's widget."""
    place = [each.attribute.name for each in kept(app).fields].index(name)
    return f"w_item_new_{place}"


def test_before_anything_is_typed_it_says_what_would_be_there(app):
    assert "Whom the new title fits would stand here" in said(app)
    assert app.button(key="item_new_clear").disabled
    assert not app.get("plotly_chart")


def test_an_example_fills_every_field_and_shows_people_titles_and_the_curve(app):
    calm(app.button(key="item_new_example").click().run())
    typed = dict(kept(app).values)
    assert typed["title"].startswith("Story number")
    assert app.text_input(key=field(app, "title")).value == typed["title"]
    assert len(app.metric) == 2
    people, alike = (each.value for each in app.dataframe[:2])
    assert {"Person", "Fit", "Because of", "In common"} <= set(people.columns)
    assert people["Fit"].is_monotonic_decreasing
    assert alike["Alike"].is_monotonic_decreasing
    assert len(app.get("plotly_chart")) == 1
    calm(app.button(key="item_new_example").click().run())
    assert kept(app).values != typed


def test_a_typed_copy_of_a_title_resembles_that_title_most():
    dataset = worlds.camps()
    app = ready(holding(dataset, PAGE))
    typed = values_of(dataset, dataset.item_code("d3"))
    app.text_input(key=field(app, "title")).set_value(typed["title"])
    app.multiselect(key=field(app, "genres")).set_value(list(typed["genres"]))
    calm(app.number_input(key=field(app, "year")).set_value(typed["year"]).run())
    alike = app.dataframe[1].value.iloc[0]
    assert alike["Title"] == "Silent House"
    assert alike["Alike"] == pytest.approx(1.0)
    assert set(app.dataframe[0].value["Person"][:8]) == {worlds.person(n) for n in range(12, 20)}


def test_a_smaller_budget_reaches_fewer_people_and_a_slider_moves_the_truth(app):
    app.button(key="item_new_example").click().run()
    app.slider(key="w_item_new_budget").set_value(7).run()
    calm(app)
    assert "of 7 people would choose it" in said(app)
    app.slider(key="w_item_new_appeal").set_value(60).run()
    calm(app)
    assert kept(app).appeal == 0.6
    assert app.slider(key="w_item_new_appeal").value == 60
    seed = kept(app).seed
    calm(app.button(key="item_new_draw").click().run())
    assert kept(app).seed == seed + 1


def test_what_is_typed_survives_another_screen_and_clear_empties_it(app):
    app.button(key="item_new_example").click().run()
    app.slider(key="w_item_new_budget").set_value(9).run()
    typed = dict(kept(app).values)
    on(app, "explore.py")
    calm(on(app, PAGE))
    assert kept(app).values == typed
    assert app.text_input(key=field(app, "title")).value == typed["title"]
    assert app.slider(key="w_item_new_budget").value == 9
    calm(app.button(key="item_new_clear").click().run())
    assert not kept(app).typed
    assert app.text_input(key=field(app, "title")).value == ""


def test_closing_the_data_forgets_the_draft(app):
    app.button(key="item_new_example").click().run()
    app.button(key="close_data").click().run()
    assert "drafted" not in calm(app).session_state


def test_what_no_title_has_in_common_fits_nobody_and_says_so(app):
    calm(app.text_input(key=field(app, "title")).set_value("Zzyzx <b>*x*</b>").run())
    assert "so it fits nobody yet" in said(app)
    assert not app.exception


def test_without_columns_of_items_it_says_which_would_unlock_it():
    rows = [(f"u{n}", f"i{m}", n) for n in range(12) for m in range(6) if (n + m) % 3]
    app = calm(holding(worlds.dataset(rows), PAGE))
    assert "columns such as title, category, tags, description or price would unlock" in (
        " ".join(note.value for note in app.info)
    )


def test_looking_at_everybody_can_be_cancelled_and_begun_again(world, monkeypatch):
    def never(_kept, progress):
        while True:
            progress(0.5, "Still at it")
            time.sleep(0.01)

    monkeypatch.setattr(placing_view, "prepare", never)
    app = holding(world, PAGE)
    until(app, lambda app: "Still at it" in app.get("progress")[0].proto.text)
    job = app.session_state.jobs["prepare_placing"]
    app.button(key="cancel_prepare_placing").click().run()
    assert job.done.wait(2)
    until(app, lambda app: not kept(app).wishes, seconds=5)
    monkeypatch.setattr(placing_view, "prepare", drafted_part.prepare)
    calm(app.run()).button(key="item_new_prepare").click().run()
    assert ready(app)


@pytest.mark.parametrize("sample", ["streaming", "shop"])
def test_an_example_on_a_sample_reaches_somebody(sample, samples):
    app = calm(ready(open_sample(sample, PAGE)))
    calm(app.button(key="item_new_example").click().run())
    assert "people would choose it" in said(app)
    assert len(app.dataframe[0].value) == 10
    assert app.session_state.workspace is samples[sample]

"""Item: one title, found, read, linked to, and never more told of people than may be."""

import pandas as pd
import pytest

from recengine.evaluation.audience import audience, fans
from recengine.models.together import together
from screens.parts.text import plain
from tests import worlds
from tests.screens.driving import (
    calm,
    drawn,
    holding,
    is_open,
    on,
    open_sample,
    said,
    start,
    until,
)


@pytest.fixture
def item(samples):
    return open_sample("shop", "item.py")


def table(app, key):
    """A table by its place among those drawn: the catalogue's, the rules', the titles'."""
    return app.dataframe[{"told": 0, "together": 1, "also": 2}[key]].value


def test_it_shows_the_figures_the_rules_and_the_audience_of_the_chosen_title(item, samples):
    dataset = samples["shop"].dataset
    code = item.session_state.looked_at.item
    rules = together(dataset, code)
    assert plain(rules.finding(dataset)) in said(calm(item))
    pd.testing.assert_frame_equal(table(item, "together"), rules.to_frame(dataset).round(3))
    also = [share.name for share in audience(dataset, code).also]
    assert list(table(item, "also")["name"]) == also
    metrics = {metric.label: metric.value for metric in item.metric}
    assert metrics["Popularity"] == "No. 1"
    assert metrics["Liked by"] == str(int(fans(dataset, code).sum()))
    assert all(metric.help for metric in item.metric)


def test_another_title_changes_all_of_it_and_stays_on_other_screens(item, samples):
    dataset = samples["shop"].dataset
    item.selectbox(key="w_item").set_value(40).run()
    title = plain(str(dataset.titles[40]))
    assert item.subheader[0].value == title
    on(item, "explore.py")
    on(item, "item.py")
    assert calm(item).subheader[0].value == title
    assert drawn(item, "strip")["items"][0]["note"].endswith(dataset.item_ids[40])


def test_three_approaches_stand_side_by_side_with_what_they_share(item):
    assert [item.selectbox(key=f"w_alike_{place}").value for place in range(3)] == [
        "item_knn",
        "content",
        "markov",
    ]
    assert "found by more than one" in said(item)


def test_the_link_names_the_title_and_reopens_it(item, samples):
    item.selectbox(key="w_item").set_value(40).run()
    assert item.query_params["item"] == samples["shop"].dataset.item_ids[40]
    again = until(start(**item.query_params), is_open)
    assert calm(on(again, "item.py")).subheader[0].value == item.subheader[0].value
    assert not again.warning


def test_a_link_to_a_title_that_nobody_knows_is_one_sentence(samples):
    app = until(start(data="shop", item="<b>none</b>"), is_open)
    assert [note.value.startswith("Online shop has no item") for note in app.warning] == [True]
    calm(on(app, "item.py"))


def test_a_link_from_ones_own_file_holds_the_row_of_the_title_and_never_its_id(world):
    app = holding(world, "item.py")
    app.selectbox(key="w_item").set_value(7).run()
    assert app.query_params["item"] == "7"


def test_the_link_names_no_title_before_anybody_looked_at_one(samples):
    app = open_sample("shop", "start.py")
    assert "item" not in app.query_params
    assert "item" in on(app, "item.py").query_params


def test_a_click_leads_to_explore_for_somebody_who_likes_it(item, samples):
    item.selectbox(key="w_item").set_value(40).run()
    item.button(key="explore_a_fan").click().run()
    dataset = samples["shop"].dataset
    row = dataset.user_code(item.session_state.person)
    assert fans(dataset, 40)[row]
    assert item.title[0].value == "Explore"


def test_a_title_that_few_like_tells_nothing_of_them(samples):
    app = holding(worlds.camps(), "item.py")
    dataset = app.session_state.workspace.dataset
    app.selectbox(key="w_item").set_value(dataset.item_code("second")).run()
    assert {metric.value for metric in app.metric if metric.label == "Liked by"} == {"under 11"}
    assert "Met by under 11 people" in said(app)
    assert plain("Fewer than 11 people like it: too few to say who they are.") in said(calm(app))


def test_a_title_that_nobody_touched_is_shown_for_what_it_is():
    app = holding(worlds.camps(), "item.py")
    dataset = app.session_state.workspace.dataset
    app.selectbox(key="w_item").set_value(dataset.item_code(worlds.UNTOUCHED)).run()
    assert "Nobody has done anything with it yet" in said(calm(app))
    assert app.button(key="explore_a_fan").disabled


def test_without_descriptions_it_says_what_a_file_of_items_and_people_would_add():
    rows = [(f"u{n:02}", f"i{m}", m, "like") for n in range(30) for m in range(6) if (n + m) % 3]
    app = holding(worlds.dataset(rows), "item.py")
    assert "A file of items would add what it is" in said(calm(app))
    assert "Nothing: this approach knows no title that is like it." in said(app)
    assert plain("There is no file of people that would say who they are.") in said(app)


def test_the_map_marks_the_title_once_it_is_drawn(world):
    app = holding(world, "item.py")
    app.button(key="draw_map").click().run()
    until(app, lambda app: bool(app.session_state.looked_at.maps))
    calm(app.run())
    assert "rings mark the chosen title" in said(app)


HOSTILE = "<img src=x onerror=alert(1)> **bold** [x](http://evil.example)"


def test_titles_and_groups_from_files_stay_text():
    catalogue = pd.DataFrame({"item_id": ["a", "b", "c"], "title": [HOSTILE, "b", "c"]})
    people = pd.DataFrame(
        {
            "user_id": [f"u{n:02}" for n in range(60)],
            "plan": ["**x**" if n % 2 else "y" for n in range(60)],
        }
    )
    rows = [(f"u{n:02}", "b" if n % 3 else "a", 0, "like") for n in range(60)]
    rows += [(f"u{n:02}", "c", 0, "like") for n in range(0, 60, 2)]
    app = holding(worlds.dataset(rows, catalogue, people), "item.py")
    app.selectbox(key="w_item").set_value(0).run()
    calm(app)
    assert app.subheader[0].value == plain(HOSTILE)
    assert HOSTILE not in said(app)

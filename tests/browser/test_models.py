"""The map of the catalogue, with a pointer and with the keyboard alone: both choose one item."""

import re

from playwright.sync_api import Page, expect

from tests.browser.test_walk import HOSTILE, movielens, upload

#: A dot's place on the page, and the item's title.
_DOT = """
place => {
  const figure = document.querySelector('.st-key-item_map_chart .js-plotly-plot');
  figure.scrollIntoView({block: 'center'});
  const dots = figure.data.find(trace => trace.customdata), axes = figure._fullLayout;
  const [x, y] = [dots.x, dots.y].map(values => Array.from(values._inputArray || values)[place]);
  const corner = figure.getBoundingClientRect();
  return {
    x: corner.left + axes.xaxis._offset + axes.xaxis.l2p(x),
    y: corner.top + axes.yaxis._offset + axes.yaxis.l2p(y),
  };
}
"""


def with_a_map(visit) -> Page:
    return draw_the_map(visit("/compare?data=shop"))


def draw_the_map(page: Page) -> Page:
    page.get_by_role("radio", name="Models").click()
    page.get_by_role("button", name="Draw the map").click()
    expect(page.locator(".st-key-item_map_chart .annotation-text")).to_be_visible()
    return page


def named(page: Page):
    """The title that the map names."""
    return page.locator(".st-key-item_map_chart .annotation-text")


def chosen(page: Page):
    return page.get_by_role("combobox", name=re.compile("Title"))


def test_a_click_on_a_dot_names_it_and_the_lists_follow(visit):
    page = with_a_map(visit)
    before = named(page).text_content()
    dot = page.evaluate(_DOT, 30)
    page.mouse.move(dot["x"] + 1, dot["y"])
    page.mouse.click(dot["x"], dot["y"])
    expect(named(page).filter(has_text=before)).to_have_count(0)
    expect(named(page)).to_have_count(1)
    title = named(page).text_content()
    expect(page.get_by_text(f"{title}: who finds what most like it.")).to_be_visible()


def test_a_title_is_chosen_by_typing_alone(visit):
    page = with_a_map(visit)
    before = named(page).text_content()
    box = chosen(page)
    box.focus()
    box.press_sequentially("trail")
    box.press("ArrowDown")
    box.press("Enter")
    expect(named(page).filter(has_text=before)).to_have_count(0)
    expect(named(page)).to_have_count(1)
    expect(named(page)).to_have_text(re.compile("trail", re.IGNORECASE))
    title = named(page).text_content()
    expect(page.get_by_text(f"{title}: who finds what most like it.")).to_be_visible()


def test_titles_from_a_file_are_text_on_the_map_and_in_the_lists(visit, tmp_path):
    page = visit("/")
    upload(page, movielens(tmp_path, HOSTILE))
    page.get_by_role("link", name="Compare", exact=True).first.click()
    draw_the_map(page)
    title = re.sub(r" \(\d{4}\)$", "", named(page).text_content())
    assert title in HOSTILE
    expect(page.locator("ol").last).to_be_visible()
    assert page.evaluate("window.__xss") is None
    assert page.locator("ol a, ol img, .st-key-item_map_chart a[href*=example]").count() == 0

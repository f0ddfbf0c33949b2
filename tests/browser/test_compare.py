"""A comparison in a browser: run it, leave, come back, stop it, and open its report offline."""

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from recengine.data.samples import load_sample
from recengine.evaluation.reproducing import check_same_data, differing_figures, parse_report


def compare(page: Page, *, eight: bool = False) -> Page:
    if eight:
        page.get_by_role("button", name="Eight approaches").click()
    many = "8" if eight else "3"
    page.get_by_role("button", name=f"Compare {many} approaches").click()
    return page


def result(page: Page):
    return page.get_by_role("button", name="Report as a page")


def part(page: Page, name: str) -> Page:
    page.get_by_role("radio", name=name).click()
    return page


def test_a_comparison_goes_on_while_one_is_elsewhere_and_its_result_stays(visit):
    page = compare(visit("/compare?data=shop"))
    page.get_by_role("link", name="Explore").click()
    expect(page.get_by_role("heading", level=1, name="Explore")).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    expect(result(page)).to_be_visible()
    part(page, "Differences")
    expect(page.locator(".st-key-differences .js-plotly-plot")).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    expect(page.get_by_role("heading", level=1, name="Explore")).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    expect(page.locator(".st-key-differences .js-plotly-plot")).to_be_visible()


def test_a_comparison_moves_on_and_stops_when_asked(visit):
    page = compare(visit("/compare?data=streaming"), eight=True)
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    before = bar.get_attribute("aria-valuenow")
    expect(bar).not_to_have_attribute("aria-valuenow", before or "0")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Stopped as asked")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Compare 8 approaches")).to_be_enabled()
    expect(bar).to_have_count(0)


def test_the_report_opens_offline_and_asks_nothing_of_any_network(
    visit, browser: Browser, tmp_path
):
    page = compare(visit("/compare?data=shop"))
    with page.expect_download() as download:
        result(page).click()
    path = tmp_path / "report.html"
    download.value.save_as(path)
    alone = browser.new_context(offline=True)
    opened = alone.new_page()
    asked, said = [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(path.as_uri())
    figures = opened.locator(".figure .js-plotly-plot, .figure.js-plotly-plot")
    expect(figures.first).to_be_visible()
    assert figures.count() >= 5
    expect(opened.get_by_role("heading", name="Leaderboard")).to_be_visible()
    assert asked == [path.as_uri()]
    assert not said
    alone.close()


def test_the_report_of_the_browser_comes_out_the_same_in_python(visit, tmp_path):
    page = compare(visit("/compare?data=shop"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Report as JSON").click()
    path = tmp_path / "report.json"
    download.value.save_as(path)
    kept = parse_report(path.read_text(encoding="utf-8"))
    dataset = load_sample(kept.setup.sample)
    check_same_data(kept, dataset)
    assert differing_figures(kept, kept.setup.run(dataset)) == ()


def test_a_person_on_whom_two_differ_is_one_press_from_their_list(visit):
    page = compare(visit("/compare?data=shop"))
    expect(result(page)).to_be_visible()
    part(page, "Where it wins")
    page.get_by_role("button", name="Open in Explore").first.click()
    expect(page.get_by_role("heading", level=1, name="Explore")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Reset"))).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_no_part_of_a_result_is_wider_than_the_screen(visit, width):
    page = visit("/compare?data=shop")
    page.set_viewport_size({"width": width, "height": 900})
    expect(result(compare(page))).to_be_visible()
    for name in ("Leaderboard", "Differences", "Length of the list", "Trade-off", "Where it wins"):
        part(page, name)
        expect(page.get_by_role("radio", name=name)).to_be_checked()
        wide = page.evaluate(
            "document.querySelector('[data-testid=stMain]').scrollWidth"
            " - document.querySelector('[data-testid=stMain]').clientWidth"
        )
        assert wide <= 0, json.dumps({name: wide})

"""Rows in a real browser: reasons by pointer, by key and by tap, and from a row to one title."""

import pytest
from playwright.sync_api import Page, expect

SEEN, UNSEEN = "1", "0"


@pytest.fixture
def rows(page: Page) -> Page:
    """The home page of the first telling person of the streaming sample."""
    page.goto("/home?data=streaming")
    expect(page.locator(".row").first).to_be_visible(timeout=90_000)
    return page


def cover(page: Page, row: int, place: int):
    return page.locator(".row").nth(row).locator(".cover").nth(place)


def test_a_pointer_over_a_title_brings_up_its_reasons(rows):
    expect(cover(rows, 0, 1)).to_have_css("opacity", UNSEEN)
    cover(rows, 0, 1).hover()
    expect(cover(rows, 0, 1)).to_have_css("opacity", SEEN)
    expect(cover(rows, 0, 1)).to_contain_text("By ")


def test_a_click_keeps_the_reasons_until_another_title_or_escape(rows):
    cover(rows, 0, 0).click()
    rows.mouse.move(0, 0)
    expect(cover(rows, 0, 0)).to_have_attribute("aria-expanded", "true")
    cover(rows, 0, 2).click()
    expect(cover(rows, 0, 0)).to_have_attribute("aria-expanded", "false")
    cover(rows, 0, 2).press("Escape")
    expect(cover(rows, 0, 2)).to_have_attribute("aria-expanded", "false")


def test_one_stop_of_the_tab_key_a_row_and_arrows_along_it(rows):
    cover(rows, 0, 0).focus()
    cover(rows, 0, 0).press("ArrowRight")
    expect(cover(rows, 0, 1)).to_be_focused()
    expect(cover(rows, 0, 1)).to_have_css("opacity", SEEN)
    cover(rows, 0, 1).press("End")
    expect(cover(rows, 0, 7)).to_be_focused()
    cover(rows, 0, 7).press("ArrowLeft")
    expect(cover(rows, 0, 6)).to_be_focused()
    rows.keyboard.press("Tab")
    expect(cover(rows, 1, 0)).to_be_focused()
    rows.keyboard.press("Shift+Tab")
    expect(cover(rows, 0, 6)).to_be_focused()


def test_two_recipes_stand_side_by_side(rows):
    rows.get_by_role("radio", name="A recipe").click()
    expect(rows.locator(".mark.both").first).to_be_visible()
    expect(rows.get_by_text("The second page repeats")).to_be_visible()
    assert rows.locator(".row h3", has_text="For you").count() > 1


def test_a_title_of_the_page_opens_on_its_own_screen_and_its_link_reopens_it(rows):
    rows.get_by_role("combobox", name="Open a title").click()
    rows.keyboard.press("ArrowDown")
    rows.keyboard.press("Enter")
    expect(rows.get_by_role("heading", level=1, name="Item")).to_be_visible()
    title = rows.get_by_role("heading", level=3).first
    expect(title).not_to_be_empty()
    expect(rows.get_by_role("heading", name="Who likes it")).to_be_visible()
    chosen = title.inner_text()
    rows.goto(rows.url)
    expect(rows.get_by_role("heading", name=chosen, exact=True).first).to_be_visible()

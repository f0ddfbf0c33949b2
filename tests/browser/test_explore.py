"""Explore in a browser: change a history, block a title, follow one, and hand the list on."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

ADDRESS = "/explore?data=streaming&person=v0042"


def titles(page: Page) -> list[str]:
    return page.locator(".st-key-list .card .title").all_inner_texts()


@pytest.fixture
def explore(page: Page) -> Page:
    page.goto(ADDRESS)
    expect(page.locator(".st-key-list .card")).to_have_count(10, timeout=90_000)
    return page


def pressed(page: Page, place: int, action: str) -> str:
    """Open Why of a card and press one of its buttons; returns the card's title."""
    title = titles(page)[place]
    page.locator(".st-key-list .card").nth(place).get_by_role("button", name="Why").click()
    page.get_by_role("button", name=f"{action}: {title}").click()
    return title


def gone(page: Page, title: str) -> None:
    shown = page.locator(".st-key-list .card .title").get_by_text(title, exact=True)
    expect(shown).to_have_count(0)


def test_what_is_disliked_leaves_the_list_and_comes_back_when_it_is_undone(explore):
    before = titles(explore)
    title = pressed(explore, 0, "Not this")
    gone(explore, title)
    expect(explore.get_by_text("1 change made here")).to_be_visible()
    explore.locator(".st-key-history summary").click()
    past = explore.locator(".st-key-history").get_by_text("disliked", exact=False)
    expect(past.first).to_be_visible()  # only then does the button below stay where it is
    explore.get_by_role("button", name="Undo").click()
    expect(explore.locator(".st-key-list .card .title")).to_have_text(before)


def test_a_blocked_title_is_gone_its_rule_is_listed_and_the_link_opens_the_same_list_elsewhere(
    explore, context: BrowserContext
):
    liked = pressed(explore, 2, "More like this")
    gone(explore, liked)
    blocked = pressed(explore, 1, "Never show it")
    gone(explore, blocked)
    explore.get_by_text("Business rules: 1").click()
    expect(explore.get_by_text(f"Never {blocked}")).to_be_visible()
    explore.wait_for_url(re.compile("edits=l"))
    elsewhere = context.browser.new_context().new_page()
    elsewhere.goto(explore.url)
    expect(elsewhere.locator(".st-key-list .card")).to_have_count(10, timeout=90_000)
    expect(elsewhere.locator(".st-key-list .card .title")).to_have_text(titles(explore))
    elsewhere.context.close()


def test_a_past_title_is_made_less_recent_and_removed_by_keys_alone(explore):
    explore.locator(".st-key-history summary").click()
    past = explore.locator(".st-key-history_strip .chip .title")
    first, second = past.nth(0).inner_text(), past.nth(1).inner_text()
    button = explore.get_by_role("button", name=f"Make less recent: {first}")
    button.focus()
    button.press("Enter")
    expect(past.nth(0)).to_have_text(second)
    remove = explore.get_by_role("button", name=f"Remove: {second}")
    remove.focus()
    remove.press("Enter")
    expect(past.nth(0)).to_have_text(first)


def test_a_title_is_followed_through_the_stages(explore):
    title = pressed(explore, 3, "Follow it through the stages")
    expect(explore.get_by_text(f"{title} stands 4th.")).to_be_visible()
    expect(explore.locator(".js-plotly-plot")).to_have_count(4)

"""A newcomer in a browser: each answer changes the list, and can be taken back."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_answers_change_the_list_and_can_be_taken_back(page: Page):
    page.goto("/new_visitor?data=streaming")
    cards = page.locator(".st-key-visit_list .card .title")
    expect(cards).to_have_count(10, timeout=90_000)
    before = cards.all_inner_texts()
    page.locator(".st-key-visit_question").get_by_role("button").first.click()
    expect(page.get_by_text("2. Which of these")).to_be_visible()
    expect(cards).not_to_have_text(before)
    after = cards.all_inner_texts()
    page.get_by_role("button", name="None of these").click()
    expect(page.get_by_text("3. Which of these")).to_be_visible()
    page.get_by_role("button", name="Back one").click()
    expect(cards).to_have_text(after)
    page.get_by_role("button", name="Start again").click()
    expect(cards).to_have_text(before)

"""Own files in a real browser: a broken one is mended on screen, and nobody sees another's."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from recengine.data.reading import read_table


def events(prefix: str, people: int = 12, items: int = 40) -> str:
    """Who chose what, all ids beginning with ``prefix``."""
    return "".join(
        f"{prefix}person{person},{prefix}item{item},{1_600_000_000 + 3600 * item}\n"
        for person in range(people)
        for item in range(items)
        if (person + item) % 3
    )


def drop(page: Page, name: str, text: str) -> None:
    """Let a file fall on the first screen."""
    page.locator("input[type=file]").first.set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": text.encode()}]
    )


def choose(page: Page, label: str, option: str) -> None:
    """Choose from one of the boxes that stand under a file."""
    page.get_by_role("combobox", name=re.compile(f"(^|\\. ){label}$")).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def test_a_broken_file_is_understood_corrected_used_and_its_refused_rows_downloaded(visit):
    page = visit("/")
    broken = "aaa,bbb,ccc\n" + events("x") + "xperson1,,1600000000\nshort\n"
    drop(page, "broken.csv", broken)
    expect(page.get_by_text("no column that names people")).to_be_visible()
    choose(page, "Person", "aaa")
    expect(page.get_by_text("no column that names items")).to_be_visible()
    choose(page, "Item", "bbb")
    expect(page.get_by_text("2 refused").first).to_be_visible()
    expect(page.get_by_text(re.compile("the item id is missing")).first).to_be_visible()
    with page.expect_download() as loading:
        page.get_by_role("button", name="Refused rows").click()
    refused = loading.value.path().read_text()
    assert "xperson1,," in refused
    assert "short" in refused
    page.get_by_role("button", name="Use this data").click()
    expect(page.locator(".st-key-list .card").first).to_be_visible(timeout=40_000)


def test_two_visitors_with_different_files_see_nothing_of_each_other(
    visit, context: BrowserContext
):
    pages = {}
    for prefix in ("canaryA", "canaryB"):
        visitor = context.browser.new_context(base_url=visit("/").url)
        pages[prefix] = visitor.new_page()
        pages[prefix].goto("/")
        text = "user_id,item_id,timestamp\n" + events(prefix)
        assert read_table(text.encode()).refused == 0
        drop(pages[prefix], "events.csv", text)
    for page in pages.values():
        page.get_by_role("button", name="Use this data").click()
    for own, other in (("canaryA", "canaryB"), ("canaryB", "canaryA")):
        page = pages[own]
        expect(page.locator(".st-key-list .card").first).to_contain_text(own, timeout=40_000)
        for screen in ("Start", "Data", "Explore"):
            page.get_by_role("link", name=screen, exact=True).first.click()
            expect(
                page.get_by_role("heading", name=screen).or_(page.locator("h1")).first
            ).to_be_visible()
            page.wait_for_load_state("networkidle")
            assert other not in page.content()
        page.context.close()

"""The walk of a product manager in a real browser: sample, sliders, link, own file, comparison."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

RATINGS = "userId,movieId,rating,timestamp\n"
TITLES = ["Harbour Lights", "The Long Ferry", "Salt Road", "Winter Ferry", "Low Tide", "Lanterns"]
HOSTILE = [
    "<img src=x onerror=window.__xss=1>",
    "![shot](http://example.com/x.png)",
    "$x^2$ and :red[alarm]",
    "=HYPERLINK('http://example.com')",
    "**bold** [link](http://example.com)",
    "<script>window.__xss=1</script>",
]


def titles(page: Page) -> list[str]:
    """What the list shows, in order."""
    return listed(page).all_inner_texts()


def listed(page: Page) -> Locator:
    """The titles of the list, to wait on."""
    return page.locator(".st-key-list .card .title")


def opened_on(page: Page, address: str) -> Page:
    """The list of a person of the streaming sample."""
    page.goto(address)
    expect(page.locator(".st-key-list .card")).to_have_count(10, timeout=90_000)
    return page


def movielens(folder, names):
    """A small export with MovieLens' columns: 24 people, each fond of one half of the titles."""
    rows = [
        f"{person},{item},{5 if item % 2 == person % 2 else 2},{1_260_759_000 + 60 * person + item}"
        for person in range(1, 25)
        for item in range(1, 2 * len(names) + 1)
        if (person + item) % 3
    ]
    movies = [
        f'{item},"{names[item % len(names)]} ({1990 + item})",{("Comedy", "Drama|Sea")[item % 2]}'
        for item in range(1, 2 * len(names) + 1)
    ]
    ratings_file, movies_file = folder / "ratings.csv", folder / "movies.csv"
    ratings_file.write_text(RATINGS + "\n".join(rows) + "\n")
    movies_file.write_text("movieId,title,genres\n" + "\n".join(movies) + "\n")
    return [ratings_file, movies_file]


def upload(page: Page, files) -> None:
    """Drop files on Start, map nothing, use them."""
    page.locator("input[type=file]").first.set_input_files(files)
    use = page.get_by_role("button", name="Use this data")
    expect(use).to_be_enabled()
    use.click()
    expect(page.locator(".st-key-list .card").first).to_be_visible(timeout=90_000)


def test_a_sample_opens_with_one_click_to_a_home_page_of_rows(visit):
    page = visit("/")
    page.get_by_role("button", name="Open the streaming service").click()
    expect(page.get_by_role("heading", name="For you", exact=True)).to_be_visible(timeout=90_000)
    page.get_by_role("button", name=re.compile("Heavy user")).click()
    expect(page.get_by_role("heading", name=re.compile("The home page of person"))).to_be_visible()
    expect(page.locator(".poster").first).to_be_visible()


def test_every_slider_changes_what_is_recommended_or_how(page):
    opened_on(page, "/explore?data=streaming&person=v0042")
    for group in (".st-key-weights", ".st-key-stages"):
        for place in range(page.locator(group).get_by_role("slider").count()):
            slider = page.locator(group).get_by_role("slider").nth(place)
            before = page.url
            slider.focus()
            slider.press("End")
            expect(page).not_to_have_url(before)
            expect(page.get_by_text("by Own mix")).to_be_visible()
    moved = titles(page)
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_text("10 titles, by Plain.")).to_be_visible()
    expect(listed(page)).not_to_have_text(moved)


def test_a_link_shows_the_same_list_to_somebody_else(page, context: BrowserContext):
    opened_on(page, "/explore?data=streaming&person=v0042")
    plain = titles(page)
    page.get_by_role("button", name="YouTube style").click()
    expect(page.get_by_text("by YouTube style")).to_be_visible()
    expect(listed(page)).not_to_have_text(plain)
    page.wait_for_url(re.compile("recipe="))
    elsewhere = opened_on(context.browser.new_context().new_page(), page.url)
    expect(elsewhere.get_by_text("by YouTube style")).to_be_visible()
    expect(listed(elsewhere)).to_have_text(titles(page))
    elsewhere.context.close()


def test_an_own_file_needs_no_mapping_and_its_link_asks_for_the_same_file(
    visit, tmp_path, context: BrowserContext
):
    files = movielens(tmp_path, TITLES)
    page = visit("/")
    upload(page, files)
    assert all(re.search(r"\(\d{4}\)$", title) for title in titles(page))
    expect(page.locator(".st-key-list .because").first).to_contain_text("Because you rated")
    link = page.url
    assert "data=file-" in link
    other = context.browser.new_context()
    elsewhere = other.new_page()
    elsewhere.goto(link)
    expect(elsewhere.get_by_text("never leaves their session")).to_be_visible()
    upload(elsewhere, files)
    expect(listed(elsewhere)).to_have_text(titles(page))
    expect(elsewhere).to_have_url(link)
    other.close()


def test_three_approaches_are_compared_with_a_finding_in_words(page):
    page.goto("/compare?data=streaming")
    page.get_by_role("button", name="Compare 3 approaches").click(timeout=90_000)
    expect(page.get_by_role("progressbar").first).to_be_visible()
    expect(page.locator(".st-key-finding")).to_contain_text("95 % interval", timeout=90_000)
    expect(page.locator(".js-plotly-plot")).to_have_count(1)


def test_titles_from_a_file_are_shown_as_text_everywhere(visit, tmp_path):
    page = visit("/")
    upload(page, movielens(tmp_path, HOSTILE))
    shown = {title.rpartition(" (")[0] for title in titles(page)}
    assert shown
    assert shown <= set(HOSTILE)
    for screen in ("Start", "Data", "Compare", "Explore"):
        page.get_by_role("link", name=screen, exact=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.__xss") is None


def test_the_keyboard_alone_opens_a_reason(page):
    opened_on(page, "/explore?data=streaming&person=v0042")
    why = page.get_by_role("button", name=re.compile("^Why ")).first
    page.get_by_role("radio", name="Before and after").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        if why.evaluate("node => node.getRootNode().activeElement === node"):
            break
    else:
        pytest.fail("three steps from the view switch do not lead to the first reason")
    page.keyboard.press("Enter")
    expect(why).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("These add up to the score of").first).to_be_visible()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "is empty"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "is a picture"),
        ("nobody.csv", b"when,stars\n2024-01-01,3\n2024-01-02,4\n", "no column that names people"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(visit, name, content, sentence):
    page = visit("/")
    page.locator("input[type=file]").first.set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content}]
    )
    expect(page.get_by_text(sentence).first).to_be_visible()
    expect(page.get_by_role("button", name="Use this data")).to_be_disabled()
    expect(page.get_by_text("Traceback")).to_have_count(0)

"""Text from files stays text, and numbers read as people write them."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from screens.parts.text import count, plain, share

#: Written by people, machines and enemies; each must be seen exactly as it is.
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=window.__xss=1>",
    "![](http://evil.example/pixel.png)",
    "[click](javascript:alert(1))",
    "<http://evil.example>",
    "**bold** and *slanted* and ~~gone~~ and `code`",
    "# Heading",
    "1984. A novel",
    "3) third",
    "- item",
    "+ item",
    "> quote",
    "    indented",
    "a | b\n--|--\n1 | 2",
    "$x$ and $$y$$",
    ":red[danger] :material/delete: :smile:",
    "a -> b <- c -- d >= e",
    "&lt;b&gt; &amp; &#60;",
    "back\\slash \\* \\",
    "one\ntwo\r\nthree\u2028four",
    "```\nfenced\n```",
    "---",
    "===",
    "[^1] [ref]: http://x",
    "",
)

COMMON_MARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def seen(markdown):
    """The words that a reader of Markdown sees, and every tag it made of them."""
    words, tags = [], []
    for block in COMMON_MARK.parse(markdown):
        tags += [block.tag] if block.tag else []
        tags += ["html"] if "html" in block.type else []
        for token in block.children or []:
            words.append(token.content)
            tags += [token.tag] if token.tag else []
            tags += ["html"] if "html" in token.type else []
    return "".join(words).replace("\u2060", ""), set(tags) - {"p"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_seen_as_it_is_and_makes_no_tag(text):
    assert seen(plain(text)) == (" ".join(text.split()), set())


@pytest.mark.parametrize("text", ["<script>x</script>", "*a*", "[a](b)", "1984. A", "a\\*b", "# a"])
def test_without_the_escaper_the_judge_of_these_tests_would_object(text):
    assert seen(text) != (" ".join(text.split()), set())


@given(st.text() | st.text(alphabet=string.punctuation + " \n\tab1", max_size=40))
def test_any_text_is_seen_as_it_is(text):
    expected = " ".join(text.split()).replace("\0", "\ufffd").replace("\u2060", "")
    assert seen(plain(text)) == (expected, set())


@given(st.text(alphabet=string.punctuation + " ab1"))
def test_what_starts_any_directive_of_streamlit_is_escaped(text):
    unescaped = re.sub(r"\\.", "", plain(text))
    assert not set(unescaped) & set("$:[]<>`*_~#!&-\\")


@given(st.floats(0, 1e12))
def test_a_count_is_short_and_never_in_powers_of_ten(number):
    assert len(count(number)) <= 10
    assert "e" not in count(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 %"), (1, "100 %"), (0.0996, "10 %"), (0.123, "12 %"), (0.00123, "0.12 %")],
)
def test_a_share_is_written_in_percent(number, words):
    assert share(number) == words

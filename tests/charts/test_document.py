"""A document that stands alone: escaped, closed to the network, and with its figures as data."""

import base64
import hashlib
import json
import re

import pandas as pd
import pytest

from recengine.charts.document import Section, document
from recengine.charts.figure import new_figure

HOSTILE = "</script><script>window.__xss = 1</script><img src=http://example.org/x>"


def made():
    figure = new_figure("A finding")
    figure.add_scatter(x=[1], y=[HOSTILE])
    table = pd.DataFrame({HOSTILE: [HOSTILE, None], "n": [0.123456, float("nan")]})
    section = Section(HOSTILE, (HOSTILE,), figure, table, code=HOSTILE, folded=HOSTILE)
    return document(HOSTILE, (HOSTILE,), (section,))


def scripts(page):
    return re.findall(r"<script[^>]*>(.*?)</script>", page, flags=re.DOTALL)


def test_text_from_files_is_text_everywhere():
    page = made()
    assert page.count("<script") == 3 + page[: page.rindex("</head>")].count("<script")
    assert "<img" not in page.replace(scripts(page)[1], "")
    assert "&lt;/script&gt;" in page


def test_only_the_two_scripts_may_run_and_nothing_may_be_fetched():
    page = made()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    policy = policy.replace("&#39;", "'")
    assert "default-src 'none'" in policy
    allowed = set(re.findall(r"sha256-([^']+)'", policy))
    hashes = {
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in scripts(page)[1:]
    }
    assert allowed == hashes
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]


def test_figures_are_data_that_can_be_read_back():
    (figure,) = json.loads(scripts(made())[0]).values()
    assert figure["data"][0]["y"] == [HOSTILE]


def test_a_table_says_nothing_where_nothing_is_known_and_three_digits_at_most():
    page = made()
    assert ">0.123<" in page
    assert ">nan<" not in page
    assert ">None<" not in page


@pytest.mark.parametrize("cell", [7, 1_234_567, "text", 0.5])
def test_cells_of_every_kind_are_drawn(cell):
    page = document("T", (), (Section("S", table=pd.DataFrame({"a": [cell]})),))
    assert f"{cell:,}" in page if isinstance(cell, int) else str(cell) in page

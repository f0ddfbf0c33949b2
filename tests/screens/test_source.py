"""What no screen may contain, looked for in the syntax itself."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([ROOT / "app.py", *(ROOT / "screens").rglob("*.py")])
SCRIPTS = sorted((ROOT / "screens").rglob("*.js"))

#: Beyond the standard library, for a screen and for the parts that screens share.
MAY_USE = {"recengine", "streamlit", "screens"}
PARTS_MAY_USE = MAY_USE | {"pandas", "pydantic"}

#: Widgets whose state must be found again, so each needs a name of its own in the shared parts.
STATEFUL = {
    "checkbox",
    "file_uploader",
    "multiselect",
    "number_input",
    "radio",
    "segmented_control",
    "select_slider",
    "selectbox",
    "slider",
    "text_input",
    "toggle",
}

#: Ways to turn text into markup, or to run it.
MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\s*\.\s*write|createContextualFragment"
    r"|srcdoc|DOMParser|\beval\s*\(|new\s+Function|setHTMLUnsafe|\bfetch\s*\(|XMLHttpRequest"
    r"|\bimport\s*\(|https?://(?!www\.w3\.org/2000/svg)"
)


def relative(path):
    return path.relative_to(ROOT).as_posix()


def calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def constants(path):
    """Names that a module gives to a text once and for all."""
    return {
        node.targets[0].id
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }


def raw_markup(path):
    """Lines on which text could become markup."""
    known = constants(path)
    for call in calls(path):
        if any(keyword.arg == "unsafe_allow_html" for keyword in call.keywords):
            yield call.lineno
        if name_of(call) in {"html", "iframe"}:
            first = call.args[0] if call.args else None
            fixed = isinstance(first, ast.Constant) or (
                isinstance(first, ast.Name) and first.id in known
            )
            if not fixed:
                yield call.lineno
        if any(keyword.arg == "unsafe_allow_javascript" for keyword in call.keywords):
            yield call.lineno


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or "."


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_no_text_can_become_markup(path):
    assert list(raw_markup(path)) == []


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_a_screen_imports_only_what_it_may(path):
    allowed = PARTS_MAY_USE if path.parent.name == "parts" else MAY_USE
    roots = {name.split(".")[0] for name in imported(path)}
    assert roots - allowed - set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_a_screen_never_imports_another_screen(path):
    others = {name for name in imported(path) if name.startswith("screens")}
    assert {name for name in others if not name.startswith("screens.parts")} == set()


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_every_widget_with_a_state_has_a_key(path):
    nameless = [
        call.lineno
        for call in calls(path)
        if name_of(call) in STATEFUL and not any(keyword.arg == "key" for keyword in call.keywords)
    ]
    assert nameless == []


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_caches_live_in_the_parts_that_keep_state(path):
    cached = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"cache_data", "cache_resource"}
    ]
    assert not cached or path.name in {"session.py", "jobs.py"}


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_a_script_sets_text_as_text_and_calls_nobody(path):
    assert MARKUP.findall(path.read_text(encoding="utf-8")) == []


def test_the_search_would_find_what_it_looks_for(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text(
        "import streamlit as st\n"
        "TITLE = 'fine'\n"
        "st.html(TITLE)\n"
        "st.html(f'<b>{name}</b>')\n"
        "st.markdown(name, unsafe_allow_html=True)\n"
    )
    assert list(raw_markup(bad)) == [4, 5]
    assert MARKUP.search("node.innerHTML = title")
    assert len(FILES) > 15
    assert SCRIPTS

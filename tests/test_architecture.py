"""The picture to keep in mind: who may import whom, and what is only loaded when it is used."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "recengine").rglob("*.py"))

#: Where a heavy library may be named at all; elsewhere a file has to ask for a figure or a model.
ALLOWED = {
    "streamlit": (),
    "plotly": ("recengine/charts/", "recengine/cli/"),
    "implicit": ("recengine/models/",),
    "sklearn": ("recengine/models/", "recengine/evaluation/"),
}

#: Slow to import, and not needed to start: loaded by the first call that uses them.
HEAVY = (
    "implicit",
    "jax",
    "plotly",
    "pyspark",
    "scipy.stats",
    "sklearn",
    "statsmodels",
    "streamlit",
)


def imports(path: Path) -> set[str]:
    """The libraries that a file names in any import, lazy ones included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
    return found


def fresh(code: str) -> str:
    """What a new interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("library", ALLOWED)
def test_a_library_is_imported_only_where_it_belongs(library):
    outside = [
        place
        for place in (path.relative_to(ROOT).as_posix() for path in FILES)
        if library in imports(ROOT / place) and not place.startswith(ALLOWED[library])
    ]
    assert outside == []


def test_the_search_for_imports_would_find_one():
    assert "implicit" in imports(ROOT / "recengine" / "models" / "als.py")
    assert len(FILES) > 30


@pytest.mark.parametrize(
    "package", ["recengine.data.dataset", "recengine.models", "recengine.ranking"]
)
def test_importing_a_package_loads_nothing_heavy(package):
    loaded = fresh(f"import sys, {package}; print([m for m in {HEAVY} if m in sys.modules])")
    assert loaded == "[]"


def test_the_contracts_between_packages_hold():
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
    assert "0 kept" not in done.stdout


def test_every_file_says_at_its_top_what_it_is():
    silent = [p for p in FILES if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))]
    assert silent == []

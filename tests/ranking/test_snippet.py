"""Snippets: the lines run, and print the very list."""

import contextlib
import io
import json
import time
from pathlib import Path

import pytest

from recengine.data.dataset import Dataset
from recengine.data.editing import Edit, edited
from recengine.data.quality import Cleaning, clean
from recengine.data.reading import read_table
from recengine.data.samples import load_sample
from recengine.ranking import PRESETS, Engine, Recipe
from recengine.ranking.snippet import as_document, python_snippet

EDITS = (Edit("like", 12), Edit("remove", 40), Edit("add", 7), Edit("earlier", 7))


def printed(code: str) -> list[str]:
    """Ids that the lines print."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})  # noqa: S102  what a person would do with it
    return [line.split()[1] for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("name", ["plain", "netflix"])
@pytest.mark.parametrize("edits", [(), EDITS])
def test_the_lines_print_exactly_the_list_of_the_sample(name, edits):
    dataset = load_sample("streaming")
    recipe = PRESETS[name].recipe.changed(rules={"business": [{"do": "block", "item": "t0012"}]})
    everything = ("popularity", "trending", "content", "item_knn", "ease", "als", "markov")
    engine = Engine.fit(dataset, everything)
    history = edited(dataset, engine.history("v0042"), edits)
    found = engine.recommend(history, recipe, person="v0042")
    code = python_snippet(dataset, recipe, "v0042", edits, sample="streaming")
    assert printed(code) == list(found.item_ids)


def test_the_lines_read_files_and_stop_where_they_are_others(tmp_path, monkeypatch):
    lines = [f"u{u},i{i},{1_600_000_000 + 90_000 * (u + i)}" for u in range(9) for i in range(u)]
    path = Path(tmp_path / "interactions.csv")
    path.write_text("user_id,item_id,timestamp\n" + "\n".join(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    whole = Dataset.from_tables(read_table(path))
    dataset = clean(whole, Cleaning(), now=time.time())[0]
    recipe = Recipe(models={"item_knn": 1.0})
    engine = Engine.fit(dataset, ("item_knn",))
    found = engine.recommend(engine.history("u3"), recipe, person="u3")
    code = python_snippet(dataset, recipe, "u3")
    assert printed(code) == list(found.item_ids)
    path.write_text("user_id,item_id,timestamp\n" + "\n".join(lines[2:]), encoding="utf-8")
    with pytest.raises(AssertionError, match="not the data of the list"):
        printed(code)


def test_the_document_holds_all_and_is_json():
    dataset = load_sample("streaming")
    engine = Engine.fit(dataset, ("ease",))
    recipe = Recipe(models={"ease": 1.0})
    history = edited(dataset, engine.history("v0042"), EDITS)
    found = engine.recommend(history, recipe, person="v0042")
    document = json.loads(json.dumps(as_document(dataset, recipe, found, EDITS)))
    assert [item["item_id"] for item in document["items"]] == list(found.item_ids)
    assert document["edits"][0] == {"do": "like", "item_id": str(dataset.item_ids[12])}
    assert Recipe.model_validate(document["recipe"]) == recipe
